"""Taking words back: they are a draft of their author again, and nothing of them stays in the log."""

from __future__ import annotations

from msgspec.structs import replace

from withness.dialogues.actions.drafts import keep_draft, write_draft
from withness.dialogues.actions.log import reseal
from withness.dialogues.models import Draft
from withness.dialogues.queries import Opened
from withness.dialogues.queries.seats import is_with_oneself
from withness.dialogues.queries.writing import in_fields_of, place_of_option
from withness.people.erasing import leave_no_copy
from withness.people.keyring import hold_current
from withness.people.models import Member
from withness.protocol.moves import Choose, Move, Offer, Ready, TakeBack, without_words
from withness.protocol.state import State
from withness.vault import Keyring


def as_who_offered(here: Opened, move: Move) -> Opened:
    """With oneself the turn has passed to the other part: taking back is the part's that offered."""
    if not isinstance(move, TakeBack) or not is_with_oneself(here.dialogue) or here.state.before is None:
        return here
    return replace(here, me=here.people[here.state.offered_by])


def shred_taken_back(member: Member, keyring: Keyring, here: Opened, *, after: State) -> None:
    """Give the words back to their author as a draft, and leave none of them in the log."""
    steps = [entry for entry in here.log if isinstance(entry.move, Offer | Choose | Ready)]
    mine = [entry for entry in steps if entry.seat == here.me.seat]
    if not mine or not isinstance(taken := mine[-1].move, Offer | Choose):
        return
    place, words = _as_draft(taken, after.place)
    if words:
        write_draft(member, keyring, here.dialogue, place=place, text=words, writer="")
    reseal(keyring, here.dialogue, mine[-1].seq, seat=here.me.seat, move=without_words(taken))
    if is_with_oneself(here.dialogue):
        keep_what_was_begun(member, keyring, here)
    leave_no_copy()


def _as_draft(taken: Offer | Choose, place: str) -> tuple[str, str]:
    """Tell into which field words go back, and how they stand there: feelings in a row, pieces as one."""
    if isinstance(taken, Choose):
        return place_of_option(place, taken.option), taken.text
    return place, ", ".join(taken.feelings) or "\n\n".join((taken.text, *taken.blocks))


def keep_what_was_begun(member: Member, keyring: Keyring, here: Opened) -> None:
    """With oneself nobody else has to know what was begun in answer: it goes to Mine, and holds nothing up."""
    begun = Draft.objects.filter(in_fields_of(here.state.place), member=member, dialogue=here.dialogue)
    hold_current(keyring)
    for draft in begun.order_by("pk"):
        keep_draft(member, keyring, draft)
