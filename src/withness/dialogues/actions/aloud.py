"""Moves that are made aloud, with one device between the people: each touch for whoever sits at that side."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from withness.dialogues.actions.moves import make_move
from withness.dialogues.actions.outcomes import Made, MovedOn, Refused
from withness.dialogues.models import Dialogue
from withness.dialogues.queries.seats import first_seat, table_for
from withness.people.models import Member, Relationship
from withness.protocol.deck import move_for
from withness.protocol.moves import ChangePace, Close, Pace
from withness.protocol.outcomes import TALKED
from withness.protocol.script import Script
from withness.scripts import script_named
from withness.vault import Keyring

CLOSE = "close"
NOT_HERE = Refused("That belongs to another step.")


def touch(
    member: Member,
    keyring: Keyring,
    dialogue: Dialogue,
    *,
    script: Script,
    seat: int,
    act: str,
    place: str,
    move_id: UUID,
) -> Made | Refused | MovedOn:
    """Make the move that a touch stands for. It carries no words: they were said aloud and stay in the room."""
    step = script.by_id.get(place.rpartition(".")[0])
    move = Close() if act == CLOSE else move_for(step, act) if step else None
    if move is None:
        return NOT_HERE
    return make_move(member, keyring, dialogue, move=move, move_id=move_id, place=place, seat=seat)


def go_apart(member: Member, keyring: Keyring, dialogue: Dialogue, *, seats: int) -> None:
    """Go back to everybody's own device: whoever sits around the device wishes it together, with one touch."""
    for seat in range(seats):
        live = ChangePace(Pace.LIVE)
        make_move(member, keyring, dialogue, move=live, move_id=uuid4(), place="", seat=seat)


@transaction.atomic
def keep_that_we_talked(
    member: Member, relationship: Relationship, *, script: str, may: Callable[[], bool]
) -> None:
    """Keep the day, and nothing else. `may` is asked within the same transaction, and says yes once."""
    table = table_for(relationship, member)
    if table is None or not may():
        return
    today = timezone.localdate()
    Dialogue.objects.create(
        relationship=relationship,
        script=script,
        seated=table.seated,
        first_seat=first_seat(script_named(script), relationship.kind_of, table),
        ended_on=today,
        is_open=False,
        outcome=TALKED,
    )
    Relationship.objects.filter(pk=relationship.pk).update(rings=F("rings") + 1)
