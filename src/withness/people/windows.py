"""Pages that stand open in windows: each has the mark of its sign-in, and hides itself once it may not stay."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from withness.people.curtain import curtain_of
from withness.people.digests import digest
from withness.people.keyring import has_opened, keyring_of, row_of
from withness.vault import Locked

OPEN, SHUT, OVER = 204, 423, 410
"""What a page is answered: it may stay, it hides until the place is open again, or its sign-in is over."""


def window(request: HttpRequest) -> dict[str, object]:
    """Give every page that was made with opened keys the mark of its sign-in."""
    return {"window": mark_of(request) if has_opened(request) else ""}


def mark_of(request: HttpRequest) -> str:
    """Give the mark of a sign-in: it opens nothing, and outlives locking."""
    row = row_of(request)
    return digest("window", row.pk)[:24] if row is not None else ""


def standing_of(request: HttpRequest, *, mark: str, at: str) -> int:
    """Tell whether a page with this mark, at this path, may stand open: whoever came in later gets no look at it."""
    if not (mine := mark_of(request)) or not constant_time_compare(mark, mine):
        return OVER
    try:
        keyring_of(request)
    except Locked:
        return SHUT
    return OPEN if at.startswith(curtain_of(request)) else SHUT
