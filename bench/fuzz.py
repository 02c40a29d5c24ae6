"""A minute of texts made to slow the coach down: the longest that one reading of one of them took."""

from collections.abc import Iterator
from secrets import randbelow
from time import process_time

from tests.coach.walls import READERS, chance_of, took, walls

from bench.measure import Measure

SECONDS = 60.0


def run() -> Iterator[Measure]:
    """Give every reader of the coach one text after the other, and name the slowest."""
    seed = randbelow(10_000)
    chance = chance_of(seed)
    texts, count, slowest = walls(chance), 0, (0.0, "", "")
    for reader in READERS:
        took(reader, "I wait.", "You wait.")
    ends = process_time() + SECONDS
    while process_time() < ends:
        text = next(texts)
        other = text if chance.random() < 0.5 else next(texts)
        count += 1
        slowest = max(slowest, *((took(reader, text, other), reader, text) for reader in READERS))
    yield Measure(f"slowest of {count * len(READERS)} readings, a minute, seed {seed}", slowest[0], "ms", 50)
    print(f"The slowest: {slowest[1]}, of {len(slowest[2])} characters: {slowest[2][:60]!r} …")
