"""What every cookie of ours is: for this site alone, over https where there is https, and out of reach of scripts."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http.response import HttpResponseBase

A_YEAR = timedelta(days=365)


def give_cookie(
    response: HttpResponseBase, name: str, value: str, *, lasts: timedelta = A_YEAR, for_script: bool = False
) -> None:
    """Let the browser keep something for a while; `for_script` only where our own script has to read it."""
    response.set_cookie(
        name,
        value,
        max_age=lasts,
        secure=settings.SECURE_COOKIES,
        httponly=not for_script,
        samesite="Lax",
    )


def take_cookie(response: HttpResponseBase, name: str) -> None:
    """Let the browser forget it."""
    response.delete_cookie(name, samesite="Lax")
