"""After a "not quite": what the one who mirrored had kept of the words, marked in both texts. For their eyes only.

That there is something to look at is read off the log; the looking itself, and the coach, wait until it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from withness.dialogues.glass.hints import said
from withness.dialogues.queries import Opened
from withness.protocol.fold import fold
from withness.protocol.moves import Choose, Offer
from withness.protocol.script import ALL_OF, Slot
from withness.protocol.state import Words, begin, laid
from withness.scripts import script_named
from withness.semantic.loading import encoder

if TYPE_CHECKING:
    from withness.coach.said import Said

GIVEN_BACK = (Slot.MIRROR, Slot.SUMMARY)


class Stretch(Struct, frozen=True):
    """A run of words, and what became of it: kept, missing, added, turned, or nothing that can be said."""

    kind: str
    text: str


class Line(Struct, frozen=True):
    """One person's words in stretches, after the beginning they were said with."""

    stem: str
    stretches: tuple[Stretch, ...]


class Looked(Struct, frozen=True):
    """What was told, and what was given back."""

    told: tuple[Line, ...]
    given: tuple[Line, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """Give what there is of each, for the words that explain the lines."""
        lines = (*self.told, *self.given)
        return frozenset(each.kind for line in lines for each in line.stretches)


def was_turned_down(here: Opened) -> bool:
    """Tell whether my last mirror was answered with "not quite", or one thing to add, and I gave no other since."""
    return _turned_down(here) is not None


def _turned_down(here: Opened) -> int | None:
    """Find the move that said so, by its place in the log. A letter of mine that was opened counts from its answer."""
    silent = here.unanswered.mine is not None
    for index in range(len(here.log) - 1, -1, -1):
        entry = here.log[index]
        mine = entry.seat == here.me.seat
        if mine and isinstance(entry.move, Offer):
            if not silent:
                return None
            silent = False
        if not mine and isinstance(entry.move, Choose):
            sends_back = _not_quite(here.dialogue.script, here.dialogue.script_version)
            return index if entry.move.option in sends_back and _mirrored(here, index) else None
    return None


@cache
def _not_quite(script: str, version: int) -> frozenset[str]:
    """Give the choices of a script that send a mirror back, in whole or in part."""
    steps = script_named(script, version=version).steps
    checks = (step for step in steps if {slot.value for slot in GIVEN_BACK} & set(step.shows))
    options = (option for step in checks for option in step.options)
    return frozenset(option.id for option in options if option.drops or option.words == "required")


def _mirrored(here: Opened, index: int) -> bool:
    """Tell whether the last words before this move were mine."""
    offers = ((each.seat, each.move) for each in reversed(here.log[:index]) if isinstance(each.move, Offer))
    return next((seat == here.me.seat and bool(offer.text) for seat, offer in offers), False)


def looked_at(here: Opened) -> Looked | None:
    """Lay my last mirror beside what it answered; nothing where nobody sent it back."""
    index = _turned_down(here)
    if index is None:
        return None
    start = begin(here.script, speaker=here.dialogue.first_seat, seats=here.state.seats)
    moves = [(entry.seat, entry.move) for entry in here.log[:index]]
    state = fold(here.script, moves, start)
    shows = here.script.step(state.step).shows
    given = next((slot for slot in GIVEN_BACK if slot.value in shows), Slot.MIRROR)
    mirrors = [each for each in laid(state, given) if each.seat == here.me.seat]
    told = [ALL_OF.get(name) or Slot(name) for name in shows if name != given.value] or [Slot.PIECE]
    pieces = [each for slot in told for each in laid(state, slot) if each.seat != here.me.seat]
    if given is Slot.MIRROR:
        pieces = pieces[-1:]
    given_back = tuple(mirrors[-1:])
    return marked(tuple(pieces), given_back, language=here.script.language) if pieces and given_back else None


def marked(told: tuple[Words, ...], given: tuple[Words, ...], *, language: str) -> Looked:
    """Cut both texts where the coach finds that something else begins."""
    from withness.coach.kept import kept

    texts = ("\n".join(map(said, words)) for words in (told, given))
    marks = kept(*texts, language=language, encoder=encoder())
    return Looked(lines_of(told, marks.told), lines_of(given, marks.given))


def lines_of(words: tuple[Words, ...], marks: tuple[Said, ...]) -> tuple[Line, ...]:
    """Share out the marks of a whole text among the words it was made of; their beginnings carry none."""
    lines, before = list[Line](), 0
    for each in words:
        whole, own = said(each), said(replace(each, stem=""))
        start = before + len(whole) - len(own)
        here = tuple((mark.kind, max(0, mark.start - start), mark.end - start) for mark in marks)
        lines.append(Line(each.stem, stretches(own, here)))
        before += len(whole) + 1
    return tuple(lines)


def stretches(text: str, marks: Sequence[tuple[str, int, int]]) -> tuple[Stretch, ...]:
    """Cut a text into runs, so that together they are the text again."""
    within = [(kind, start, min(end, len(text))) for kind, start, end in marks if start < min(end, len(text))]
    cuts = sorted({0, len(text), *(each for _, start, end in within for each in (start, end))})
    return tuple(
        Stretch(next((kind for kind, start, end in within if start <= first < end), ""), text[first:after])
        for first, after in pairwise(cuts)
    )
