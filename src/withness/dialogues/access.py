"""The only doors to rows of dialogues. A stranger meets the same 404 as for something that never was."""

from __future__ import annotations

from django.http import Http404

from withness.dialogues.models import Dialogue, PocketedThought
from withness.people.models import Member


def dialogue_for(member: Member, dialogue_id: int) -> Dialogue:
    """Give a dialogue of a relationship that this member is part of."""
    found = (
        Dialogue.objects.select_related("relationship")
        .filter(pk=dialogue_id, relationship__memberships__member=member)
        .first()
    )
    if found is None:
        raise Http404
    return found


def thought_for(member: Member, thought_id: int) -> PocketedThought:
    """Give a thought from a member's own pocket."""
    found = PocketedThought.objects.filter(pk=thought_id, member=member).first()
    if found is None:
        raise Http404
    return found
