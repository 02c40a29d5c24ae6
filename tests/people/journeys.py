"""Ada, Bo and Cleo as their browsers: they only click, type and read, the way a person without script does."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

from cast import PASSPHRASES
from couples import cookies_of
from dialogues.table import Guest

FORM = "application/x-www-form-urlencoded"


class Visitor:
    """One browser with its own cookies."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.passphrase = PASSPHRASES.get(name, "")
        self.recovery_code = ""
        self.browser = Client()

    def get(self, path: str) -> HttpResponse:
        return self.browser.get(path)

    def post(self, path: str, **fields: str) -> HttpResponse:
        return self.browser.post(path, urlencode(fields), content_type=FORM)

    def begin(self, **more: str) -> Visitor:
        answer = self.post("/begin/", name=self.name, passphrase=self.passphrase, **more)
        assert answer.status_code == 303, text_of(answer)
        self.write_down_the_code()
        return self

    def write_down_the_code(self) -> HttpResponse:
        self.recovery_code = "-".join(items_of(self.get("/recovery-code/"), "code"))
        return self.post("/recovery-code/", last_group=self.recovery_code[-5:])

    def sign_in(self) -> HttpResponse:
        return self.post("/sign-in/", name=self.name, passphrase=self.passphrase)

    def begin_us(self, kind: str = "spouse", hue: str = "ember") -> int:
        answer = self.post("/us/new/", kind=kind, hue=hue)
        assert answer.status_code == 303, text_of(answer)
        return int(re.search(r"/us/(\d+)/", answer["Location"])[1])

    def invite(self, us: int) -> tuple[str, str]:
        """The secret of the link and the code to read out."""
        self.post(f"/us/{us}/invite/", do="invite")
        page = self.get(f"/us/{us}/invite/").content.decode()
        secret = re.search(r"/join/#([\w-]+)", html.unescape(page))[1]
        code = re.search(r"<p class=\"spoken[^>]*>([^<]+)<", page)[1]
        return secret, code

    def press(self, path: str, **button: str) -> HttpResponse:
        """Open a page and press one of its buttons: what the form keeps hidden goes along, as in a browser."""
        return self.post(path, **hidden_fields(self.get(path)), **button)

    def words(self, path: str) -> list[str]:
        return items_of(self.get(path), "four")


def items_of(answer: HttpResponse, kind: str) -> list[str]:
    """The items of the one list on the page with that class."""
    found = re.search(rf'<ol class="[^"]*\b{kind}\b[^"]*".*?</ol>', answer.content.decode(), re.S)
    return (
        [html.unescape(item).strip() for item in re.findall(r"<li[^>]*>(.*?)</li>", found[0], re.S)]
        if found
        else []
    )


def hidden_fields(answer: HttpResponse) -> dict[str, str]:
    """What the forms of a page keep hidden."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def text_of(answer: HttpResponse) -> str:
    """What a person reads on the page, in one line."""
    body = re.sub(
        r"<(script|style|head)\b.*?</\1>|<svg\b.*?</svg>|<[^>]+>", " ", answer.content.decode(), flags=re.S
    )
    return " ".join(html.unescape(body).split())


def title_of(answer: HttpResponse) -> str:
    return html.unescape(re.search(r"<title>(.*?)</title>", answer.content.decode(), re.S)[1]).strip()


def two_together() -> tuple[Visitor, Visitor, int]:
    """Ada and Bo, signed in, who share a space. The way there by pages is walked where it is tested."""
    ada, bo = (Guest(name, PASSPHRASES[name]) for name in ("Ada", "Bo"))
    space = ada.open_space(bo)
    return _signed_in("Ada", ada), _signed_in("Bo", bo), space.pk


def _signed_in(name: str, guest: Guest) -> Visitor:
    visitor = Visitor(name)
    visitor.recovery_code = guest.recovery_code
    visitor.browser.cookies.load(cookies_of(guest))
    return visitor
