"""Slow whoever tries wrongly, per name and place, without ever shutting a known device out."""

from __future__ import annotations

import ipaddress
import secrets
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from withness.people.cookies import give_cookie
from withness.people.digests import digest
from withness.people.models import Member, WrongTries

FREE, LONGEST_PAUSE, FORGOTTEN_AFTER = 5, 20 * 60, timedelta(days=1)
KNOWN_FOR, MOST_MARKS = timedelta(days=400), 4


def pause_after(wrong: int) -> int:
    """Give the seconds to wait after so many wrong tries: none for five, then doubling up to 20 minutes."""
    return 0 if wrong < FREE else min(2 ** min(wrong - FREE, 20), LONGEST_PAUSE)


def seconds_to_wait(place: str) -> int:
    """Tell how long this place has to wait until its next try."""
    tries = WrongTries.objects.filter(pk=place).first()
    if tries is None:
        return 0
    passed = (timezone.now() - tries.last_at).total_seconds()
    return 0 if passed > FORGOTTEN_AFTER.total_seconds() else max(0, round(pause_after(tries.count) - passed))


def note_wrong_try(place: str) -> None:
    """Count one more wrong try from a place, and forget what is older than a day."""
    now = timezone.now()
    WrongTries.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
    WrongTries.objects.get_or_create(pk=place, defaults={"last_at": now})
    WrongTries.objects.filter(pk=place).update(count=F("count") + 1, last_at=now)


def forget_tries(place: str) -> None:
    """Begin anew after a right try."""
    WrongTries.objects.filter(pk=place).delete()


def place_of(request: HttpRequest, handle: str) -> str:
    """Name the place a try for this member comes from: a device they signed in on before, or else the network."""
    nonce, marks = _device_in(request)
    if nonce and _mark(nonce, handle) in marks:
        return digest("place", "device", nonce, handle)
    return digest("place", "network", network_of(request.META.get("REMOTE_ADDR", "")), handle)


def remember_device(request: HttpRequest, response: HttpResponseBase, member: Member) -> None:
    """Let this browser be known for this member: nobody else's wrong tries slow it down."""
    nonce, marks = _device_in(request)
    nonce = nonce or secrets.token_urlsafe(16)
    mark = _mark(nonce, member.handle)
    kept = [mark, *(other for other in marks if other != mark)][:MOST_MARKS]
    give_cookie(response, device_cookie(), ".".join([nonce, *kept]), lasts=KNOWN_FOR)


def device_cookie() -> str:
    """Name the cookie of a known device."""
    return "__Host-device" if settings.SECURE_COOKIES else "device"


def network_of(address: str) -> str:
    """Shorten an address to what one household shares: all of an IPv4 address, the first half of an IPv6 one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(found) if found.version == 4 else str(ipaddress.ip_network((int(found), 64), strict=False))


def _device_in(request: HttpRequest) -> tuple[str, list[str]]:
    nonce, *marks = request.COOKIES.get(device_cookie(), "").split(".")
    return nonce, marks[:MOST_MARKS]


def _mark(nonce: str, handle: str) -> str:
    return digest("device", nonce, handle)[:32]
