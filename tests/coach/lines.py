"""Reads the lines that the coach is measured with. A third of them, chosen by their own digest, is sealed for test."""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
FOLDER = HERE / "lines"  # by the author of the rules
OUTSIDE = HERE / "outside"  # by a second author, who never saw them, as none of the others did
TUNED_ON = ("lines", "outside")
"""Whose lines the phrases were written after."""
AUTHORS = (*TUNED_ON, *sorted({file.parent.name for file in HERE.glob("*/*.txt")} - {*TUNED_ON}))
"""Everybody's folders."""


class Line(NamedTuple):
    """What a line is labelled with, and the line."""

    labels: frozenset[str]
    text: str


class Pair(NamedTuple):
    """A message and a mirror of it; the places in the message and the mirror that something is wrong with."""

    told: str
    given: str
    parts: tuple[tuple[int, int], ...]
    missing: frozenset[int]
    turned: frozenset[int]
    added: tuple[int, int] | None
    kind: str


def sealed(text: str) -> bool:
    """Whether a text belongs to the third that rules are never written after."""
    return hashlib.sha256(text.encode()).digest()[0] % 3 == 0


def lines(name: str, *, test: bool, folder: Path = FOLDER) -> list[Line]:
    """The lines of a file that belong to this part."""
    found = []
    for raw in (folder / f"{name}.txt").read_text().splitlines():
        if raw and not raw.startswith("#"):
            labels, _, text = raw.partition("|")
            found.append(Line(frozenset(labels.split()), text.strip()))
    return [line for line in found if sealed(line.text) == test]


def pairs(*, test: bool, folder: Path = FOLDER) -> list[Pair]:
    """The mirrors that belong to this part; all mirrors of a message belong to the same one."""
    text = "\n".join(
        raw for raw in (folder / "mirrors.txt").read_text().splitlines() if not raw.startswith("#")
    )
    found = []
    for block in text.strip().split("\n\n"):
        message, *mirrors = block.splitlines()
        if sealed(message) == test:
            found += [_pair(message, mirror) for mirror in mirrors]
    return found


def _pair(message: str, mirror: str) -> Pair:
    parts, told = [], ""
    for part in message.split(" | "):
        parts.append((len(told), len(told) + len(part)))
        told += part + " "
    marks, _, given = mirror.partition(":")
    given = given.strip()
    brace = re.search(r"\{(.*)\}", given)
    return Pair(
        told.strip(),
        given.replace("{", "").replace("}", ""),
        tuple(parts),
        frozenset(int(mark[1:]) - 1 for mark in marks.split() if mark[0] == "-"),
        frozenset(int(mark[1:]) - 1 for mark in marks.split() if mark[0] == "!"),
        (brace.start(), brace.end() - 2) if brace else None,
        next((mark[1:] for mark in marks.split() if mark[0] == "+"), ""),
    )
