"""The last question, left open by somebody: after a week what was chosen counts, and who was away may still let go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from django.db import transaction

from withness.dialogues.actions import end, log_move
from withness.dialogues.models import Dialogue, LoggedMove
from withness.dialogues.queries import Opened, opened
from withness.dialogues.queries.spaces import Shared, shared_with
from withness.people.erasing import leave_no_copy
from withness.people.generations import hold_newest_key
from withness.people.models import Member, Relationship
from withness.protocol.moves import Choose
from withness.protocol.outcomes import KEPT, TALKED
from withness.protocol.script import Option
from withness.vault import Keyring


def day_to_settle(here: Opened) -> date | None:
    """Give the day on which what was chosen counts also without the others; nothing while nobody waits for that."""
    days = [answer.settles for answer in here.state.answers if answer.settles]
    return date.fromordinal(min(days)) if days and not here.state.ended else None


def may_choose_late(here: Opened) -> bool:
    """Tell whether the words stayed while I was away: then my own choice is still open to me."""
    chose = {answer.seat for answer in here.state.answers}
    stayed = here.dialogue.outcome == KEPT and here.state.step == here.script.closing and chose
    return bool(stayed) and here.me.seat not in {*chose, *here.state.gone}


def late_choices(here: Opened) -> tuple[Option, ...]:
    """Give what I may still choose, the most open first; whoever left can write no yes, only let go."""
    options = here.script.step(here.script.closing).options[::-1] if may_choose_late(here) else ()
    return tuple(each for each in options if not (here.me.has_left and each.end == KEPT))


def opened_and_settled(dialogue: Dialogue, keyring: Keyring, member: Member, *, today: date) -> Opened:
    """Open a dialogue; if its last question has waited long enough, settle it first."""
    here = opened(dialogue, keyring, member)
    if not _is_due(here, today):
        return here
    _settle(dialogue, keyring, member, today=today)
    return opened(_row(dialogue), keyring, member)


def shared_and_settled(
    member: Member, keyring: Keyring, relationships: Iterable[Relationship], *, today: date
) -> list[Shared]:
    """Gather what Home and Talk show, after settling what has waited long enough."""
    spaces = list(relationships)
    found = shared_with(member, keyring, spaces)
    due = [each.open.dialogue for each in found if each.open and _is_due(each.open, today)]
    for dialogue in due:
        _settle(dialogue, keyring, member, today=today)
    return shared_with(member, keyring, spaces) if due else found


@transaction.atomic
def choose_late(member: Member, keyring: Keyring, dialogue: Dialogue, *, option: str) -> bool:
    """Choose after the words stayed without me: keep them as well, or let go of them for everybody."""
    hold_newest_key(dialogue.relationship, keyring)
    here = opened(_row(dialogue, held=True), keyring, member)
    chosen = next((each for each in late_choices(here) if each.id == option), None)
    if chosen is None:
        return False
    if chosen.end == KEPT:
        seq = here.state.seq + 1
        log_move(keyring, here.dialogue, seq, seat=here.me.seat, move=Choose(chosen.id), move_id=uuid4())
        Dialogue.objects.filter(pk=dialogue.pk).update(last_seq=seq)
    else:
        _let_go(here.dialogue, chosen.end)
    return True


def _is_due(here: Opened, today: date) -> bool:
    day = day_to_settle(here)
    return day is not None and day <= today and here.dialogue.relationship.is_open


@transaction.atomic
def _settle(dialogue: Dialogue, keyring: Keyring, member: Member, *, today: date) -> None:
    """End a dialogue with the more private of what was chosen. The pockets of who was away wait for their owners."""
    here = opened(_row(dialogue, held=True), keyring, member)
    if not _is_due(here, today):
        return  # somebody else came a moment earlier
    chose = {answer.seat: answer.option for answer in here.state.answers}
    counts = next(each for each in here.script.step(here.state.step).options if each.id in chose.values())
    away = [person.member_id for person in here.people if person.seat not in chose and person.member_id]
    end(here.dialogue, counts.end, away=away)


def _row(dialogue: Dialogue, *, held: bool = False) -> Dialogue:
    """Read the row again; `held`, so that of two who come at once the second one sees what the first has done."""
    rows = Dialogue.objects.select_related("relationship")
    return (rows.select_for_update(of=("self",)) if held else rows).get(pk=dialogue.pk)


def _let_go(dialogue: Dialogue, outcome: str) -> None:
    LoggedMove.objects.filter(dialogue=dialogue).delete()
    ended_on = dialogue.ended_on if outcome == TALKED else None
    Dialogue.objects.filter(pk=dialogue.pk).update(outcome=outcome, ended_on=ended_on)
    leave_no_copy()
