"""A person with a browser that knows no script: fetches pages, reads their forms, sends them. Standard library only."""

from __future__ import annotations

import html
import http.client
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input type="hidden" name="(csrfmiddlewaretoken|move_id|place|stem)" value="([^"]*)"')
BUTTON = re.compile(r'<button[^>]* name="do" value="([^"]+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Page(NamedTuple):
    """An answer: its status, where it leads, and its words."""

    status: int
    leads_to: str
    text: str

    @property
    def hidden(self) -> dict[str, str]:
        """The fields of the form that nobody types."""
        return {name: html.unescape(value) for name, value in HIDDEN.findall(self.text)}

    @property
    def buttons(self) -> list[str]:
        """What can be pressed."""
        return [html.unescape(value) for value in BUTTON.findall(self.text)]


class Visitor:
    """One browser on one connection that stays open as long as the server lets it."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self.port, self.cookies = port, dict(cookies or {})
        self._line = http.client.HTTPConnection("localhost", port, timeout=30)

    def get(self, path: str) -> Page:
        return self._ask("GET", path)

    def post(self, path: str, fields: Mapping[str, str]) -> Page:
        return self._ask("POST", path, urlencode(fields))

    def sign_in(self, name: str, passphrase: str) -> Page:
        token = self.get("/sign-in/").hidden["csrfmiddlewaretoken"]
        return self.post("/sign-in/", {"csrfmiddlewaretoken": token, "name": name, "passphrase": passphrase})

    def hang_up(self) -> None:
        self._line.close()

    def send(self, path: str, fields: Mapping[str, str]) -> None:
        """Send a form without waiting for the answer; hang up next."""
        self._line.request("POST", path, urlencode(fields), self._headers | FORM)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _ask(self, method: str, path: str, body: str | None = None) -> Page:
        headers = self._headers | (FORM if body is not None else {})
        try:
            self._line.request(method, path, body, headers)
            answer = self._line.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self._line.close()
            raise
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Page(answer.status, answer.headers.get("Location", ""), text)


def next_form(page: Page, words: str) -> dict[str, str] | None:
    """What a person sends from this page to go round and round in a story; None when it is not their turn."""
    wanted = ("ready", "offer", "choose:got_it", "choose:more")
    do = next((each for each in wanted if each in page.buttons), None)
    if do is None or (do == "offer" and "textarea" not in page.text):
        return None
    return {**page.hidden, "do": do} | ({"text": words} if do == "offer" else {})
