"""The forms of a dialogue without a page around them: what a browser sends, as fast as the server answers."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from visitor import Page, Visitor

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
TOKEN = "csrfmiddlewaretoken"
LET_GO = "choose:let_go"

Turn = tuple[str, int, str, dict[str, str]]

STORY: tuple[Turn, ...] = (
    # the state before, who acts (0 asked, 1 was asked), the button, what is typed
    ("arriving", 0, "ready", {}),
    ("arriving, one is here", 1, "ready", {}),
    ("grounding", 0, "ready", {}),
    ("grounding, one is ready", 1, "ready", {}),
    ("speaking", 0, "offer", {"text": "On Sundays I wake early and I wait for you."}),
    ("mirroring", 1, "offer", {"text": "you wake early on Sundays and wait"}),
    ("checking", 0, "choose:got_it", {}),
    ("more", 0, "choose:all", {}),
    ("summary", 1, "offer", {"text": "you wake early and wait, and it is long"}),
    ("summary check", 0, "choose:all", {}),
    ("sense", 1, "offer", {"text": "waiting is long when nobody comes"}),
    ("sense check", 0, "choose:reaches", {}),
    ("feel", 1, "offer", {"feelings": "lonely"}),
    ("fits", 0, "offer", {"feelings": "lonely"}),
    ("say back", 1, "choose:said", {}),
    ("next", 0, "choose:change", {}),
    ("next, one has chosen", 1, "choose:enough", {}),
    ("thank", 0, "offer", {"text": "how you stayed with it"}),
    ("thank, one is ready", 1, "offer", {"text": "for telling me"}),
    ("thanked", 0, "ready", {}),
    ("thanked, one goes on", 1, "ready", {}),
    ("keep", 0, "choose:keep", {}),
    ("keep, one has chosen", 1, "choose:keep", {}),
)
"""One story from arriving to what stays, with the name of each state on the way."""
STATES = (*(turn[0] for turn in STORY), "ended")


class Wire:
    """One person's cookies, and the forms they send."""

    def __init__(self, port: int, cookies: Mapping[str, str]) -> None:
        self._visitor, self._token, self.path = Visitor(port, cookies), "", ""

    def page(self, path: str = "") -> str:
        return self._hung_up(self._visitor.get(path or self.path)).text

    def hidden(self, path: str = "") -> dict[str, str]:
        """The fields of the page's form that nobody types."""
        found = {name: html.unescape(value) for name, value in HIDDEN.findall(self.page(path))}
        self._token = found.get(TOKEN, self._token)
        return found

    def post(self, fields: Mapping[str, str], path: str = "") -> Page:
        return self._hung_up(self._visitor.post(path or self.path, fields))

    def _hung_up(self, answer: Page) -> Page:
        self._visitor.hang_up()  # the house may be another one when the next form is sent
        return answer

    def send(self, do: str, **typed: str) -> Page:
        """Touch a button of the dialogue's page; it has to be accepted.

        A page is fetched for what it says of the words (their stem); other buttons need nothing of it.
        """
        fields = self.hidden() if do == "offer" or not self._token else {TOKEN: self._token}
        answer = self.post({**fields, **typed, "do": do})
        assert answer.status in (302, 303), (do, answer.status, answer.text)
        return answer

    def ask(self, topic: str, other: Wire, script: str = "whole-dialogue") -> str:
        """Ask the other, who says yes: both are at the dialogue that opens."""
        fields = self.hidden("/talk/new/")
        asked = self.post({**fields, "text": topic, "when": "now", "script": script}, "/talk/new/")
        opened = other.post({**other.hidden(asked.leads_to), "do": "yes"}, asked.leads_to)
        self.path = other.path = opened.leads_to
        return self.path

    @property
    def seq(self) -> int:
        """How many moves the log has."""
        found = re.search(r'data-seq="(\d+)"', self.page())
        assert found, "no dialogue page"
        return int(found[1])

    @property
    def version(self) -> str:
        """What a page fetched now would show."""
        found = re.search(r'data-version="([^"]*)"', self.page())
        assert found, "no dialogue page"
        return html.unescape(found[1])

    def let_go(self, other: Wire) -> None:
        """End whatever is open: the dialogue is closed and all of it let go."""
        both = (self, other)
        for one in both:
            if 'value="pace:live"' in one.page():  # what a test left in the room comes back first
                one.send("pace:live")
        for _ in range(3):
            pages = [one.page() for one in both]
            if "choose:" not in pages[0] and 'name="do"' not in pages[0]:
                return
            asked = [one for one, page in zip(both, pages, strict=True) if f'value="{LET_GO}"' in page]
            if not asked:
                self.send("close")
            for one in asked:
                one.send(LET_GO)


def play(ada: Wire, bo: Wire, until: str) -> None:
    """Go through the story up to the state of that name."""
    for turn in STORY[: STATES.index(until)]:
        take(ada, bo, turn)


def take(ada: Wire, bo: Wire, turn: Turn) -> None:
    _, seat, do, typed = turn
    (ada, bo)[seat].send(do, **typed)
