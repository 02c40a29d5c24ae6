"""What follows for others when one of a circle leaves: each app that needs to know says so once, at its start.

    register_farewell(close_their_part)

A farewell runs inside the transaction of the leaving, while the one who leaves can still seal what it writes.
"""

from __future__ import annotations

from collections.abc import Callable

from withness.people.models import Membership
from withness.vault import Keyring

Farewell = Callable[[Membership, Keyring], None]

_registered: list[Farewell] = []


def register_farewell(farewell: Farewell) -> None:
    """Say what is to be done when somebody leaves a space in which the others go on."""
    if farewell not in _registered:
        _registered.append(farewell)


def say_farewell(seat: Membership, keyring: Keyring) -> None:
    """Do what follows from a leaving. Call it inside its transaction, before the seat is empty."""
    for farewell in _registered:
        farewell(seat, keyring)
