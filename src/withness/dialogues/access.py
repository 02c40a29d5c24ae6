"""The only doors to rows of dialogues. A stranger meets the same 404 as for something that never was."""

from __future__ import annotations

from django.db.models import CharField
from django.db.models.functions import Cast
from django.http import Http404

from withness.dialogues.models import Appointment, Dialogue, KeptThought, PocketedThought
from withness.people.access import refuse_impossible
from withness.people.models import Member
from withness.people.prepared import Prepared, blank

_DIALOGUE = Prepared(
    lambda: Dialogue.objects.filter(
        pk=blank("id"),
        relationship__memberships__member=blank("member"),
        seated__contains=Cast("relationship__memberships__seat", CharField()),
    ),
    follow="relationship",
)


def dialogue_for(member: Member, dialogue_id: int) -> Dialogue:
    """Give a dialogue in which this member has a seat."""
    refuse_impossible(dialogue_id)
    found = _DIALOGUE.first(id=dialogue_id, member=member.pk)
    if found is None:
        raise Http404
    return found


def appointment_for(member: Member, appointment_id: int) -> Appointment:
    """Give an appointment of a relationship that this member is in."""
    refuse_impossible(appointment_id)
    mine = Appointment.objects.filter(
        relationship__memberships__member=member, relationship__memberships__left_at=None
    )
    found = mine.select_related("relationship").filter(pk=appointment_id).first()
    if found is None:
        raise Http404
    return found


def thought_for(member: Member, thought_id: int) -> PocketedThought:
    """Give a thought from a member's own pocket."""
    refuse_impossible(thought_id)
    found = PocketedThought.objects.filter(pk=thought_id, member=member).first()
    if found is None:
        raise Http404
    return found


def kept_thought_for(member: Member, thought_id: int) -> KeptThought:
    """Give a thought that this member kept."""
    refuse_impossible(thought_id)
    found = KeptThought.objects.filter(pk=thought_id, member=member).first()
    if found is None:
        raise Http404
    return found
