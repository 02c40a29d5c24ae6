"""Reads one phrase: its pieces, its ways, and what of it may be missing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_PIECE = re.compile(r"\(|\)\??|\||[^\s()|]+")


class Element(NamedTuple):
    """One element of a phrase: a piece, or ways of which one is gone; and whether it may be missing."""

    piece: str = ""
    ways: "Ways | None" = None
    optional: bool = False

    @property
    def is_plain(self) -> bool:
        """Tell whether it is exactly one word."""
        return not (self.ways or self.optional or self.piece.startswith(("@", "..")))


class Ways(NamedTuple):
    """Ways of which one is gone: those of one plain word as one choice, in their order; and all that are longer."""

    choice: str
    rows: tuple[tuple[Element, ...], ...]


def read(phrase: str) -> Ways:
    """The ways that a phrase gives."""
    return _ways(iter(_PIECE.findall(phrase)))[0]


def _ways(pieces: Iterator[str]) -> tuple[Ways, bool]:
    """Read up to the bracket that closes these ways, and say whether they may be missing."""
    rows: list[list[Element]] = [[]]
    for piece in pieces:
        if piece == "|":
            rows.append([])
        elif piece == "(":
            inside, optional = _ways(pieces)
            rows[-1].append(Element(ways=inside, optional=optional))
        elif piece.startswith(")"):
            return _parted(rows), piece.endswith("?")
        else:
            optional = piece.endswith("?") and len(piece) > 1
            rows[-1].append(Element(piece.removesuffix("?") if optional else piece, optional=optional))
    return _parted(rows), False


def _parted(rows: list[list[Element]]) -> Ways:
    single = {row[0].piece for row in rows if len(row) == 1 and row[0].is_plain}
    longer = (tuple(row) for row in rows if len(row) != 1 or not row[0].is_plain)
    return Ways(" ".join(sorted(single)), tuple(longer))
