"""How a dialogue begins: a row and its first move. That one space has one open dialogue, the database sees to."""

from __future__ import annotations

from uuid import uuid4

from django.db import IntegrityError, transaction

from withness.dialogues.actions import ALONE, CLOSED, Made, Refused, log_move
from withness.dialogues.models import Dialogue
from withness.dialogues.queries.seats import Table, first_seat, table_for
from withness.hub import hub
from withness.people.generations import hold_newest_key
from withness.people.models import Member, Relationship
from withness.people.queries import people_in
from withness.protocol.letters import with_gatherings
from withness.protocol.moves import Begin, Pace
from withness.protocol.rules import LONGEST_TOPIC, Reason
from withness.protocol.state import begin as blank_state
from withness.scripts import script_named
from withness.vault import Keyring

WITHOUT_ME = Refused("The others began a dialogue before you came. The next one has a place for you.")


def begin_dialogue(
    member: Member,
    keyring: Keyring,
    relationship: Relationship,
    *,
    script: str,
    asker: int | None = None,
    topic: str = "",
    pace: Pace = Pace.LIVE,
) -> Made | Refused:
    """Begin a dialogue that everybody agreed to; whoever comes second, or into an open one, gets that one.

    `asker` is the relationship's seat of the one who asked; without it, the member's own. Who tells first, the
    script says.
    """
    if len(topic) > LONGEST_TOPIC:
        return Refused(Reason.TOO_LONG)
    people_in(relationship, keyring, member)  # takes the key of the relationship into use
    table = table_for(relationship, member)
    if table is None:
        return CLOSED
    if len(table.seated) < 2:
        return ALONE
    asked_by = table.asker if asker is None else table.seated.find(str(asker))
    if asked_by < 0:
        return CLOSED
    try:
        made = open_dialogue(keyring, relationship, Table(table.seated, asked_by), script, Begin(topic, pace))
    except IntegrityError:
        return lead_to_running(relationship, keyring)
    if isinstance(made, Made):
        hub().nudge(made.dialogue_id, made.seq)
    return made


@transaction.atomic
def open_dialogue(
    keyring: Keyring, relationship: Relationship, table: Table, script: str, begin: Begin
) -> Made | Refused:
    """Write the row and the first move; an IntegrityError tells that another dialogue is open."""
    if not hold_newest_key(relationship, keyring):
        return CLOSED
    read = script_named(script)
    first = first_seat(read, relationship.kind_of, table)
    start = blank_state(read, speaker=first, seats=len(table.seated))
    moves, after = with_gatherings(read, start, table.asker, begin)
    dialogue = Dialogue.objects.create(
        relationship=relationship,
        script=script,
        script_version=read.version,
        first_seat=first,
        seated=table.seated,
        last_seq=after.seq,
    )
    for seq, (seat, move) in enumerate(moves, 1):
        log_move(keyring, dialogue, seq, seat=seat, move=move, move_id=uuid4())
    return Made(dialogue.pk, after.seq)


def lead_to_running(relationship: Relationship, keyring: Keyring) -> Made | Refused:
    """Give the dialogue that is open already, to whoever has a seat in it."""
    running = Dialogue.objects.get(relationship=relationship, is_open=True)
    seat = relationship.memberships.get(member_id=keyring.member_id).seat
    return Made(running.pk, running.last_seq) if str(seat) in running.seated else WITHOUT_ME
