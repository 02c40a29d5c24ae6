"""What an action can answer: done, with what it made, or refused, with the reason in words."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from withness.people.models import Member, Relationship

Reason = Literal[
    "wrong",
    "slow",
    "pepper",
    "taken",
    "unknown",
    "expired",
    "used",
    "own",
    "closed",
    "full",
    "host",
    "member",
]

SENTENCES: dict[Reason, str] = {
    "wrong": "The name and what you typed do not go together.",
    "slow": "One moment. Please wait {wait} before you try again.",
    "pepper": "The pepper file keys/pepper.{pepper_id} is missing on this computer, so no passphrase can be checked."
    " Put it back from your backup, or use your recovery code.",
    "taken": "Somebody here has this name already. A second name or a short one will do.",
    "unknown": "No invitation goes with this. Look at the eight characters once more.",
    "expired": "This invitation was for two days, and they are over. Ask for a new one.",
    "used": "This invitation was for one person, and somebody has used it. Ask for a new one.",
    "own": "This is your own invitation. It is for the other person.",
    "closed": "This space is closed.",
    "full": "Every place is taken.",
    "host": "Whoever opened this circle invites.",
    "member": "You are already in.",
}


class Refused(Struct, frozen=True):
    """No, and why."""

    reason: Reason
    wait_for: int = 0
    pepper_id: int = 1

    @property
    def sentence(self) -> str:
        """Say why in one plain sentence."""
        return SENTENCES[self.reason].format(wait=in_words(self.wait_for), pepper_id=self.pepper_id)


class SignedUp(Struct, frozen=True):
    """A new member; the code is shown this one time."""

    member: Member
    root: bytes
    recovery_code: str


class SignedIn(Struct, frozen=True):
    """The right passphrase; the root opens the keyring."""

    member: Member
    root: bytes


class Recovered(Struct, frozen=True):
    """The right recovery code; there is a new passphrase and a new code now."""

    member: Member
    root: bytes
    recovery_code: str


class PassphraseChanged(Struct, frozen=True):
    """A new passphrase; with rewriting also new keys, and so a new recovery code. All sign-ins have ended."""

    member: Member
    root: bytes
    recovery_code: str = ""


class NewCode(Struct, frozen=True):
    """A new recovery code, shown this one time."""

    recovery_code: str


class Invited(Struct, frozen=True):
    """A live invitation: the secret of its link, and the code to read out."""

    secret: str
    code: str


class AskedToJoin(Struct, frozen=True):
    """The question is asked; the inviter has to say yes."""

    relationship_id: int


class Joined(Struct, frozen=True):
    """Somebody has a seat now."""

    member_id: int


class Closed(Struct, frozen=True):
    """The relationship is read-only from now on."""

    relationship: Relationship


class Parted(Struct, frozen=True):
    """One of a circle has left; the others go on."""

    relationship: Relationship


def in_words(seconds: int) -> str:
    """Say a short wait in words."""
    if seconds < 60:
        return f"{max(seconds, 1)} seconds" if seconds > 1 else "a second"
    minutes = -(-seconds // 60)
    return f"{minutes} minutes" if minutes > 1 else "a minute"
