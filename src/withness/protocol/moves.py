"""The tagged union of moves: everything a person can do in a dialogue. A move carries no clock and no name."""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec import Struct


class Pace(StrEnum):
    """How the people talk for now. It changes what the pages offer, never where a move leads."""

    LIVE = "live"  # each with their own device, at the same time
    LETTER = "letter"  # slowly, each when it suits
    ROOM = "room"  # aloud, with one device between them


class Begin(Struct, frozen=True, tag="begin", omit_defaults=True):
    """The first move of a dialogue, by the one who asked for it: what it is to be about, and at which pace."""

    topic: str = ""
    pace: Pace = Pace.LIVE


class ChangePace(Struct, frozen=True, tag="change_pace"):
    """Wishing for another pace. Slower comes at once, together needs everybody; the present pace ends the wishes."""

    pace: Pace


class Offer(Struct, frozen=True, tag="offer", omit_defaults=True):
    """Words (or feelings) given to the other. Said aloud, they stay in the room and the text is empty.

    `blocks` are the further pieces of a letter, after `text`.
    """

    text: str = ""
    stem: str = ""
    aloud: bool = False
    feelings: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()


class Choose(Struct, frozen=True, tag="choose", omit_defaults=True):
    """One of the options of the step, with words where the option asks for them.

    `settles` is the day (a proleptic ordinal) from which a choice of what shall stay counts also without the others.
    """

    option: str
    text: str = ""
    stem: str = ""
    aloud: bool = False
    settles: int = 0


class Ready(Struct, frozen=True, tag="ready"):
    """Being there, or having breathed: everyone says it once before a gathering goes on."""


class TakeBack(Struct, frozen=True, tag="take_back"):
    """Taking back what was just offered, as long as nobody has begun to answer it."""


class Pause(Struct, frozen=True, tag="pause", omit_defaults=True):
    """Stopping for a while, with a promised return. `minutes` is a length, `until` a UTC time stamp in seconds."""

    minutes: int
    until: int = 0


class Resume(Struct, frozen=True, tag="resume"):
    """Being back from a pause or after having left."""


class Leave(Struct, frozen=True, tag="leave", omit_defaults=True):
    """Stopping for now. The place is kept; `note` is an optional line about when, never a reason."""

    note: str = ""


class Depart(Struct, frozen=True, tag="depart"):
    """Having left a circle for good: the seat stays empty from here on, and the others go on where they can."""


class Close(Struct, frozen=True, tag="close"):
    """Closing gently: straight to what shall stay of this."""


Move = Begin | Offer | Choose | Ready | TakeBack | Pause | Resume | Leave | Close | ChangePace | Depart

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Move] = msgspec.json.Decoder(Move)


def encode(move: Move) -> bytes:
    """Write a move as the bytes that are sealed and kept."""
    return _encoder.encode(move)


def decode(written: bytes | str) -> Move:
    """Read a kept move back."""
    return _decoder.decode(written)


def without_words(move: Move) -> Move:
    """Give the same move with its words gone: what remains of something taken back."""
    match move:
        case Offer():
            return Offer(aloud=move.aloud)
        case Choose():
            return Choose(move.option, aloud=move.aloud)
    return move
