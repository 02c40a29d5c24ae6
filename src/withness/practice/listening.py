"""Listening alone, on the steps of a dialogue: where one is, what lies there, where it goes on. Nothing is kept."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from withness.library.feelings import beneath
from withness.library.pieces import Part, Piece
from withness.practice.remarks import Remark, remarks, remarks_on_sense
from withness.protocol.script import Stem
from withness.protocol.script import Step as ScriptStep
from withness.scripts import script_named

if TYPE_CHECKING:
    from withness.coach.mirroring import Encoder

SCRIPT = "whole-dialogue"
MOST_FEELINGS = 3
SAID_ALOUD, NOT_YET = "Said aloud.", "Not clear to me yet."
INSTEAD = {"aloud": SAID_ALOUD, "not_yet": NOT_YET}
"""Ways on without writing, and what then lies beside the piece."""


class Step(StrEnum):
    """What one does with a piece; each is a step of the script with the same name."""

    MIRROR = "mirroring"
    SENSE = "sense"
    FEEL = "feel"
    DONE = "done"


AFTER = {Step.MIRROR: Step.SENSE, Step.SENSE: Step.FEEL, Step.FEEL: Step.DONE}
STAGES = ("Mirror", "Make sense", "Feel with")


class Place(Struct, frozen=True):
    """Where in a piece somebody is; `beside`: the own words lie beside it already."""

    step: Step = Step.MIRROR
    part: int = 0
    beside: bool = False

    def __str__(self) -> str:
        return f"{self.step}.{self.part}.{'beside' if self.beside else 'open'}"


class Heard(Struct, frozen=True):
    """What somebody found for a step: words, feelings, or that it was done without writing."""

    stem: str = ""
    text: str = ""
    feelings: tuple[str, ...] = ()
    own_feeling: str = ""
    instead: str = ""

    @property
    def all_feelings(self) -> tuple[str, ...]:
        """Give the chosen words, and the own one last."""
        return (*self.feelings, self.own_feeling) if self.own_feeling else self.feelings


class Question(Struct, frozen=True):
    """What one may ask oneself, with the two lying side by side."""

    asks: str
    note: str


class Lesson(Struct, frozen=True):
    """One page of listening, ready to be shown."""

    piece: Piece
    place: Place
    heard: Heard = Heard()
    told: str = ""
    title: str = ""
    note: str = ""
    stems: tuple[Stem, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def step(self) -> Step:
        """Give what is done here."""
        return self.place.step

    @property
    def stage(self) -> int:
        """Count the stages from 1, for the dots on top."""
        return 1 + list(Step).index(self.step)

    @property
    def now(self) -> Part:
        """Give the part that is mirrored here."""
        return self.piece.parts[self.place.part]

    @property
    def before(self) -> tuple[Part, ...]:
        """Give what was mirrored already: earlier parts, and later all of it. Beside a mirror lies its part alone."""
        if self.step is not Step.MIRROR:
            return self.piece.parts
        return () if self.place.beside else self.piece.parts[: self.place.part]

    @property
    def answer(self) -> str:
        """Give what the one who speaks has answered to "Is there more?", where that was just asked."""
        if self.place.beside or self.step is Step.FEEL or not self.before:
            return ""
        return "There is more." if self.step is Step.MIRROR else "That is all for now."

    @property
    def beneath(self) -> tuple[str, ...]:
        """Give what may be felt beneath an own word that accuses."""
        return beneath(self.heard.own_feeling)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Give the questions to oneself for this step."""
        name, asked = self.piece.name, QUESTIONS[self.step]
        return tuple(Question(each.asks.format(name=name), each.note.format(name=name)) for each in asked)


QUESTIONS = {
    Step.MIRROR: (
        Question("Is anything left out?", "A day, a name, a small not."),
        Question("Is anything added?", "A reason, a comfort, something of your own side."),
        Question("Is anything turned round?", "Who did what, and to whom."),
    ),
    Step.SENSE: (
        Question("Is there a because in it?", "One made of what {name} said."),
        Question("Does it stand where {name} stands?", "You need not agree with what you see from there."),
        Question("Is there a but in it?", "What comes after it is your own side. It can wait for your turn."),
    ),
    Step.FEEL: (
        Question("Is it a feeling?", "Lonely is one. Ignored is a thought about what somebody did."),
        Question("Whose feeling is it?", "What {name} may feel, or what you would feel there."),
    ),
}


def read_place(piece: Piece, written: str) -> Place | None:
    """Read a place that a page of this piece has written, or nothing."""
    places = (
        Place(step, part, beside)
        for step in AFTER
        for part in range(len(piece.parts))
        for beside in (False, True)
    )
    return next((place for place in places if str(place) == written), None)


def led_to(piece: Piece, place: Place, do: str) -> Place | None:
    """Give where a button leads, or nothing for a button that is not there."""
    if place.beside:
        ways = {"again": replace(place, beside=False), "on": onward(piece, place)}
        return ways.get(do)
    if do == "offer" or do in INSTEAD:
        return replace(place, beside=True)
    return place if do.startswith("stem:") else None


def onward(piece: Piece, place: Place) -> Place:
    """Give the place after one where all is said: the next part, else the next step."""
    last = len(piece.parts) - 1
    if place.step is Step.MIRROR and place.part < last:
        return Place(Step.MIRROR, place.part + 1)
    return Place(AFTER[place.step], last)


def lacking(place: Place, heard: Heard) -> str:
    """Say what is still needed before it can lie beside the piece; nothing when all is there."""
    if heard.instead:
        return ""
    if place.step is not Step.FEEL:
        return "" if heard.text else "Find some words first, or say them aloud."
    if not heard.all_feelings:
        return "Choose one word first, or say it aloud."
    return "" if len(heard.all_feelings) <= MOST_FEELINGS else "Up to three. Which come closest?"


def lesson(
    piece: Piece,
    place: Place,
    *,
    heard: Heard | None = None,
    told: str = "",
    coached: bool = True,
    encoder: Encoder | None = None,
) -> Lesson:
    """Give one page: the same title and the same beginnings as in a dialogue; the coach is silent unless `coached`."""
    heard = heard or Heard()
    if place.step is Step.DONE:
        return Lesson(piece, place, title="That was one whole story.", note="Nothing of it is kept.")
    step: ScriptStep = script_named(SCRIPT).by_id[place.step]
    title, note = ("Side by side.", _looking(piece)) if place.beside else (step.title, _note(piece, step))
    return Lesson(
        piece,
        place,
        heard=heard if heard.stem or not step.stems else replace(heard, stem=step.stems[0].say),
        told=told,
        title=title,
        note=note,
        stems=step.stems,
        remarks=_remarks(piece, place, heard, encoder) if coached and place.beside and heard.text else (),
    )


def _remarks(piece: Piece, place: Place, heard: Heard, encoder: Encoder | None) -> tuple[Remark, ...]:
    if place.step is Step.MIRROR:
        return remarks(piece.parts[place.part].say, heard.text, name=piece.name, encoder=encoder)
    if place.step is Step.SENSE:
        said = " ".join(part.say for part in piece.parts)
        return remarks_on_sense(said, f"{heard.stem} {heard.text}".strip(), name=piece.name)
    return ()


def _note(piece: Piece, step: ScriptStep) -> str:
    if step.id == Step.FEEL:
        return "A guess, up to three words."
    return step.note.format(speaker=piece.name, listener="you", other=piece.name)


def _looking(piece: Piece) -> str:
    return f"{piece.name} cannot tell you whether it arrived. Look for yourself, as kindly as you listened."
