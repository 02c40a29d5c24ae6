"""Open a space, leave it, close it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from withness.hub import hub
from withness.library.kinds import SELF
from withness.people.access import membership_for
from withness.people.actions.accounts import check_passphrase
from withness.people.generations import renew_key
from withness.people.keyring import hold_current, use_key_of
from withness.people.looks import PALETTES
from withness.people.models import KINDS, Invitation, Member, Membership, Relationship
from withness.people.outcomes import Closed, Parted, Refused
from withness.people.parting import say_farewell, tell_of_closing
from withness.people.queries import own_name, own_space
from withness.protocol.fold import FEWEST
from withness.vault import Keyring


def start_relationship(
    member: Member, keyring: Keyring, *, kind: str, palette: str, hue: str
) -> Relationship:
    """Open a space: its key is drawn, and its first seat is this member's. With oneself there is one space."""
    if kind not in KINDS or hue not in PALETTES.get(palette, ()):
        raise ValueError(f"no such space: {kind}, {palette}, {hue}")
    name = own_name(member, keyring)
    with transaction.atomic():
        hold_current(keyring)
        if kind == SELF.id and (there := own_space(member)):
            return there
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
) -> Closed | Parted | Refused:
    """Leave a space at once and without a reason; what was said stays readable.

    A space of two closes with it for both. A circle goes on for the others while two of them are left.
    """
    membership_for(member, relationship_id)
    opened = check_passphrase(member, passphrase, place=place)
    if isinstance(opened, Refused):
        return opened
    with transaction.atomic():
        relationship = Relationship.objects.select_for_update().get(pk=relationship_id)
        seat = relationship.memberships.get(member=member)
        if not seat.may_write:
            return Refused("closed")
        part(seat, Keyring(member.pk, opened.root))
    for member_id in relationship.memberships.values_list("member_id", flat=True):
        hub().doubt(member_id or 0)
    relationship.refresh_from_db()
    return Parted(relationship) if relationship.is_open else Closed(relationship)


def part(seat: Membership, keyring: Keyring) -> None:
    """Take somebody out of an open space inside a transaction; with fewer than two left it closes.

    Whatever was going on there learns it first, under the key that the seat keeps; then those who stay get a new one.
    """
    relationship, today = seat.relationship, start_of_today()
    others = relationship.memberships.filter(left_at=None).exclude(pk=seat.pk)
    if others.count() < FEWEST:
        relationship.closed_at = today
        relationship.save(update_fields=["closed_at"])
        Invitation.objects.filter(relationship=relationship).delete()
        tell_of_closing(relationship)
    else:
        use_key_of(seat, keyring)
        say_farewell(seat, keyring)
        renew_key(relationship, keyring, without=seat.member)
        Invitation.objects.filter(relationship=relationship, inviter=seat.member_id).delete()
    Membership.objects.filter(pk=seat.pk).update(left_at=today)
