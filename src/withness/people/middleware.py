"""A locked keyring becomes the page to unlock it, and what somebody was sending is kept through it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from withness.people.curtain import curtain_of
from withness.people.keyring import member_of
from withness.vault import Damaged, Locked

if TYPE_CHECKING:
    from withness.people.models import Member

NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "next", "passphrase", "old", "code", "last_group"})
LOCKED = 423
IN_FRONT = (
    "/unlock/", "/sign-out/", "/lock/", "/open/", "/room/", "/about/", "/breathe/", "/care/", "/worker.js",
    "/site.webmanifest",
)  # fmt: skip
"""Pages in front of the curtain: they belong to nobody, or open and end a sign-in."""
# One slash, then neither slash nor backslash (browsers read both as another site), then printable ASCII.
OWN_PATH = re.compile(r"/(?:[!-.0-\[\]-~][!-\[\]-~]*)?")


class WhoIsSignedIn:
    """Puts the member on the request, as Django's own middleware does, without asking the database once more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look only when somebody asks."""
        request.user = cast("Member", SimpleLazyObject(lambda: member_of(request)))
        return self.get_response(request)


class BehindTheCurtain:
    """Answers everything but one page with the page to unlock, while a phone lies between two people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass unless something private lies where it leads."""
        if request.path.startswith(IN_FRONT) or request.path.startswith(curtain_of(request) or "/"):
            return self.get_response(request)
        if request.method == "POST":
            return unlock_page(request, next_path="/", kept=[])
        return HttpResponseRedirect(_with_next(reverse("people:unlock"), request))


class LockedToUnlockPage:
    """Answers Locked: a page that was asked for waits behind /unlock/; a form that was sent comes along.

    After unlocking, the page /unlock/ answers a kept form with 307 to `next`, so that the browser sends the
    same fields to where they were going. Passphrases and recovery codes are never kept in a page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a locked keyring, and words that no key opens any more; leave everything else alone."""
        if isinstance(exception, Damaged):
            return render(request, "damaged.html", status=500)
        if not isinstance(exception, Locked):
            return None
        if not request.user.is_authenticated:
            return HttpResponseRedirect(_with_next(reverse("people:sign_in"), request))
        if request.method == "POST":
            return unlock_page(request, next_path=_asked(request), kept=kept_fields(request))
        return HttpResponseRedirect(_with_next(reverse("people:unlock"), request))


def unlock_page(request: HttpRequest, *, next_path: str, kept: list[tuple[str, str]]) -> HttpResponse:
    """Show the unlock page with the fields that are on their way."""
    from withness.people.forms import OwnPassphrase

    context = {"form": OwnPassphrase(), "next": next_path, "kept": kept}
    return render(request, "people/unlock.html", context, status=LOCKED)


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Give the fields of a sent form that may be kept in a page."""
    return [
        (name, value) for name, values in request.POST.lists() if name not in NEVER_KEPT for value in values
    ]


def came_through_unlocking(request: HttpRequest) -> bool:
    """Tell whether a form was not sent from its own page just now, but waited on the unlock page."""
    return "next" in request.POST


def next_in(asked: str, *, otherwise: str = "/") -> str:
    """Give the path to go on to: only one on this site, else where one goes anyway."""
    return asked if OWN_PATH.fullmatch(asked) else otherwise


def _with_next(path: str, request: HttpRequest) -> str:
    return f"{path}?{urlencode({'next': _asked(request)})}"


def _asked(request: HttpRequest) -> str:
    """Give the path with its query, where that is one to come back to."""
    return next_in(request.get_full_path(), otherwise=request.path)
