"""What comes along from one page to the next without an address or a readable row: sealed into the session."""

from __future__ import annotations

import base64

import msgspec
from django.http import HttpRequest

from withness import vault
from withness.people.keyring import keyring_of

_KEY = "carried"


class Carried(msgspec.Struct, frozen=True, omit_defaults=True):
    """A recovery code until it is on paper, the page after that, and an invitation until it is used.

    `asked_alone` keeps the three questions from being offered again to somebody who has just begun: that they were
    offered, to everybody alike, and never what anybody chose.
    """

    code: str = ""
    onward: str = "/"
    invitation: str = ""
    asked_alone: bool = False


_decoder = msgspec.json.Decoder(Carried)  # made while this is imported: two threads must not learn it at once


def carry(request: HttpRequest, keyring: vault.Keyring, carried: Carried) -> None:
    """Keep something for the next page, readable only with the member's own keys."""
    if carried == Carried():
        request.session.pop(_KEY, None)
        return
    sealed = keyring.seal_own(msgspec.json.encode(carried).decode(), _KEY)
    request.session[_KEY] = base64.b64encode(sealed).decode()


def carried_by(request: HttpRequest) -> Carried:
    """Look at what came along; nothing, when nothing did or it cannot be read any more."""
    kept = request.session.get(_KEY)
    if kept is None:
        return Carried()
    try:
        told = keyring_of(request).open_own(base64.b64decode(kept), _KEY)
        return _decoder.decode(told)
    except (vault.Damaged, ValueError):
        return Carried()
