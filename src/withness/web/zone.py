"""Where on earth somebody is, as their browser tells in a cookie: times are shown and read as their own clock has them.

Nothing of it is stored. Without the cookie, times are told in UTC, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, tzinfo
from functools import cache, lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo, available_timezones

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from withness.people.cookies import give_cookie, take_cookie
from withness.web.pages import safe_next
from withness.web.security import Answer

ZONE_COOKIE = "zone"
LONGEST_NAME = 40
AREAS = frozenset(
    [
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    ]
)


def zoned(get_answer: Answer) -> Answer:
    """Let every page show and read times as they are where its reader is."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        with timezone.override(zone_named(request.COOKIES.get(ZONE_COOKIE, ""))):
            return get_answer(request)

    return answer


@lru_cache(maxsize=256)
def zone_named(name: str) -> tzinfo:
    """Give the zone of this name, or UTC for what is none: a cookie may hold anything."""
    if not name or len(name) > LONGEST_NAME:
        return UTC
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return UTC


@require_http_methods(["GET", "HEAD", "POST"])
def zone(request: HttpRequest) -> HttpResponse:
    """Let somebody whose browser does not tell choose whose clock their times follow."""
    next_page = safe_next(request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        context = {"areas": areas(), "chosen": timezone.get_current_timezone_name(), "next": next_page}
        return render(request, "web/zone.html", context)
    response = redirect(next_page)
    if zone_named(chosen := request.POST.get("zone", "")) is not UTC:
        give_cookie(response, ZONE_COOKIE, chosen, for_script=True)
    else:
        take_cookie(response, ZONE_COOKIE)
    return response


@cache
def areas() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Give the places that have a clock of their own, by the part of the earth they lie in."""
    names = sorted(name for name in available_timezones() if name.partition("/")[0] in AREAS)
    return tuple(
        (area, tuple(_places(found))) for area, found in groupby(names, lambda name: name.split("/")[0])
    )


def _places(names: Iterable[str]) -> Iterable[tuple[str, str]]:
    return ((name, name.partition("/")[2].replace("_", " ").replace("/", ", ")) for name in names)
