"""Pieces to listen to: what made-up people say to somebody close, for practising alone."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from functools import cache
from importlib.resources import files

import msgspec
import yaml

LANGUAGE = "en"


class Among(StrEnum):
    """Between whom a piece is said."""

    COUPLE = "couple"
    FAMILY = "family"
    FRIEND = "friend"
    COLLEAGUE = "colleague"


class Length(IntEnum):
    """How much there is to listen to: its number of parts."""

    SHORT = 1
    MIDDLE = 2
    LONG = 3


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said before it is mirrored, and one faithful way to mirror it."""

    say: str
    mirror: str


class Piece(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one made-up person says; one way to make sense of it, and what may be felt in it, the likeliest first."""

    id: str
    title: str
    name: str
    who: str
    kind: Among
    parts: tuple[Part, ...]
    because: str
    feelings: tuple[str, ...]

    @property
    def length(self) -> Length:
        """Tell how long it is."""
        return Length(len(self.parts))


# Learns the shape while this is imported, by one thread; see protocol.reader.
_SHAPE = msgspec.json.Decoder(tuple[Piece, ...])


@cache
def pieces(language: str = LANGUAGE) -> tuple[Piece, ...]:
    """Give all pieces, in the order of their file."""
    text = files(__package__).joinpath(f"pieces.{language}.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), tuple[Piece, ...])


def piece_named(name: str) -> Piece | None:
    """Give one piece, if there is one of that name."""
    return next((piece for piece in pieces() if piece.id == name), None)


def piece_after(piece: Piece) -> Piece:
    """Give the next piece of the same length, round and round."""
    alike = [each for each in pieces() if each.length == piece.length]
    return alike[(alike.index(piece) + 1) % len(alike)]
