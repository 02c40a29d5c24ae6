"""What may be asked about words that somebody is writing: one question at a time, for the writer alone; not kept.

The coach is read in here on the first draft that wants it, so that a page never waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from withness.dialogues.glass.cards import isolated
from withness.dialogues.glass.pieces import BLOCK, blocks_named
from withness.dialogues.queries import Opened
from withness.dialogues.queries.letters import to_mirror
from withness.dialogues.queries.seats import is_with_oneself
from withness.protocol.script import Slot, Step
from withness.protocol.state import Words

if TYPE_CHECKING:
    from withness.coach.hinting import Hint as Found

KINDS = (
    "rebuttal", "own", "advice", "question", "reassure", "interpret", "turned", "role", "understood",
    "longer", "mine", "contempt", "criticism", "absolute", "thought", "pseudo", "mindread", "defensive", "threat",
    "compare", "stonewall", "many-issues", "long", "outside", "headline", "because", "theirs", "none", "blocked",
    "negative", "feeling", "vague", "measurable", "timed", "demand", "big",
)  # fmt: skip
"""What hints are about. A page calls each by its number, so that no list in it says what somebody was asked."""
CARE = len(KINDS)
"""The number of the card with help, which is no hint."""
MOST = 2
"""How many hints one visit of a step may bring."""
FEWEST_WORDS = 3
"""With fewer words of their own somebody has only begun."""
LISTENS = frozenset({Slot.MIRROR, Slot.SUMMARY, Slot.SENSE})
"""What is laid beside what was heard."""
LEVERS = frozenset({"blocked", "negative"})
"""What is asked of everything that one may ask for, whatever the step calls it."""
BEGINS = frozenset({Slot.PIECE, Slot.MISSING, Slot.SENSE, Slot.REQUEST})
"""What is read together with the beginning that stands above the field."""


class Field(Struct, frozen=True):
    """Somebody's words in one field: what they will be, the beginning above them, and what was heard before."""

    name: str
    gives: Slot
    text: str
    stem: str = ""
    heard: str = ""
    is_request: bool = False


class Asked(Struct, frozen=True):
    """What was asked in this visit of a step already, and what of it was left in, by number."""

    hinted: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()

    @property
    def silent(self) -> frozenset[int]:
        """Give what is not asked now: what was left in, and anything new once enough was asked."""
        everything = frozenset(range(len(KINDS)))
        return self.left | (everything - self.hinted if len(self.hinted - {CARE}) >= MOST else frozenset())


class Hint(Struct, frozen=True):
    """One question about some words of a field; `takes`: they can be taken out of it, into the pocket."""

    number: int
    field: str
    quote: str
    says: str
    start: int = 0
    takes: bool = False


def fields_of(here: Opened, texts: Mapping[str, str], *, stem: str) -> tuple[Field, ...]:
    """Give what is written in this step, field by field: its own, its options', those of a letter's further pieces."""
    step, pieces = here.script.step(here.seen.step), to_mirror(here)
    answers = dict(zip(("text", *blocks_named(pieces[1:])), pieces, strict=False))
    found = []
    for name, text in texts.items():
        option = step.option(name.removeprefix("text_")) or step.aside(name.removeprefix("text_"))
        if option and option.gives:
            found.append(Field(name, option.gives, text))
        elif name == "text" or name.startswith(BLOCK):
            heard = answers.get(name, "") if len(pieces) > 1 else _heard(here, step)
            begins = stem if name == "text" else ""
            found.append(Field(name, step.slot, text, stem=begins, heard=heard, is_request=step.request))
    return tuple(found)


def _heard(here: Opened, step: Step) -> str:
    """Give the other people's words that lie before somebody who gives them back, or makes sense of them."""
    if step.slot not in LISTENS:
        return ""
    words = [each for shown in here.sight.shown for each in shown.words if each.seat != here.me.seat]
    return "\n".join(said(each) for each in words)


def said(words: Words) -> str:
    """Give words as they were said, with their beginning."""
    return " ".join(part for part in (words.stem, words.text, *words.blocks) if part)


def hint_on(
    field: Field, asked: Asked, *, language: str, other: str = "", pocket: bool = False
) -> Hint | None:
    """Give the one question about a field that matters most now, or none."""
    from withness.coach.hinting import hint_for

    silent, left = (
        frozenset(kind for number, kind in enumerate(KINDS) if number in numbers)
        for numbers in (asked.silent, asked.left)
    )
    before = f"{field.stem} " if field.stem and field.gives in BEGINS else ""
    if len(field.text.split()) < FEWEST_WORDS or field.gives is Slot.FEELINGS:
        return None
    text, asks = before + field.text, partial(hint_for, language=language, other=isolated(other))
    found = asks(field.gives, text, heard=field.heard, silent=silent, left=left, pocket=pocket)
    if found is None and field.is_request:
        found = asks(Slot.REQUEST, text, silent=silent | frozenset(KINDS) - LEVERS)
    return _hint(field, found, len(before)) if found else None


def _hint(field: Field, found: Found, before: int) -> Hint:
    """Place a hint in the field: the beginning above it is not part of it."""
    number = KINDS.index(found.kind)
    if found.of_heard:
        return Hint(number, field.name, found.quote, found.question)
    start = max(0, found.start - before)
    quote = field.text[start : max(start, found.end - before)].strip()
    return Hint(
        number,
        field.name,
        quote if quote != field.text.strip() or found.pocketable else "",
        found.question,
        start=start,
        takes=found.pocketable,
    )


def tells_of_harm(texts: Mapping[str, str], *, language: str) -> bool:
    """Tell whether words sound like harm, fear or control: for a card that only the writer sees, and nothing else."""
    from withness.coach.risk import risks

    return any(risks(text, language=language) for text in texts.values())


def has_pocket(here: Opened) -> bool:
    """Tell whether there is a turn of one's own to come, for which words can wait."""
    return not is_with_oneself(here.dialogue) and here.speaker.seat != here.me.seat


def taken_out(text: str, quote: str, near: int) -> str:
    """Give a text without a phrase, and without the space that it leaves behind; as it was, when it is not in there."""
    at = near if text[near : near + len(quote)] == quote else text.find(quote)
    if not quote or at < 0:
        return text
    before, after = text[:at], text[at + len(quote) :]
    return before + after.lstrip(" ") if not before or before[-1].isspace() else before + after
