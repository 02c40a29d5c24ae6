"""A circle at one table: Ada opened it, Bo and Dee and whoever else came in; Cleo is the stranger."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from dialogues.table import PASSPHRASE, Guest
from people.ground import enter
from people.journeys import FORM, hidden_fields, text_of
from withness.people import actions as people
from withness.people.keyring import do_pending
from withness.people.models import Relationship

NAMES = ("Ada", "Bo", "Dee", "Eli", "Fay", "Gus", "Hal", "Ivy")


def circle_of(size: int, kind: str = "family") -> tuple[Relationship, list[Guest]]:
    """So many people who share a space."""
    ada = Guest(NAMES[0])
    space = open_circle(ada, kind)
    return space, [ada, *(come_in(Guest(name), ada, space) for name in NAMES[1:size])]


def open_circle(host: Guest, kind: str = "family") -> Relationship:
    return people.start_relationship(host.member, host.keyring, kind=kind, palette="ember-tide", hue="ember")


def come_in(joiner: Guest, host: Guest, space: Relationship) -> Guest:
    invited = people.invite(host.member, host.keyring, space.pk)
    people.ask_to_join(joiner.member, joiner.keyring, secret=invited.secret)
    people.confirm_join(host.member, host.keyring, space.pk)
    do_pending(joiner.keyring)
    return joiner


def leave(guest: Guest, space: Relationship) -> None:
    people.leave_relationship(guest.member, space.pk, passphrase=PASSPHRASE, place="home")


class Reader:
    """A guest with a browser that knows no script: opens the page of a dialogue and presses its buttons."""

    def __init__(self, guest: Guest, name: str) -> None:
        self.name, self.guest, self.browser = name, guest, Client()
        found = enter(guest.member, guest.keyring._root)
        self.browser.cookies[settings.SESSION_COOKIE_NAME] = found.session_key
        self.browser.cookies[settings.SESSION_TICKET_COOKIE] = found.ticket
        self.path = ""

    def page(self, path: str = "") -> HttpResponse:
        return self.browser.get(path or self.path)

    def text(self, path: str = "") -> str:
        return text_of(self.page(path))

    @property
    def buttons(self) -> set[str]:
        found = re.findall(r'<button[^>]* name="do" value="([^"]+)"', self.page().content.decode())
        return {
            each for each in found if not each.startswith(("to_", "stem:", "pocket", "draft", "say_aloud"))
        }

    @property
    def title(self) -> str:
        return html.unescape(re.search(r"<h1[^>]*>(.*?)</h1>", self.page().content.decode())[1])

    @property
    def field(self) -> str:
        """What stands in the field of the page."""
        found = re.search(
            r'<textarea[^>]* name="text"[^>]*>(.*?)</textarea>', self.page().content.decode(), re.S
        )
        return html.unescape(found[1]) if found else ""

    def press(self, do: str, text: str = "", **fields: str) -> HttpResponse:
        told = hidden_fields(self.page()) | {"do": do} | ({"text": text} if text else {}) | fields
        return self.send(self.path, told)

    def send(self, path: str, told: dict[str, str]) -> HttpResponse:
        return self.browser.post(path, urlencode(told), content_type=FORM)

    def presses(self, do: str, text: str = "", **fields: str) -> None:
        answer = self.press(do, text, **fields)
        assert answer.status_code == 303, (self.name, do, self.buttons, text_of(answer))


def readers(guests: list[Guest], dialogue_id: int) -> list[Reader]:
    """The circle, each with a page of the dialogue open."""
    found = [Reader(guest, name) for guest, name in zip(guests, NAMES, strict=False)]
    for each in found:
        each.path = f"/talk/{dialogue_id}/"
    return found
