"""What stands beside a space on the page Us: each app that has something there says so once, at its start.

    register_beside("practice/parts/gifts.html", shelf_beside)

The template finds what was gathered as `shown`.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from withness.people.models import Member
from withness.people.queries import Space
from withness.vault import Keyring

Gather = Callable[[Member, Keyring, Space], object]


class Beside(Struct, frozen=True):
    """One thing beside a space: what it shows, and the template that draws it."""

    template: str
    shown: object


_registered: dict[str, Gather] = {}


def register_beside(template: str, gather: Gather) -> None:
    """Say what is gathered for each space on Us, and drawn there."""
    _registered[template] = gather


def beside(space: Space, member: Member, keyring: Keyring) -> tuple[Beside, ...]:
    """Gather all that stands beside a space."""
    return tuple(Beside(template, gather(member, keyring, space)) for template, gather in _registered.items())
