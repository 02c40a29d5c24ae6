"""Somebody who keeps talking through everything: who sends a move again until the answer has come."""

from __future__ import annotations

import http.client
import time

from visitor import Page, Visitor, next_form

MOVED = 303
REST = 0.005


class Talker:
    """One person: what was acknowledged to them, and the form they still hold in their hand."""

    def __init__(self, name: str, visitor: Visitor, path: str) -> None:
        self.name, self.visitor, self.path = name, visitor, path
        self.acknowledged: list[str] = []
        self.said: list[str] = []
        self.sent_again = 0
        self.surprises: list[str] = []
        self.broken: Exception | None = None
        self._held: dict[str, str] | None = None

    def talk(self) -> None:
        """Make moves until the line breaks."""
        try:
            if self._held:
                self.sent_again += 1
                self._send(self._held)
            while True:
                self._turn()
        except (OSError, http.client.HTTPException) as broken:
            self.broken = broken
            self.visitor.hang_up()

    def _turn(self) -> None:
        page = self.visitor.get(self.path)
        if page.status != 200:
            self.surprises.append(f"{page.status} for a page")
        form = next_form(page, f"{self.name} says word {len(self.said)}.")
        if form is None:
            time.sleep(REST)
            return
        self._held = form
        self._send(form)

    def _send(self, form: dict[str, str]) -> None:
        answer: Page = self.visitor.post(self.path, form)
        self._held = None
        if answer.status != MOVED:
            self.surprises.append(f"{answer.status} for {form['do']}")
            return
        self.acknowledged.append(form["move_id"])
        if "text" in form:
            self.said.append(form["text"])
