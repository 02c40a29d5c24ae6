"""The only doors to rows of people. A stranger meets the same 404 as for something that never was."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from withness import vault
from withness.people.keyring import is_unlocked, opened_by
from withness.people.looks import MOST_SEATS
from withness.people.models import Member, Membership, Relationship, SignIn
from withness.people.sessions import row_key

LARGEST_ID = 2**63 - 1
ALL_SEATS = range(MOST_SEATS)


def refuse_impossible(number: int) -> None:
    """Answer 404 for a number in an address that no row can have: databases stumble over it."""
    if not 0 < number <= LARGEST_ID:
        raise Http404


def relationships_of(member: Member) -> QuerySet[Relationship]:
    """Give every relationship this member has a seat in, the newest first."""
    return Relationship.objects.filter(memberships__member=member).order_by("-pk")


def membership_for(member: Member, relationship_id: int) -> Membership:
    """Give this member's seat in a relationship."""
    refuse_impossible(relationship_id)
    seats = Membership.objects.select_related("relationship")
    found = seats.filter(member=member, relationship_id=relationship_id).first()
    if found is None:
        raise Http404
    return found


def may_listen(
    session_key: str, ticket: str, relationship_id: int, *, seats: Collection[int] = ALL_SEATS
) -> int | None:
    """Give the member who may hear that something moved in a relationship, or None.

    That is: signed in, unlocked in this browser, and in one of these seats of a relationship that is still open.
    """
    row = SignIn.objects.filter(
        pk=row_key(session_key),
        expire_date__gt=timezone.now(),
        member__memberships__relationship=relationship_id,
        member__memberships__seat__in=seats,
        member__memberships__left_at=None,
        member__memberships__relationship__closed_at=None,
    ).first()
    if row is None or row.curtain or not is_unlocked(row, timezone.now()):
        return None
    try:
        return opened_by(row, ticket).member_id
    except vault.Locked:
        return None
