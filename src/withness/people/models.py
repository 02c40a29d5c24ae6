"""Members, the ways into their keys, relationships and invitations. No row holds a typed word that can be read."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod

from withness import vault
from withness.library import kinds
from withness.people.looks import HUES, MOST_SEATS, SHAPES, shape_of_seat

if TYPE_CHECKING:
    from withness.people.sessions import SessionStore

KINDS = tuple(kind.id for kind in kinds.KINDS)


def random_id() -> int:
    """Draw a number for a member: known before the row is there, and telling nothing about who came when."""
    return secrets.randbelow(2**52) + 1


class Member(AbstractBaseUser):
    """Somebody who has a place here.

    `handle` is a keyed digest of the name, to find a member at sign-in; the name itself is sealed under the
    member's own keys. There is no password: opening a key slot is the check.
    """

    password = None  # type: ignore[assignment]  # Django's documented way to drop a field of its parent
    last_login = None  # when somebody was here is nobody's business

    id = models.BigIntegerField(primary_key=True, default=random_id)
    handle = models.CharField(max_length=64, unique=True)
    name_blob = models.BinaryField()
    public_key = models.BinaryField()
    created_on = models.DateField()

    objects: ClassVar[models.Manager[Member]] = models.Manager()

    USERNAME_FIELD = "handle"

    def __str__(self) -> str:
        return f"member {self.pk}"

    def get_session_auth_hash(self) -> str:
        """Tie every session to the identity: new keys end the sessions that still carry the old ones."""
        return bytes(self.public_key).hex()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Give nothing: the identity does not depend on the instance's secret."""
        yield from ()


class KeySlot(models.Model):
    """One way to open a member's root: the passphrase, or the recovery code."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="slots")
    kind = models.CharField(max_length=10)
    salt = models.BinaryField()
    mem_kib = models.PositiveIntegerField()
    passes = models.PositiveSmallIntegerField()
    pepper_id = models.PositiveSmallIntegerField()
    blob = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["member", "kind"], name="one_slot_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} slot of member {self.member_id}"

    def plain(self) -> vault.Slot:
        """Give the slot as the vault knows it."""
        return vault.Slot(
            self.kind, bytes(self.salt), self.mem_kib, self.passes, self.pepper_id, bytes(self.blob)
        )


class SignIn(AbstractBaseSession):
    """One browser that is signed in: Django's session, and the sealed root while it is unlocked.

    The key columns are written by themselves, never with the session's content, so that a slow request
    cannot bring back what a lock has just taken away. While `curtain` is drawn, it names the one page that this
    browser may reach: the phone lies between two people.
    """

    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="sign_ins")
    begun_on = models.DateField()
    device = models.CharField(max_length=10, blank=True)
    sealed_root = models.BinaryField(null=True)
    unlocked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    idle_for = models.DurationField(null=True)
    curtain = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"sign-in of member {self.member_id}"

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """Name the store that keeps these rows."""
        from withness.people.sessions import SessionStore

        return SessionStore


class Relationship(models.Model):
    """What some people share: its kind, its pair of colours, and the generation of its key.

    Two people as a rule; a family or a community may be a circle of up to eight; in one's own space there is nobody
    else.
    """

    kind = models.CharField(max_length=12)
    palette = models.CharField(max_length=12)
    created_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    generation = models.PositiveIntegerField(default=1)
    rings = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="known_kind"),
        ]

    def __str__(self) -> str:
        return f"relationship {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether something new can be said in it."""
        return self.closed_at is None

    @property
    def kind_of(self) -> kinds.Kind:
        """What kind of relationship it is, with its words and its dialogues."""
        return kinds.kind_named(self.kind)


class Membership(models.Model):
    """One seat of a relationship: who sits there, and the relationship's key sealed for them.

    `pin` is the key under the member's own key, of this `generation`; `gift` is the newest key on its way there.
    """

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="memberships")
    seat = models.PositiveSmallIntegerField()
    hue = models.CharField(max_length=10)
    name_blob = models.BinaryField()
    pin = models.BinaryField(null=True)
    generation = models.PositiveIntegerField(default=1)
    gift = models.BinaryField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["relationship", "seat"], name="one_person_a_seat"),
            models.UniqueConstraint(fields=["relationship", "member"], name="one_seat_a_person"),
            models.UniqueConstraint(
                F("relationship"), F("hue"), Mod(F("seat"), len(SHAPES)), name="one_look_a_person"
            ),
            models.CheckConstraint(condition=Q(seat__lt=MOST_SEATS), name="eight_seats_at_most"),
            models.CheckConstraint(condition=Q(hue__in=HUES), name="known_hue"),
        ]

    def __str__(self) -> str:
        return f"seat {self.seat} of relationship {self.relationship_id}"

    @property
    def shape(self) -> str:
        """The shape that goes with the seat, for whoever cannot tell the colours apart."""
        return shape_of_seat(self.seat)

    @property
    def may_write(self) -> bool:
        """Whether who sits here can still say something new: nobody has closed the space, and they have not left."""
        return self.left_at is None and self.relationship.is_open


class EarlierKey(models.Model):
    """A key that a relationship no longer seals with, under the key of the next generation."""

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="earlier_keys")
    generation = models.PositiveIntegerField()
    blob = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["relationship", "generation"], name="one_key_a_generation"),
        ]

    def __str__(self) -> str:
        return f"key {self.generation} of relationship {self.relationship_id}"


class Invitation(models.Model):
    """A question to one person: open, then asked, then joined, refused or withdrawn.

    It carries no key. `secret_blob` is the link's secret under the inviter's own key, so that the page can show
    it again; `letter` is the name of who asks, sealed to the inviter; `code_blob` is the code under the key of
    who asks, so that both phones can show the same words.
    """

    OPEN, ASKED, JOINED, REFUSED, WITHDRAWN = "open", "asked", "joined", "refused", "withdrawn"

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="invitations")
    inviter = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="invitations")
    state = models.CharField(max_length=10, default=OPEN)
    secret_hash = models.BinaryField(unique=True)
    code_hash = models.BinaryField(unique=True)
    secret_blob = models.BinaryField(null=True)
    expires_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        Member, null=True, on_delete=models.CASCADE, related_name="asked_invitations"
    )
    letter = models.BinaryField(null=True)
    code_blob = models.BinaryField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["relationship"], condition=Q(state__in=("open", "asked")), name="one_live_invitation"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation to relationship {self.relationship_id}"


class WrongTries(models.Model):
    """How often something was tried wrongly from one place; the place is a keyed digest, no address."""

    place = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} wrong tries"
