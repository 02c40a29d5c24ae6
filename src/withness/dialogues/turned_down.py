"""After a "not quite": what the one who mirrored had kept of the words, marked in both texts. For their eyes only.

That there is something to look at is read off the log; the looking itself, and the coach, wait until it is asked for.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from withness.dialogues.hints import said
from withness.dialogues.queries import Opened
from withness.dialogues.seats import as_far_as_known
from withness.protocol.fold import fold
from withness.protocol.moves import Choose, Offer
from withness.protocol.script import ALL_OF, Script, Slot
from withness.protocol.state import begin, laid

GIVEN_BACK = (Slot.MIRROR, Slot.SUMMARY)


class Stretch(Struct, frozen=True):
    """A run of words, and what became of it: kept, missing, added, turned, or nothing that can be said."""

    kind: str
    text: str


class Looked(Struct, frozen=True):
    """Both texts in stretches: what was told, and what was given back."""

    told: tuple[Stretch, ...]
    given: tuple[Stretch, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """Give what there is of each, for the words that explain the lines."""
        return frozenset(each.kind for each in (*self.told, *self.given))


def was_turned_down(here: Opened) -> bool:
    """Tell whether my last mirror was answered with "not quite", or one thing to add, and I gave no other since."""
    return not here.unanswered.mine and _turned_down(here) is not None


def _turned_down(here: Opened) -> int | None:
    """Find the move that said so, by its place in the log."""
    for index in range(len(here.log) - 1, -1, -1):
        entry = here.log[index]
        mine = entry.seat == here.me.seat
        if mine and isinstance(entry.move, Offer):
            return None
        if not mine and isinstance(entry.move, Choose):
            return index if entry.move.option in _not_quite(here.script) and _mirrored(here, index) else None
    return None


def _not_quite(script: Script) -> frozenset[str]:
    """Give the choices of a script that send a mirror back, in whole or in part."""
    checks = (step for step in script.steps if {slot.value for slot in GIVEN_BACK} & set(step.shows))
    options = (option for step in checks for option in step.options)
    return frozenset(option.id for option in options if option.drops or option.words == "required")


def _mirrored(here: Opened, index: int) -> bool:
    """Tell whether the last words before this move were mine."""
    offers = ((each.seat, each.move) for each in reversed(here.log[:index]) if isinstance(each.move, Offer))
    return next((seat == here.me.seat and bool(offer.text) for seat, offer in offers), False)


def looked_at(here: Opened) -> Looked | None:
    """Lay my last mirror beside what it answered; nothing where nobody sent it back."""
    index = _turned_down(here)
    if index is None or here.unanswered.mine:
        return None
    start = begin(here.script, speaker=here.dialogue.first_seat, seats=here.state.seats)
    moves = as_far_as_known([(entry.seat, entry.move) for entry in here.log[:index]], here.people)
    state = fold(here.script, moves, start)
    shows = here.script.step(state.step).shows
    given = next((slot for slot in GIVEN_BACK if slot.value in shows), Slot.MIRROR)
    mirrors = [each for each in laid(state, given) if each.seat == here.me.seat]
    told = [ALL_OF.get(name) or Slot(name) for name in shows if name != given.value] or [Slot.PIECE]
    pieces = [each for slot in told for each in laid(state, slot) if each.seat != here.me.seat]
    if given is Slot.MIRROR:
        pieces = pieces[-1:]
    heard, back = "\n".join(map(said, pieces)), "".join(map(said, mirrors[-1:]))
    return marked(heard, back, language=here.script.language) if heard and back else None


def marked(told: str, given: str, *, language: str) -> Looked:
    """Cut both texts where the coach finds that something else begins."""
    from withness.coach.kept import kept

    marks = kept(told, given, language=language)
    return Looked(stretches(told, marks.told), stretches(given, marks.given))


def stretches(text: str, marks: tuple[tuple[str, int, int], ...]) -> tuple[Stretch, ...]:
    """Cut a text into runs, so that together they are the text again."""
    cuts = sorted({0, len(text), *(each for _, start, end in marks for each in (start, end))})
    kinds = {start: kind for kind, start, _ in marks}
    inside = {at: kind for kind, start, end in marks for at in range(start, end)}
    runs = (
        Stretch(kinds.get(start) or inside.get(start, ""), text[start:end]) for start, end in pairwise(cuts)
    )
    return tuple(each for each in runs if each.text)
