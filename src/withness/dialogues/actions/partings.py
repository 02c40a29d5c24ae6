"""What happens to what is open when somebody leaves for good: a circle's dialogue goes on, questions are let go."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from django.db import transaction

from withness.dialogues.actions import Made, make_move
from withness.dialogues.actions.thoughts import keep_thoughts
from withness.dialogues.models import Appointment, Dialogue
from withness.hub import hub
from withness.people.erasing import leave_no_copy
from withness.people.models import Membership, Relationship
from withness.protocol.moves import Depart
from withness.vault import Keyring


def forget_questions(relationship: Relationship) -> None:
    """Let go of what was asked and agreed in a space that closes: no page shows it any more."""
    Appointment.objects.filter(relationship=relationship).delete()
    leave_no_copy()


def see_off(seat: Membership, keyring: Keyring) -> None:
    """Take what somebody asked along, and let them depart from the dialogue they sit in, with their pocket."""
    Appointment.objects.filter(relationship=seat.relationship_id, seat=seat.seat).delete()
    leave_no_copy()
    dialogues = Dialogue.objects.filter(relationship=seat.relationship_id, is_open=True)
    running = dialogues.filter(seated__contains=str(seat.seat)).select_related("relationship").first()
    if running is None or seat.member is None:
        return
    keep_thoughts(seat.member, keyring, running)
    made = make_move(seat.member, keyring, running, move=Depart(), move_id=uuid4(), place="")
    if isinstance(made, Made):
        transaction.on_commit(partial(hub().nudge, made.dialogue_id, made.seq))
