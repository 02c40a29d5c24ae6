"""Invite one person: they ask, both compare words, the inviter says yes. No key travels before that."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from withness import vault
from withness.people.access import membership_for
from withness.people.attempts import note_wrong_try, seconds_to_wait
from withness.people.digests import digest
from withness.people.generations import hold_newest_key
from withness.people.keyring import hold_current
from withness.people.looks import hue_of_seat
from withness.people.models import Invitation, Member, Membership, Relationship
from withness.people.outcomes import AskedToJoin, Invited, Joined, Refused
from withness.people.queries import Asked, invitation_of, live_invitations, own_name
from withness.vault import Keyring

VALID_FOR, REMEMBERED_FOR = timedelta(hours=48), timedelta(days=3)
_LIVE = (Invitation.OPEN, Invitation.ASKED)
ENDED = {"secret_blob": None, "letter": None, "code_blob": None}


def invite(member: Member, keyring: Keyring, relationship_id: int) -> Invited | Refused:
    """Make an invitation for one person, for 48 hours; while one is live, give that one again.

    In a circle whoever opened it invites: each person is known to them, and nobody brings a stranger along.
    """
    seat = membership_for(member, relationship_id)
    if not seat.may_write:
        return Refused("closed")
    with transaction.atomic():
        hold_current(keyring)
        relationship = Relationship.objects.select_for_update().get(pk=relationship_id)
        if relationship.memberships.count() >= relationship.kind_of.most:
            return Refused("full")
        if seat.pk != host_of(relationship).pk:
            return Refused("host")
        if shown := invitation_of(member, keyring, relationship_id):
            return Invited(shown.secret, vault.code_of(shown.secret))
        return _new_invitation(member, keyring, relationship)


def host_of(relationship: Relationship) -> Membership:
    """Give the seat of who invites into a space: who opened it, or whoever has been there longest since."""
    return relationship.memberships.filter(left_at=None).earliest("seat")


def _new_invitation(member: Member, keyring: Keyring, relationship: Relationship) -> Invited:
    now, secret = timezone.now(), vault.new_link_secret()
    _end(relationship.invitations.filter(state__in=_LIVE), Invitation.WITHDRAWN)
    Invitation.objects.filter(expires_at__lt=now - REMEMBERED_FOR).delete()
    Invitation.objects.create(
        relationship=relationship,
        inviter=member,
        secret_hash=_secret_hash(secret),
        code_hash=_code_hash(vault.code_of(secret)),
        secret_blob=keyring.seal_own(secret, "invitation", relationship.pk),
        expires_at=now + VALID_FOR,
    )
    return Invited(secret, vault.code_of(secret))


def ask_to_join(
    member: Member, keyring: Keyring, *, secret: str = "", code: str = "", place: str = ""
) -> AskedToJoin | Refused:
    """Ask to come in, with the secret of the link or the code that was read out. Nobody else can ask after that."""
    place = digest("place", "join", str(member.pk), place)
    if wait := seconds_to_wait(place):
        return Refused("slow", wait_for=wait)
    with transaction.atomic():
        hold_current(keyring)
        invitation = _invitation_with(secret, code)
        refused = Refused("unknown") if invitation is None else _refusal_of(invitation, member)
        if invitation is not None and refused is None:
            _ask(invitation, member, keyring, code=vault.code_of(secret) if secret else vault.code_read(code))
            return AskedToJoin(invitation.relationship_id)
    if refused == Refused("unknown"):
        note_wrong_try(place)
    return refused or Refused("unknown")


def look_at_invitation(*, secret: str = "", code: str = "", place: str = "") -> Refused | None:
    """Say at the door what speaks against an invitation, before somebody makes a name for it.

    It writes nothing but a wrong try: for the one who invited it is as if nobody had looked.
    """
    place = digest("place", "door", place)
    if wait := seconds_to_wait(place):
        return Refused("slow", wait_for=wait)
    with transaction.atomic():
        invitation = _invitation_with(secret, code)
    refused = Refused("unknown") if invitation is None else _refusal_of(invitation, None)
    if refused == Refused("unknown"):
        note_wrong_try(place)
    return refused


def _invitation_with(secret: str, code: str) -> Invitation | None:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("relationship", "inviter")
    if secret:
        return rows.filter(secret_hash=_secret_hash(secret)).first()
    return rows.filter(code_hash=_code_hash(vault.code_read(code))).first()


def _refusal_of(invitation: Invitation, member: Member | None) -> Refused | None:
    """Say why this member may not ask with this invitation; None when they may (or have asked already).

    Without a member it is somebody at the door, who may be anybody: also the one who has asked already.
    """
    mine = member.pk if member else invitation.asked_by_id
    if member and invitation.inviter_id == member.pk:
        return Refused("own")
    if invitation.state in (Invitation.REFUSED, Invitation.WITHDRAWN):
        return Refused("unknown")
    if invitation.state == Invitation.JOINED or invitation.asked_by_id not in (None, mine):
        return Refused("used")
    if invitation.expires_at <= timezone.now():
        return Refused("expired")
    if member and invitation.relationship.memberships.filter(member=member, left_at=None).exists():
        return Refused("member")
    return None if invitation.relationship.is_open else Refused("closed")


def _ask(invitation: Invitation, member: Member, keyring: Keyring, *, code: str) -> None:
    relationship_id = invitation.relationship_id
    inviter_key = bytes(invitation.inviter.public_key)
    invitation.letter = keyring.send_to(inviter_key, own_name(member, keyring), "name", relationship_id)
    invitation.code_blob = keyring.seal_own(code, "joining", relationship_id)
    invitation.asked_by = member
    invitation.state = Invitation.ASKED
    invitation.expires_at = timezone.now() + VALID_FOR  # the inviter has as long to answer
    invitation.save()


def confirm_join(
    member: Member, keyring: Keyring, relationship_id: int, *, words: Sequence[str] = ()
) -> Joined | Refused:
    """Say yes to who asked: they get a seat, and the key sealed to them. `words`: the ones that were compared."""
    membership_for(member, relationship_id)
    with transaction.atomic():
        _hold_who_asked(relationship_id)
        # Before its invitation, as whoever closes it does: else the two could wait for each other.
        relationship = Relationship.objects.select_for_update().get(pk=relationship_id)
        invitation = _asked_invitation(relationship_id)
        shown = invitation_of(member, keyring, relationship_id)
        if invitation is None or invitation.asked_by is None or shown is None or shown.asked is None:
            return Refused("unknown")
        if words and tuple(words) != shown.asked.words:
            return Refused("unknown")
        if not hold_newest_key(relationship, keyring):
            return Refused("unknown")
        _seat(invitation.asked_by, relationship, keyring, asked=shown.asked)
        _end(Invitation.objects.filter(pk=invitation.pk), Invitation.JOINED)
        return Joined(invitation.asked_by.pk)


def _hold_who_asked(relationship_id: int) -> None:
    """Let who asked take no new keys until this is over, else the gift would be for keys that they no longer have.

    First of all that is held, as whoever takes new keys holds themselves first.
    """
    asked = Invitation.objects.filter(relationship_id=relationship_id, state=Invitation.ASKED)
    list(
        Member.objects.select_for_update(no_key=True)
        .filter(pk__in=asked.values("asked_by"))
        .values_list("pk")
    )


def _asked_invitation(relationship_id: int) -> Invitation | None:
    asked = live_invitations().filter(
        relationship_id=relationship_id, relationship__closed_at=None, state=Invitation.ASKED
    )
    return asked.select_for_update(of=("self",)).select_related("asked_by").first()


def _seat(joiner: Member, relationship: Relationship, keyring: Keyring, *, asked: Asked) -> None:
    """Give somebody the next seat; whoever left a circle and comes back finds the own one.

    There the name lies under the key it lay under before: others who left since read it in what they keep.
    """
    taken = list(relationship.memberships.order_by("seat"))
    own = next((each for each in taken if each.member_id == joiner.pk), None)
    seat = own.seat if own else len(taken)
    place = relationship.pk, relationship.generation
    named = keyring.generation_of(*place, bytes(own.name_blob)) if own else relationship.generation
    Membership.objects.update_or_create(
        relationship=relationship,
        seat=seat,
        defaults={
            "member": joiner,
            "hue": hue_of_seat(seat, palette=relationship.palette, first=taken[0].hue),
            "name_blob": keyring.seal_shared(relationship.pk, named, asked.name, "name", seat),
            "gift": keyring.give(*place, to=joiner.pk, public_key=bytes(joiner.public_key)),
            "left_at": None,
        },
    )


def refuse_join(member: Member, relationship_id: int) -> bool:
    """Say no to who asked me; the invitation is used up. Tells whether somebody had asked."""
    membership_for(member, relationship_id)
    asked = live_invitations().filter(relationship_id=relationship_id, state=Invitation.ASKED)
    return _end(asked.filter(inviter=member), Invitation.REFUSED)


def withdraw_invitation(member: Member, relationship_id: int) -> bool:
    """Take one's own invitation back, asked or not. Tells whether there was one."""
    membership_for(member, relationship_id)
    mine = Invitation.objects.filter(relationship_id=relationship_id, inviter=member, state__in=_LIVE)
    return _end(mine, Invitation.WITHDRAWN)


def withdraw_question(member: Member) -> bool:
    """Stop waiting for an answer. Tells whether there was a question."""
    return _end(Invitation.objects.filter(asked_by=member, state=Invitation.ASKED), Invitation.WITHDRAWN)


def _end(invitations: QuerySet[Invitation], state: str) -> bool:
    return bool(invitations.update(state=state, **ENDED))


def _secret_hash(secret: str) -> bytes:
    return hashlib.sha256(b"withness/1/invitation:" + secret.encode("utf-8", "replace")).digest()


def _code_hash(code: str) -> bytes:
    return bytes.fromhex(digest("code", code))
