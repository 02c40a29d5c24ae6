"""A relationship's next key: drawn when somebody leaves it or may have lost theirs, for everybody who stays.

What is sealed from then on needs the new key. The earlier one lies under it (EarlierKey), so whoever stays or comes
later reads on; whoever left keeps their own pin of the earlier one, and with it what they could read before.
"""

from __future__ import annotations

from contextlib import suppress

from withness.people.keyring import use_key_of
from withness.people.models import EarlierKey, Member, Membership, Relationship
from withness.people.prepared import PreparedTuples, blank
from withness.vault import Damaged, Keyring

_NEWEST = PreparedTuples(
    lambda: (
        Relationship.objects.filter(pk=blank("id")).select_for_update(no_key=True).values_list("generation")
    )
)


def hold_newest_key(relationship: Relationship, keyring: Keyring) -> bool:
    """Call it, inside a transaction, before something is sealed for everybody: the key stays the newest until it ends.

    A request that began before somebody left would seal words that they could still open. False when this member
    has no such key: they have left.
    """
    ((newest,),) = _NEWEST.rows(id=relationship.pk)
    relationship.generation = newest
    if not keyring.holds(relationship.pk, newest):
        _take_newest(relationship, keyring)
    # A row that was set back by hand must not bring back a key that somebody took along: pins tell their generation.
    relationship.generation = max(newest, keyring.newest_of(relationship.pk))
    return keyring.holds(relationship.pk, relationship.generation)


def _take_newest(relationship: Relationship, keyring: Keyring) -> None:
    mine = Membership.objects.filter(relationship=relationship, member=keyring.member_id).first()
    if mine is not None:
        mine.relationship = relationship
        use_key_of(mine, keyring)


def renew_key(relationship: Relationship, keyring: Keyring, *, without: Member | None = None) -> bool:
    """Draw the next key and give it to everybody who stays, each by their public key. Call it inside a transaction.

    The row of the relationship must be held. A keyring without the key of today can hand nothing on: False.
    """
    place = relationship.pk, relationship.generation
    if not keyring.holds(*place):
        return False
    relationship.generation += 1
    pin = keyring.new_relationship_key(relationship.pk, relationship.generation)
    EarlierKey.objects.create(
        relationship=relationship, generation=place[1], blob=keyring.keep_earlier(*place)
    )
    relationship.save(update_fields=["generation"])
    staying = relationship.memberships.filter(left_at=None, member__isnull=False).exclude(member=without)
    for seat in staying.select_related("member"):
        _hand_over(seat, relationship, keyring, pin=pin)
    return True


def hold_spaces_of(member: Member) -> None:
    """Call it, inside a transaction, before a member takes new keys: nobody seals to the ones that go meanwhile."""
    spaces = Relationship.objects.filter(memberships__member=member).order_by("pk")
    list(spaces.select_for_update(of=("self",), no_key=True).values_list("pk"))


def renew_every_key(keyring: Keyring) -> None:
    """Renew the key of each space this member is in, when somebody may have their old ones."""
    seats = Membership.objects.filter(
        member=keyring.member_id, left_at=None, relationship__closed_at=None
    ).select_related("relationship")
    for seat in seats.order_by("relationship"):
        use_key_of(seat, keyring)
        renew_key(seat.relationship, keyring)


def _hand_over(seat: Membership, relationship: Relationship, keyring: Keyring, *, pin: bytes) -> None:
    """Leave the new key at a seat: to oneself as a pin, to everybody else as a gift beside the pin they have."""
    row, member = Membership.objects.filter(pk=seat.pk), seat.member
    if member is None:
        return
    if member.pk == keyring.member_id:
        row.update(pin=pin, gift=None, generation=relationship.generation)
        return
    place = relationship.pk, relationship.generation
    with suppress(Damaged):  # a public key that was spoilt must not keep anybody from leaving
        row.update(gift=keyring.give(*place, to=member.pk, public_key=bytes(member.public_key)))
