"""What writes of dialogues answer with: values, never exceptions."""

from __future__ import annotations

from msgspec import Struct


class Made(Struct, frozen=True):
    """The move is kept for good: committed, and never to be lost or doubled."""

    dialogue_id: int
    seq: int


class Refused(Struct, frozen=True):
    """The move was not made; nothing changed."""

    told: str


class MovedOn(Struct, frozen=True):
    """The dialogue had gone on since the page was made; nothing changed."""


class Saved(Struct, frozen=True):
    """The words are on the server; `in_mine`: not in the dialogue, which has no place for them any more."""

    in_mine: bool = False


class WritingElsewhere(Struct, frozen=True):
    """Another window of the same person is writing here; nothing changed."""


Kept = Saved | WritingElsewhere | Refused

ALONE = Refused("Nobody else is in this space yet. Invite somebody first.")
CLOSED = Refused("The shared space is closed. Everything you both kept can still be read.")
