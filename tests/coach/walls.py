"""Texts made to slow the coach down: runs of near matches, quotes in quotes, nothing but spaces, 100 KB."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from time import process_time

from withness.coach import adapter
from withness.coach.hinting import hint_for
from withness.coach.kept import kept
from withness.coach.sections import file_of

SIZES = (60, 600, 2_000, 8_000, 100_000)
FILES = ("speaking", "moves", "risk", "sense", "requests", "feelings", "grammar")
RUNS = (
    " ", "\n", "\t \n", ". ", ", ", "? ", "'", "’s", '"', "(", "((“", "”))", " - ", "—", "1.", "1:2,3.", "a", "é̀", "🙂",
    "you ", "I ", "not ", "so that ", "never ever ", "to be ", "because ", "don't ", "NO ", "and ", "you never ",
    "I feel that you ", "on Sunday ", '"you never" ', "“so”", "I wait for you and you do not come down, ", "\u202e",
)  # fmt: skip
READERS: dict[str, Callable[[str, str], object]] = {
    "speaking": lambda text, _: adapter.sender(text),
    "risk": lambda text, _: adapter.risk(text),
    "moves": lambda text, _: adapter.moves(text),
    "request": lambda text, _: adapter.request(text),
    "empathy": lambda text, _: adapter.empathy(text),
    "feelings": lambda text, _: adapter.feeling_words(text),
    "making sense": lambda text, _: adapter.validation(text),
    "clauses": lambda text, _: adapter.clauses(text),
    "conflict": adapter.conflict,
    "who did what": adapter.role_swap,
    "a mirror": adapter.mirror,
    "what was kept": lambda text, other: kept(other, text),
    **{
        f"a hint on {gives}": lambda text, other, gives=gives: hint_for(gives, text, heard=other)
        for gives in ("mirror", "piece", "sense", "request", "feelings")
    },
}


@cache
def listed() -> tuple[str, ...]:
    """Every row of plain words that the coach's own files hold: what comes near a phrase."""
    lines = [line for name in FILES for line in file_of("en", f"{name}.txt").splitlines()]
    rows = (" ".join(re.findall(r"[a-z']+", line)) for line in lines)
    return tuple(sorted({row for row in rows if row}))


def chance_of(seed: int) -> Random:
    """Give a chance that falls the same way again for the same seed, to find a wall a second time."""
    return Random(seed)


def walls(chance: Random) -> Iterator[str]:
    """Texts without end, each of one size and of one, two or many things over and over."""
    while True:
        size, rows = chance.choice(SIZES), listed()
        begun = [row[: chance.randrange(1, len(row) + 1)] + " " for row in chance.choices(rows, k=4)]
        things = chance.choice(
            [
                chance.choices(RUNS, k=chance.choice([1, 2, 5])),
                begun,
                begun[:1],
                [*begun[:2], *chance.choices(RUNS, k=2)],
            ]
        )
        if chance.random() < 0.5:
            text = "".join(things) * (size // max(1, sum(map(len, things))) + 1)
        else:
            text = "".join(chance.choices(things, k=size // min(map(len, things)) + 1))
        yield text[:size]


def took(reader: str, text: str, other: str) -> float:
    """Milliseconds of one reading; a slow one is read again, since a computer has other things to do."""
    times = []
    while not times or (min(times) > 20 and len(times) < 3):
        began = process_time()
        READERS[reader](text, other)
        times.append((process_time() - began) * 1000)
    return min(times)
