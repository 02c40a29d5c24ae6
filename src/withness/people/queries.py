"""Reads of people: who shares a space, who asks to come in, where somebody is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils import timezone
from msgspec import Struct

from withness import vault
from withness.library.kinds import SELF, Kind
from withness.people.access import membership_for, relationships_of
from withness.people.keyring import use_key_of
from withness.people.models import Invitation, KeySlot, Member, Membership, Relationship, SignIn
from withness.people.prepared import Prepared, blank
from withness.people.sessions import row_key
from withness.vault import Keyring

_SEATS = Prepared(lambda: Membership.objects.filter(relationship=blank("relationship")))

ASKING = frozenset({"alone", "waiting", "asked", "together"})
"""States of a space in which somebody can be asked in, where there is room."""

UNREADABLE = "…"
"""What stands for a name whose sealed bytes were damaged."""


class Person(Struct, frozen=True):
    """One of the people in a relationship, as a page needs them."""

    member_id: int | None
    seat: int
    name: str
    initial: str
    hue: str
    shape: str
    is_me: bool
    left_on: date | None = None

    @property
    def has_left(self) -> bool:
        """Whether they are not there any more."""
        return self.left_on is not None


class Space(Struct, frozen=True):
    """A relationship on the page Us. State: together, own, alone, waiting, asked, left or closed.

    `people` are those who are there now, `gone` those who left while the others went on. `invites` tells whether I
    may ask somebody in, and `inviting` how far that is ("", "waiting" or "asked").
    """

    id: int
    kind: Kind
    palette: str
    rings: int
    state: str
    people: tuple[Person, ...]
    gone: tuple[Person, ...] = ()
    invites: bool = False
    inviting: str = ""

    @property
    def others(self) -> tuple[Person, ...]:
        """Give everybody else who is there."""
        return tuple(person for person in self.people if not person.is_me)

    @property
    def is_circle(self) -> bool:
        """Whether more than two share it."""
        return len(self.people) > 2

    @property
    def goes_on(self) -> bool:
        """Whether the others go on when I leave."""
        return self.is_circle and self.state == "together"


class Asked(Struct, frozen=True):
    """Somebody who holds the invitation and asks to come in."""

    name: str
    words: tuple[str, ...]


class Shown(Struct, frozen=True):
    """A live invitation as the inviter sees it."""

    secret: str
    expires_at: datetime
    asked: Asked | None

    @property
    def code(self) -> str:
        """Give the code as it is read out: two groups of four."""
        code = vault.code_of(self.secret)
        return f"{code[:4]} {code[4:]}"


class Joining(Struct, frozen=True):
    """A question somebody asked and waits for."""

    relationship_id: int
    words: tuple[str, ...]


class SignedInHere(Struct, frozen=True):
    """One browser a member is signed in on: no place, no address, only the day."""

    id: str
    begun_on: date
    device: str
    is_this: bool


def people_in(relationship: Relationship, keyring: Keyring, member: Member) -> tuple[Person, ...]:
    """Give the people of a relationship by seat, and take its key into use for this request."""
    seats = _seats_of(relationship)
    mine = next((seat for seat in seats if seat.member_id == member.pk), None)
    if mine is None:
        raise Http404
    mine.relationship = relationship
    use_key_of(mine, keyring)
    return tuple(_person(seat, relationship, keyring, is_me=seat is mine) for seat in seats)


def _seats_of(relationship: Relationship) -> list[Membership]:
    fetched = getattr(relationship, "_prefetched_objects_cache", {}).get("memberships")
    found = _SEATS.rows(relationship=relationship.pk) if fetched is None else fetched
    return sorted(found, key=lambda seat: seat.seat)


def _person(seat: Membership, relationship: Relationship, keyring: Keyring, *, is_me: bool) -> Person:
    name = _name_on(seat, relationship, keyring)
    return Person(
        member_id=seat.member_id,
        seat=seat.seat,
        name=name,
        initial=name[:1].upper(),
        hue=seat.hue,
        shape=seat.shape,
        is_me=is_me,
        left_on=seat.left_at and seat.left_at.date(),
    )


def _name_on(seat: Membership, relationship: Relationship, keyring: Keyring) -> str:
    try:
        return keyring.open_shared(
            relationship.pk, relationship.generation, bytes(seat.name_blob), "name", seat.seat
        )
    except vault.Damaged:
        return UNREADABLE


def own_name(member: Member, keyring: Keyring) -> str:
    """Give the name a member chose for themselves."""
    try:
        return keyring.open_own(bytes(member.name_blob), "name")
    except vault.Damaged:
        return UNREADABLE


def spaces_of(member: Member, keyring: Keyring) -> tuple[Space, ...]:
    """Give all relationships of a member, the newest first."""
    live = Prefetch("invitations", queryset=live_invitations(), to_attr="live_invitations")
    found = relationships_of(member).prefetch_related("memberships", live)
    return tuple(_space(relationship, member, keyring) for relationship in found)


def space_for(member: Member, keyring: Keyring, relationship_id: int) -> Space:
    """Give one relationship as its page shows it; 404 for anybody without a seat."""
    found = next((each for each in spaces_of(member, keyring) if each.id == relationship_id), None)
    if found is None:
        raise Http404
    return found


def own_space(member: Member) -> Relationship | None:
    """Give the space a member has with themselves, if they opened one."""
    return relationships_of(member).filter(kind=SELF.id, closed_at=None).first()


def _space(relationship: Relationship, member: Member, keyring: Keyring) -> Space:
    everybody = people_in(relationship, keyring, member)
    me = next(person for person in everybody if person.is_me)
    invitations: Sequence[Invitation] = relationship.__dict__["live_invitations"]
    state = _state_of(relationship, everybody, me, invitations)
    there = _there(everybody, me, state)
    return Space(
        id=relationship.pk,
        kind=relationship.kind_of,
        palette=relationship.palette,
        rings=relationship.rings,
        state=state,
        people=there,
        gone=tuple(each for each in everybody if each.has_left) if state == "together" else (),
        invites=state in ASKING and len(everybody) < relationship.kind_of.most and me is there[0],
        inviting=_inviting(invitations),
    )


def _there(everybody: Sequence[Person], me: Person, state: str) -> tuple[Person, ...]:
    """Give who is there now. Whoever left a circle learns nothing of who came or went after that."""
    if state == "left":
        return (me,)
    return tuple(each for each in everybody if state == "closed" or not each.has_left)


def _state_of(
    relationship: Relationship, everybody: Sequence[Person], me: Person, invitations: Sequence[Invitation]
) -> str:
    if not relationship.is_open:
        return "closed"
    if me.has_left:
        return "left"
    if relationship.kind_of.most == 1:
        return "own"
    if len(everybody) > 1:
        return "together"
    return _inviting(invitations) or "alone"


def _inviting(invitations: Sequence[Invitation]) -> str:
    if not invitations:
        return ""
    return "asked" if invitations[0].state == Invitation.ASKED else "waiting"


def live_invitations() -> QuerySet[Invitation]:
    """Give the invitations that still lead somewhere."""
    return Invitation.objects.filter(
        state__in=(Invitation.OPEN, Invitation.ASKED), expires_at__gt=timezone.now()
    )


def invitation_of(member: Member, keyring: Keyring, relationship_id: int) -> Shown | None:
    """Give the live invitation to a relationship as its inviter sees it; 404 for anybody without a seat."""
    membership_for(member, relationship_id)
    found = (
        live_invitations()
        .filter(relationship_id=relationship_id, inviter=member)
        .select_related("asked_by")
        .first()
    )
    if found is None or found.secret_blob is None:
        return None
    secret = keyring.open_own(bytes(found.secret_blob), "invitation", relationship_id)
    return Shown(
        secret=secret, expires_at=found.expires_at, asked=_asked(found, keyring, vault.code_of(secret))
    )


def _asked(invitation: Invitation, keyring: Keyring, code: str) -> Asked | None:
    if invitation.asked_by is None or invitation.letter is None:
        return None
    public_key, relationship_id = bytes(invitation.asked_by.public_key), invitation.relationship_id
    return Asked(
        name=keyring.receive(bytes(invitation.letter), "name", relationship_id),
        words=vault.same_words(keyring.public_key, public_key, relationship_id=relationship_id, code=code),
    )


def joining_of(member: Member, keyring: Keyring) -> Joining | None:
    """Give the question this member waits for, with the words to compare."""
    found = (
        live_invitations()
        .filter(asked_by=member, state=Invitation.ASKED)
        .select_related("inviter")
        .order_by("-pk")
        .first()
    )
    if found is None or found.code_blob is None:
        return None
    code = keyring.open_own(bytes(found.code_blob), "joining", found.relationship_id)
    inviter_key = bytes(found.inviter.public_key)
    words = vault.same_words(
        keyring.public_key, inviter_key, relationship_id=found.relationship_id, code=code
    )
    return Joining(relationship_id=found.relationship_id, words=words)


def sign_ins_of(member: Member, session_key: str) -> tuple[SignedInHere, ...]:
    """Give the browsers this member is signed in on, this one first, then the newest."""
    here = row_key(session_key)
    rows = SignIn.objects.filter(member=member, expire_date__gt=timezone.now()).order_by("-begun_on")
    found = (SignedInHere(row.pk, row.begun_on, row.device, row.pk == here) for row in rows)
    return tuple(sorted(found, key=lambda one: not one.is_this))


def lost_peppers() -> list[int]:
    """Give the numbers of the peppers that slots were made with and that are not here."""
    used = KeySlot.objects.exclude(pepper_id=vault.NO_PEPPER).values_list("pepper_id", flat=True).distinct()
    return sorted(set(used) - set(settings.PEPPERS))
