"""Asking for a dialogue and answering: one row a question, one turn an answer, and exactly one dialogue opens."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from msgspec import Struct

from withness.dialogues.actions.beginning import begin_dialogue, lead_to_running, open_dialogue
from withness.dialogues.actions.outcomes import ALONE, CLOSED, Made, MovedOn, Refused
from withness.dialogues.models import Appointment, Dialogue
from withness.dialogues.queries.asked import Asked, Taken, asked_about, asking_context, colliding
from withness.dialogues.queries.seats import WITH_ONESELF, table_for, table_of
from withness.hub import hub
from withness.people.erasing import leave_no_copy
from withness.people.generations import hold_newest_key
from withness.people.models import Member, Relationship
from withness.people.queries import people_in
from withness.protocol import appointment
from withness.protocol.appointment import (
    BEGUN,
    Act,
    Agree,
    Asking,
    Propose,
    Reason,
    Request,
    When,
    encode,
)
from withness.protocol.moves import Begin
from withness.vault import Keyring


class Asks(Struct, frozen=True):
    """The question, or the answer to it, is kept."""

    appointment_id: int


class Collides(Struct, frozen=True):
    """Nothing was kept yet: this is agreed for about the same time. It may be chosen all the same."""

    with_this: Taken


class Running(Struct, frozen=True):
    """Nothing was kept yet: a dialogue is open. Asked all the same, the question waits until that one is over."""

    open_already: Made


ASKED_ALREADY = Refused(
    "You have a question open already. It waits for an answer, or you take it back first."
)


def ask_for_dialogue(
    member: Member,
    keyring: Keyring,
    relationship: Relationship,
    *,
    request: Request,
    when: When,
    now: int,
    anyway: bool = False,
) -> Asks | Made | Collides | Running | Refused:
    """Ask for a dialogue. With oneself it begins at once; now, while one is open, leads to that one.

    `anyway` says yes to what stood in the way: something agreed for that time, or a dialogue that is open.
    """
    people_in(relationship, keyring, member)  # takes the key of the relationship into use
    table = table_for(relationship, member)
    if table is None or len(table.seated) < 2:
        return CLOSED if table is None else ALONE
    if table.seated == WITH_ONESELF:
        topic, pace = request.headline, request.pace
        return begin_dialogue(member, keyring, relationship, script=request.script, topic=topic, pace=pace)
    seats = tuple(int(seat) for seat in table.seated)
    asked = appointment.ask(request, when, asker=seats[table.asker], seats=seats, now=now)
    if isinstance(asked, appointment.Refused):
        return Refused(asked.reason)
    if not (when.at or anyway) and Dialogue.objects.filter(relationship=relationship, is_open=True).exists():
        return _running(keyring, relationship, request)
    taken = colliding(member, keyring, when=when, minutes=request.minutes, but=0, now=now)
    return Collides(taken) if taken and not anyway else _asked(keyring, relationship, asked.after)


def _running(keyring: Keyring, relationship: Relationship, request: Request) -> Made | Running | Refused:
    """Lead to the dialogue that is open; whoever typed something decides first, so that it does not vanish."""
    led = lead_to_running(relationship, keyring)
    typed = request.headline or request.heat is not None
    return Running(led) if typed and isinstance(led, Made) else led


def _asked(keyring: Keyring, relationship: Relationship, asking: Asking) -> Asks | Refused:
    Appointment.objects.filter(relationship=relationship, seat=asking.asker, blob=b"", is_open=False).delete()
    try:
        with transaction.atomic():
            if not hold_newest_key(relationship, keyring):
                return CLOSED
            row = Appointment.objects.create(relationship=relationship, seat=asking.asker, blob=b"")
            row.blob = _sealed(keyring, row, asking)
            row.save()
    except IntegrityError:
        return ASKED_ALREADY
    return Asks(row.pk)


def answer(
    member: Member,
    keyring: Keyring,
    row: Appointment,
    *,
    act: Act,
    turn: int,
    now: int,
    anyway: bool = False,
) -> Asks | Made | Collides | MovedOn | Refused:
    """Answer a question, or one's own: yes, another time, here I am, not this one. `turn` is what the page showed."""
    if not row.relationship.is_open:
        return CLOSED
    here = asked_about(row, keyring, member, now=now)
    if here is None:
        return Refused(Reason.ENDED)
    if turn != row.turn:
        return MovedOn()
    decided = appointment.decide(here.asking, here.me.seat, act, now=now)
    if isinstance(decided, appointment.Refused):
        return Refused(decided.reason)
    taken = None if anyway else _taken(member, keyring, here, act)
    if taken:
        return Collides(taken)
    if decided.after.outcome == BEGUN:
        return _begun(keyring, row, decided.after)
    return Asks(row.pk) if _kept(keyring, row, decided.after) else MovedOn()


def _taken(member: Member, keyring: Keyring, here: Asked, act: Act) -> Taken | None:
    proposed = here.asking.proposed
    when = (
        act.when
        if isinstance(act, Propose)
        else proposed.when
        if proposed and isinstance(act, Agree)
        else When()
    )
    minutes = here.asking.request.minutes
    return colliding(member, keyring, when=when, minutes=minutes, but=here.row.pk, now=here.now)


def _begun(keyring: Keyring, row: Appointment, after: Asking) -> Made | MovedOn | Refused:
    """Open the dialogue. Where another one is open already, the question stays for later, and that one is led to."""
    table = table_of(after)
    if table is None or len(table.seated) < 2:
        return CLOSED
    request, relationship = after.request, row.relationship
    begin = Begin(request.headline, request.pace)
    try:
        with transaction.atomic():
            if not _kept(keyring, row, after):
                return MovedOn()
            made = open_dialogue(keyring, relationship, table, request.script, begin)
    except IntegrityError:
        return lead_to_running(relationship, keyring)
    if isinstance(made, Made):
        hub().nudge(made.dialogue_id, made.seq)
    return made


@transaction.atomic
def _kept(keyring: Keyring, row: Appointment, after: Asking) -> bool:
    """Write how it stands now. False, with nothing written, when somebody else was faster or the space has closed."""
    if not hold_newest_key(row.relationship, keyring):
        return False
    blob = b"" if after.forgotten else _sealed(keyring, row, after)
    open_space = Relationship.objects.filter(pk=OuterRef("relationship"), closed_at=None)
    # Without a join: with one, PostgreSQL looks at the turn before it waits for the other's write, and both would win.
    still = Appointment.objects.filter(Exists(open_space), pk=row.pk, turn=row.turn)
    if after.forgotten:
        leave_no_copy()
    return bool(still.update(turn=after.turn, is_open=after.is_open, blob=blob))


def _sealed(keyring: Keyring, row: Appointment, asking: Asking) -> bytes:
    place = row.relationship_id, row.relationship.generation
    return keyring.seal_shared(*place, encode(asking), *asking_context(row.pk, row.seat, asking.turn))
