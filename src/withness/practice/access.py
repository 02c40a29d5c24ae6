"""The only door to cards with gifts. A stranger meets the same 404 as for something that never was."""

from __future__ import annotations

from django.http import Http404

from withness.people.access import refuse_impossible
from withness.people.models import Member
from withness.practice.models import GiftCard


def card_for(member: Member, card_id: int) -> GiftCard:
    """Give a card of a relationship that this member is in; whether they are one of its two, only its words tell."""
    refuse_impossible(card_id)
    mine = GiftCard.objects.filter(relationship__memberships__member=member)
    found = mine.select_related("relationship").filter(pk=card_id).first()
    if found is None:
        raise Http404
    return found
