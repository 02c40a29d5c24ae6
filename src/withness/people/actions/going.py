"""Go for good: what was a member's alone is erased, what was shared stays with the other person."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from withness import vault
from withness.hub import hub
from withness.people.actions.accounts import check_passphrase
from withness.people.actions.invitations import REMEMBERED_FOR
from withness.people.actions.relationships import part, start_of_today
from withness.people.attempts import FORGOTTEN_AFTER
from withness.people.erasing import leave_no_copy
from withness.people.keyring import use_key_of
from withness.people.models import Invitation, Member, Membership, Relationship, WrongTries
from withness.people.outcomes import Refused, SignedIn
from withness.people.sessions import SessionStore

NAME_OF_WHO_LEFT = "Someone who left"


@sensitive_variables()
def delete_account(member: Member, *, passphrase: str, place: str) -> SignedIn | Refused:
    """Remove a member with all that is theirs alone, at once. What was shared stays with the other person."""
    opened = check_passphrase(member, passphrase, place=place)
    if isinstance(opened, Refused):
        return opened
    keyring = vault.Keyring(member.pk, opened.root)
    with transaction.atomic():
        shared_with = _leave_every_seat(member, keyring)
        Member.objects.filter(pk=member.pk).delete()
        _remove_what_nobody_can_read()
        leave_no_copy()
    for member_id in shared_with | {member.pk}:
        hub().doubt(member_id)
    return opened


def _leave_every_seat(member: Member, keyring: vault.Keyring) -> set[int]:
    """Part from every space of a member and take their name and their key out of it; tells who else is there."""
    seats = list(Membership.objects.filter(member=member).order_by("relationship"))
    for seat in seats:
        seat.relationship = Relationship.objects.select_for_update().get(pk=seat.relationship_id)
        if seat.may_write:
            part(seat, keyring)
        Membership.objects.filter(pk=seat.pk).update(
            pin=None, gift=None, left_at=start_of_today(), name_blob=_without_name(seat, keyring)
        )
    spaces = [seat.relationship_id for seat in seats]
    others = Membership.objects.filter(relationship__in=spaces).exclude(member=member).exclude(member=None)
    return set(others.values_list("member_id", flat=True))


def _without_name(seat: Membership, keyring: vault.Keyring) -> bytes:
    """Seal the name of nobody in the place of a name, under the same key, so that whoever read that one reads this."""
    relationship_id, blob = seat.relationship_id, bytes(seat.name_blob)
    use_key_of(seat, keyring)
    generation = keyring.generation_of(relationship_id, seat.relationship.generation, blob)
    if not keyring.holds(relationship_id, generation):
        return blob  # damaged: nobody reads a name out of it, and going needs no permission
    return keyring.seal_shared(relationship_id, generation, NAME_OF_WHO_LEFT, "name", seat.seat)


def _remove_what_nobody_can_read() -> None:
    """When the last one has gone, no key is left that opens a space: its rows go too."""
    Relationship.objects.exclude(memberships__member__isnull=False).delete()


def forget_expired() -> None:
    """Drop sign-ins, invitations and wrong tries whose time is over."""
    now = timezone.now()
    SessionStore.clear_expired()
    Invitation.objects.filter(expires_at__lt=now - REMEMBERED_FOR).delete()
    WrongTries.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
