"""Open a space for two, and close it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from withness.hub import hub
from withness.people.access import membership_for
from withness.people.actions.accounts import check_passphrase
from withness.people.keyring import hold_current
from withness.people.models import KINDS, PALETTES, Invitation, Member, Membership, Relationship
from withness.people.outcomes import Closed, Refused
from withness.people.queries import own_name
from withness.vault import Keyring


def start_relationship(
    member: Member, keyring: Keyring, *, kind: str, palette: str, hue: str
) -> Relationship:
    """Open a space: its key is drawn, and its first seat is this member's."""
    if kind not in KINDS or hue not in PALETTES.get(palette, ()):
        raise ValueError(f"no such space: {kind}, {palette}, {hue}")
    name = own_name(member, keyring)
    with transaction.atomic():
        hold_current(keyring)
        relationship = Relationship.objects.create(
            kind=kind, palette=palette, created_on=timezone.now().date()
        )
        place = relationship.pk, relationship.generation
        Membership.objects.create(
            relationship=relationship,
            member=member,
            seat=0,
            hue=hue,
            pin=keyring.new_relationship_key(*place),
            name_blob=keyring.seal_shared(*place, name, "name", 0),
        )
    return relationship


def start_of_today() -> datetime:
    """Give the day without its hour: at what time somebody went is nobody's business, also not the host's."""
    return timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)


def leave_relationship(
    member: Member, relationship_id: int, *, passphrase: str, place: str
) -> Closed | Refused:
    """Close a space for both, at once and without a reason; what was said stays readable."""
    membership_for(member, relationship_id)
    opened = check_passphrase(member, passphrase, place=place)
    if isinstance(opened, Refused):
        return opened
    with transaction.atomic():
        relationship = Relationship.objects.select_for_update().get(pk=relationship_id)
        if not relationship.is_open:
            return Refused("closed")
        relationship.closed_at = start_of_today()
        relationship.save(update_fields=["closed_at"])
        Membership.objects.filter(relationship=relationship, member=member).update(
            left_at=relationship.closed_at
        )
        Invitation.objects.filter(relationship=relationship).delete()
    for member_id in relationship.memberships.values_list("member_id", flat=True):
        hub().doubt(member_id or 0)
    return Closed(relationship)
