"""What Practise shows: a script as reading, told of two made-up people; and the pieces one can listen to alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from withness.library.pieces import Length, Piece, pieces
from withness.protocol.script import CHILD, COME_BACK, EVERYONE, Script, Step

STEMS_SHOWN = 3


class Example(Struct, frozen=True):
    """Somebody who stands in a made-up dialogue, drawn like a person."""

    name: str
    initial: str
    hue: str
    shape: str


TELLS = Example("Mara", "M", "ember", "circle")
LISTENS = Example("Jon", "J", "tide", "square")
EXAMPLES = (TELLS, LISTENS)
WHO_IS_WHO = {
    "speaker": f"Here {TELLS.name} tells and {LISTENS.name} listens.",
    "witness": f"Here {TELLS.name} tells, {LISTENS.name} mirrors, and the others witness.",
    "protector": f"Here both are one person: {TELLS.name} is the part that protects, {LISTENS.name} the one of now.",
}
"""Who the made-up people are, by a part that only some scripts have."""
CHILD_TELLS = f"Here {TELLS.name} is the child, and {LISTENS.name} the grown-up."


class Moment(Struct, frozen=True):
    """One step as somebody reads it: who acts (nobody alone, when both do), what is asked, how one may begin."""

    person: Example | None
    whose: str
    title: str
    note: str
    stems: tuple[str, ...]


class Stretch(Struct, frozen=True):
    """Steps of one stage that follow each other."""

    stage: str
    moments: tuple[Moment, ...]


def reading_of(script: Script) -> tuple[Stretch, ...]:
    """Give a script to read before holding it."""
    by_stage = groupby(straight_on(script), key=lambda step: step.stage)
    return tuple(Stretch(stage, tuple(_moment(script, step) for step in steps)) for stage, steps in by_stage)


def who_is_who(script: Script) -> str:
    """Tell who the made-up people of a reading are."""
    if script.first.who == CHILD:
        return CHILD_TELLS
    return next(told for part, told in reversed(WHO_IS_WHO.items()) if part in script.parts)


def straight_on(script: Script) -> Iterator[Step]:
    """Walk the plainest way through: at each choice the first one that leads to something new."""
    been: set[str] = set()
    step: Step | None = script.step(script.start)
    while step:
        been.add(step.id)
        yield step
        ahead = next((each for each in _ways_on(step) if each and each not in been), None)
        step = script.by_id[ahead] if ahead else None


def _ways_on(step: Step) -> tuple[str, ...]:
    chosen = (each.otherwise if each.to == COME_BACK else each.to for each in step.options if not each.swap)
    return (step.to, *chosen, step.after_all, *(each.after_all for each in step.options))


def _moment(script: Script, step: Step) -> Moment:
    stems = tuple(stem.say for stem in step.stems if not stem.deeper) if step.aloud else ()
    person = dict(zip(script.parts, (TELLS, LISTENS), strict=False)).get(step.who)
    together = "Both" if len(script.parts) == len(EXAMPLES) else "All"
    whose = person.name if person else (together if step.who == EVERYONE else "The others")
    return Moment(person, whose, _told(step.title, person), _told(step.note, person), stems[:STEMS_SHOWN])


def _told(sentence: str, person: Example | None) -> str:
    other = {None: "the other", TELLS: LISTENS.name, LISTENS: TELLS.name}[person]
    return sentence.format(speaker=TELLS.name, listener=LISTENS.name, other=other)


class Shelf(Struct, frozen=True):
    """Pieces of one length, with what to expect of them."""

    title: str
    note: str
    pieces: tuple[Voice, ...]


class Voice(Struct, frozen=True):
    """A piece, and the one who says it."""

    id: str
    title: str
    name: str
    who: str
    speaker: Example


LENGTHS = {
    Length.SHORT: ("Short", "One thing, mirrored in one go. About three minutes."),
    Length.MIDDLE: ("A little more", "Two parts, each mirrored by itself. About five minutes."),
    Length.LONG: ("A whole story", "Three parts, with more beneath the first. About eight minutes."),
}
SPEAKERS = (("ember", "circle"), ("honey", "square"), ("iris", "circle"))
"""How those who speak are drawn, in turn; tide is the one who listens."""


def speaker_of(piece: Piece) -> Example:
    """Draw the one who says a piece."""
    hue, shape = SPEAKERS[pieces().index(piece) % len(SPEAKERS)]
    return Example(piece.name, piece.name[0], hue, shape)


def shelves() -> tuple[Shelf, ...]:
    """Give all pieces by their length, the short ones first."""
    return tuple(
        Shelf(title, note, tuple(_voice(piece) for piece in pieces() if piece.length == length))
        for length, (title, note) in LENGTHS.items()
    )


def _voice(piece: Piece) -> Voice:
    return Voice(piece.id, piece.title, piece.name, piece.who, speaker_of(piece))
