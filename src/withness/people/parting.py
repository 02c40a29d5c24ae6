"""What follows when somebody leaves a space: each app that needs to know says so once, at its start.

    register_farewell(close_their_part)
    register_closing(forget_what_was_planned)

A farewell runs where the others go on, while the one who leaves can still seal what it writes; a closing, where the
space closes with it. Both run inside the transaction of the leaving.
"""

from __future__ import annotations

from collections.abc import Callable

from withness.people.models import Membership, Relationship
from withness.vault import Keyring

Farewell = Callable[[Membership, Keyring], None]
Closing = Callable[[Relationship], None]

_registered: list[Farewell] = []
_closings: list[Closing] = []


def register_farewell(farewell: Farewell) -> None:
    """Say what is to be done when somebody leaves a space in which the others go on."""
    if farewell not in _registered:
        _registered.append(farewell)


def register_closing(closing: Closing) -> None:
    """Say what is to be done when a space closes for everybody."""
    if closing not in _closings:
        _closings.append(closing)


def tell_of_closing(relationship: Relationship) -> None:
    """Do what follows from the closing of a space. Call it inside its transaction."""
    for closing in _closings:
        closing(relationship)


def say_farewell(seat: Membership, keyring: Keyring) -> None:
    """Do what follows from a leaving. Call it inside its transaction, before the seat is empty."""
    for farewell in _registered:
        farewell(seat, keyring)
