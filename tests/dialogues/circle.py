"""A circle at one table: Ada opened it, Bo and Dee and whoever else came in; Cleo is the stranger."""

from __future__ import annotations

from dialogues.table import PASSPHRASE, Guest
from withness.people import actions as people
from withness.people.keyring import do_pending
from withness.people.models import Relationship

NAMES = ("Ada", "Bo", "Dee", "Eli", "Fay", "Gus", "Hal", "Ivy")


def circle_of(size: int, kind: str = "family") -> tuple[Relationship, list[Guest]]:
    """So many people who share a space."""
    ada = Guest(NAMES[0])
    space = people.start_relationship(ada.member, ada.keyring, kind=kind, palette="ember-tide", hue="ember")
    return space, [ada, *(come_in(Guest(name), ada, space) for name in NAMES[1:size])]


def come_in(joiner: Guest, host: Guest, space: Relationship) -> Guest:
    invited = people.invite(host.member, host.keyring, space.pk)
    people.ask_to_join(joiner.member, joiner.keyring, secret=invited.secret)
    people.confirm_join(host.member, host.keyring, space.pk)
    do_pending(joiner.keyring)
    return joiner


def leave(guest: Guest, space: Relationship) -> None:
    people.leave_relationship(guest.member, space.pk, passphrase=PASSPHRASE, place="home")
