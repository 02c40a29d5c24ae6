"""Somebody who writes letters on the pages of a dialogue, as a browser without script does."""

from __future__ import annotations

import html
import re

from django.http import HttpResponse

from couples import cookies_of
from dialogues.table import Guest
from people.journeys import Visitor, text_of
from withness.dialogues.models import Dialogue

FIELD = re.compile(r'<textarea[^>]*? name="(\w+)"[^>]*>(.*?)</textarea>', re.S)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Writer(Visitor):
    """Somebody in a dialogue: presses the buttons of its page, and everything in its fields goes along."""

    def __init__(self, guest: Guest, dialogue: Dialogue) -> None:
        super().__init__()
        self.guest, self.talk = guest, f"/talk/{dialogue.pk}/"
        self.browser.cookies.load(cookies_of(guest))

    def page(self, **headers: str) -> HttpResponse:
        return self.browser.get(self.talk, headers=headers)

    def press(self, do: str, at: str = "", **typed: str) -> HttpResponse:
        page = self.get(at or self.talk)
        answer = self.post(at or self.talk, **{**fields_of(page), "do": do, **typed})
        return self.get(answer["Location"]) if answer.status_code == 303 else answer

    def send(self, *pieces: str, arrives: str = "now", **more: str) -> HttpResponse:
        """Write a letter with as many fields as it needs, read it once, and seal it."""
        names = ["text", *(f"block_{number}" for number in range(1, len(pieces)))]
        page = self.page()
        for count, name in enumerate(names):
            if name not in fields_of(page):
                page = self.press("another", **dict(zip(names[:count], pieces, strict=False)))
                assert name in fields_of(page)
        once = self.press("read_once", **dict(zip(names, pieces, strict=True)))
        assert "As Ada will read it" in text_of(once) or "As Bo will read it" in text_of(once), text_of(once)
        sealed = self.post(f"{self.talk}seal/", **{**fields_of(once), "arrives": arrives, **more})
        return self.get(sealed["Location"]) if sealed.status_code == 303 else sealed

    def open(self) -> HttpResponse:
        return self.press("open_letter")


def fields_of(answer: HttpResponse) -> dict[str, str]:
    page = answer.content.decode()
    found = {**dict(HIDDEN.findall(page)), **dict(FIELD.findall(page))}
    return {name: html.unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}


def bare(answer: HttpResponse) -> str:
    """A page without what differs at every look: the token of its form and the id of the next move."""
    return re.sub(
        r'(csrfmiddlewaretoken|move_id|data-key)("? ?v?a?l?u?e?="?)[^"]*"', "", answer.content.decode()
    )
