"""Makes the coach's second list of opposites out of WordNet: `python tools/antonyms.py /usr/share/wordnet`.

WordNet 3.0 comes with the Debian package `wordnet-base`. Pairs of single words are taken, each once; those that the
rules for un-, in-, dis- and -less find anyway are left out. Its licence goes along in the file that is written.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from withness.coach.polarity import are_opposite_by_form
from withness.coach.tongue import Tongue

PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
LISTED = Path(__file__).parent.parent / "src/withness/coach/en/antonyms.txt"
ENDS_HEADER = "[pairs]\n"

Synset = tuple[str, ...]


def main(folder: Path) -> None:
    """Write the pairs below the header that the list has already, which holds the licence."""
    header = LISTED.read_text().partition(ENDS_HEADER)[0]
    pairs = sorted(_wanted(_antonyms(folder)))
    LISTED.write_text(header + ENDS_HEADER + "".join(f"{one} {other}\n" for one, other in pairs))


def _antonyms(folder: Path) -> Iterator[tuple[str, str]]:
    rows = {part: list(_rows(folder / f"data.{part}")) for part in PARTS}
    words = {(kind, fields[0]): _words(fields) for part, kind in PARTS.items() for fields in rows[part]}
    for part in PARTS:
        for fields in rows[part]:
            mine = _words(fields)
            for symbol, offset, kind, ends in _pointers(fields):
                if symbol == "!" and ends != "0000":
                    yield mine[int(ends[:2], 16) - 1], words[kind, offset][int(ends[2:], 16) - 1]


def _rows(file: Path) -> Iterator[list[str]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line[0] != " ":  # the licence
            yield line.partition(" | ")[0].split()


def _words(fields: list[str]) -> Synset:
    count = int(fields[3], 16)
    return tuple(word.partition("(")[0] for word in fields[4 : 4 + 2 * count : 2])


def _pointers(fields: list[str]) -> Iterator[tuple[str, str, str, str]]:
    at = 4 + 2 * int(fields[3], 16)
    for each in range(at + 1, at + 1 + 4 * int(fields[at]), 4):
        symbol, offset, kind, ends = fields[each : each + 4]
        yield symbol, offset, kind, ends


def _wanted(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    tongue = Tongue("en")
    for one, other in {(min(pair), max(pair)) for pair in pairs}:
        stems = tongue.stem(one), tongue.stem(other)
        if (
            (one + other).isalpha()
            and (one + other).islower()
            and stems[0] != stems[1]
            and not are_opposite_by_form(*stems)
        ):
            yield one, other


if __name__ == "__main__":
    main(Path(sys.argv[1]))
