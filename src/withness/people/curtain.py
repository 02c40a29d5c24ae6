"""The curtain: while a phone lies between two people, its browser reaches one page and nothing else that is private."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from withness.hub import hub
from withness.people.keyring import row_of
from withness.people.models import SignIn

USED = "#used"
"""What stands behind the page in a curtain that was used: the same form sent twice counts once."""


def draw_curtain(request: HttpRequest, response: HttpResponseBase, page: str) -> None:
    """Let this browser reach one page and what lies below it, until the passphrase opens the curtain again."""
    row = row_of(request)
    if row is not None:
        SignIn.objects.filter(pk=row.pk).update(curtain=page)
        hub().doubt(row.member_id or 0)  # another tab that listens learns at once that it may not any more
        response.headers["Clear-Site-Data"] = '"cache"'  # going back must not bring an earlier page to light


def curtain_of(request: HttpRequest) -> str:
    """Give the page that this browser may reach while the curtain is drawn; nothing when it is open."""
    row = row_of(request)
    return row.curtain.removesuffix(USED) if row is not None else ""


def use_curtain(request: HttpRequest) -> bool:
    """Use the drawn curtain for the one thing that may be kept behind it; false when it was used before."""
    row = row_of(request)
    if row is None or row.curtain.endswith(USED):
        return False
    return bool(SignIn.objects.filter(pk=row.pk, curtain=row.curtain).update(curtain=row.curtain + USED))
