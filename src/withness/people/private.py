"""Which columns are sealed under a member's own key, so that a new root rewrites them all.

Every app that keeps private words says so once, below its models:

    register_private_records(Draft, blobs=("blob",), context=lambda row: ("draft", row.dialogue_id, row.place))

`context` must give exactly the context the column was sealed with; `owner` is the lookup of the member.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from msgspec import Struct

from withness.people.keyring import use_key_of
from withness.people.models import Invitation, Member, Membership
from withness.vault import Damaged, Keyring

Context = tuple[str | bytes | int, ...]


class PrivateRecords(Struct, frozen=True):
    """Columns of one model that only their owner can open."""

    model: type[Model]
    blobs: tuple[str, ...]
    context: Callable[[Any], Context]
    owner: str


_registered: list[PrivateRecords] = []


def register_private_records(
    model: type[Model],
    *,
    blobs: tuple[str, ...] = ("blob",),
    context: Callable[[Any], Context],
    owner: str = "member",
) -> None:
    """Say that these columns are sealed under the owner's private key."""
    _registered.append(PrivateRecords(model, blobs, context, owner))


def rewrite_everything(old: Keyring, new: Keyring) -> None:
    """Seal all that is private to a member under new keys. Call it inside one transaction.

    What was damaged before stays as it is: it must not keep a member from new keys.
    """
    _rewrite_letters(old, new)
    _rewrite_pins(old, new)
    for records in _registered:
        for row in records.model._default_manager.filter(**{records.owner: old.member_id}):
            _rewrite_row(row, records, old=old, new=new)


def _rewrite_row(row: Model, records: PrivateRecords, *, old: Keyring, new: Keyring) -> None:
    context = records.context(row)
    changed = {
        name: resealed
        for name in records.blobs
        if (resealed := _resealed(getattr(row, name), context, old=old, new=new)) is not None
    }
    if changed:
        records.model._default_manager.filter(pk=row.pk).update(**changed)


def _resealed(blob: bytes | None, context: Context, *, old: Keyring, new: Keyring) -> bytes | None:
    if not blob:
        return None
    try:
        return new.seal_own(old.open_own(bytes(blob), *context), *context)
    except Damaged:
        return None


def _rewrite_pins(old: Keyring, new: Keyring) -> None:
    """Hand each relationship key from the old keys to the new ones, whether it is pinned or still a gift."""
    for seat in Membership.objects.filter(member_id=old.member_id).select_related("relationship"):
        use_key_of(seat, old)
        place = seat.relationship_id, seat.generation
        if old.holds(*place):
            pin = new.take(*place, old.give(*place, to=new.member_id, public_key=new.public_key))
            Membership.objects.filter(pk=seat.pk).update(pin=pin, gift=None)


def _rewrite_letters(old: Keyring, new: Keyring) -> None:
    for asked in Invitation.objects.filter(inviter_id=old.member_id, letter__isnull=False):
        context = ("name", asked.relationship_id)
        try:
            letter = new.send_to(new.public_key, old.receive(bytes(asked.letter or b""), *context), *context)
        except Damaged:
            continue
        Invitation.objects.filter(pk=asked.pk).update(letter=letter)


register_private_records(Member, blobs=("name_blob",), context=lambda row: ("name",), owner="pk")
register_private_records(
    Invitation,
    blobs=("secret_blob",),
    context=lambda row: ("invitation", row.relationship_id),
    owner="inviter",
)
register_private_records(
    Invitation, blobs=("code_blob",), context=lambda row: ("joining", row.relationship_id), owner="asked_by"
)
