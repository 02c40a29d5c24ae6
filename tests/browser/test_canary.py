"""A whole dialogue in marked words, and then a search for each of them in everything that the server left anywhere."""

from __future__ import annotations

import base64
import http.client
import re
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.asking import say_yes
from browser.house import House
from browser.phones import PASSPHRASES, Phone, two_together

NAMES = "Ada Zinnoberquell", "Bo Zinnoberfluss"
TOPIC, WHEN = "Zinnobersonntag im Garten", "nach Zinnoberabend"
PIECE, MIRROR, DRAFT = (
    "I wait at the Zinnobertor.",
    "you wait at the Zinnobertor, Zinnoberspiegel",
    "half a Zinnoberentwurf",
)
THOUGHT, FEELING, NOTE = "my Zinnobertasche", "zinnoberbang", "until Zinnobermorgen"
SUMMARY, SENSE, THANKS = "the whole Zinnobersumme", "a Zinnobersinn", "thank you for Zinnoberdank"
CANARIES = sorted(set(re.findall(r"\w*[Zz]innober\w*", " ".join(
    [*NAMES, TOPIC, WHEN, PIECE, MIRROR, DRAFT, THOUGHT, FEELING, NOTE, SUMMARY, SENSE, THANKS]))))  # fmt: skip
RING = re.compile(r"|retry: \d+|:|data:|id: \d+|event: (turn|presence)")


@pytest.fixture
def own_house(tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "data"
    folder.mkdir()
    house = House(folder).open()
    yield house
    house.close()


def test_no_word_that_was_typed_can_be_found_afterwards(browser: Browser, own_house: House) -> None:
    ada, bo = (Phone(browser, own_house.address, name) for name in NAMES)
    asked_for: list[str] = []
    for person in (ada, bo):
        person.context.on("request", lambda request: asked_for.append(request.url))
    two_together(ada, bo)
    secrets = [*CANARIES, ada.recovery_code, ada.recovery_code.replace("-", ""), *PASSPHRASES.values()]
    ada.ask(TOPIC)
    agree_on_a_time(ada, bo)
    heard = Listener(own_house.port, ada)
    talk(ada, bo)
    assert left_behind(own_house, secrets) == []
    finish(ada, bo)
    assert ada.go("/talk/").page.get_by_text("The words are kept").count() == 1
    assert left_behind(own_house, secrets) == []
    assert found_in("\n".join(asked_for).encode(), CANARIES) == []
    assert [line for line in heard.lines() if not RING.fullmatch(line)] == []
    assert [line for line in heard.lines() if line.startswith("id: ")]
    for person in (ada, bo):
        assert found_in(person.page.evaluate(STORED).encode(), secrets) == []
        assert person.complaints == []
        person.close()
    own_house.close()
    heard.hang_up()
    assert left_behind(own_house, secrets) == []


STORED = """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, await caches.keys(),
  await indexedDB.databases(), document.cookie])"""


def agree_on_a_time(ada: Phone, bo: Phone) -> None:
    """Some words about another time, and then now."""
    bo.go("/").page.get_by_role("link", name="Another time").click()
    bo.page.get_by_text("Another time").click()
    bo.page.fill("[name=words]", WHEN)
    bo.tap("Offer this time")
    ada.go("/").page.get_by_role("link", name="Answer").click()
    ada.sees("names another time").reads(WHEN).tap("Another time")
    ada.tap("Now would suit me")
    ada.sees("You named another time")
    say_yes(bo)
    ada.sees("You are here")


def talk(ada: Phone, bo: Phone) -> None:
    """Up to the middle, with a draft, a pocket, a pause and a note on leaving."""
    for person in (ada, bo):
        person.sees("You are here").press("ready")
    for person in (ada, bo):
        person.sees("Breathe out").press("ready")
    bo.sees("is finding words").pocket(THOUGHT)
    ada.sees("Say what it is like").offer(PIECE)
    bo.sees("Mirror").reads(PIECE).write(DRAFT)
    bo.is_kept(DRAFT)
    bo.aside("leave", "leave", NOTE).sees("You stopped").press("resume").sees("Mirror").holds(DRAFT)


def finish(ada: Phone, bo: Phone) -> None:
    bo.offer(MIRROR)
    ada.sees("get it?").choose("got_it").choose("all")
    bo.sees("Take it all together").offer(SUMMARY)
    ada.sees("Is that all of it?").choose("all")
    bo.sees("Make sense").offer(SENSE)
    ada.sees("Does it reach you?").choose("reaches")
    bo.sees("I imagine").own_feeling(FEELING).press("offer")
    ada.sees("What fits?").tick(FEELING).press("offer")
    bo.sees("Say it back").reads(FEELING).choose("said")
    for step, do in (
        ("one whole story", "enough"),
        ("Thank", ""),
        ("Take it in", "ready"),
        ("What do you want to keep", "keep"),
    ):
        for person in (ada, bo):
            person.sees(step)
            person.offer(THANKS) if not do else person.press("ready") if do == "ready" else person.choose(do)


class Listener:
    """Somebody with Ada's cookies who writes down every byte of her event stream."""

    def __init__(self, port: int, person: Phone) -> None:
        cookies = "; ".join(f"{each['name']}={each['value']}" for each in person.context.cookies())
        path = "/live/" + person.page.url.rstrip("/").rpartition("/")[2] + "/"
        self.line = http.client.HTTPConnection("localhost", port, timeout=60)
        self.line.request("GET", path, headers={"Cookie": cookies})
        self.answer = self.line.getresponse()
        assert self.answer.status == 200
        self.heard = b""
        self.ear = threading.Thread(target=self._listen, daemon=True)
        self.ear.start()

    def _listen(self) -> None:
        while piece := self.answer.read1(1024):
            self.heard += piece

    def hang_up(self) -> None:
        """Wait for the last byte, which comes when the house closes."""
        self.ear.join(10)
        self.answer.close()
        self.line.close()

    def lines(self) -> list[str]:
        return self.heard.decode().split("\n")


def left_behind(house: House, words: list[str]) -> list[str]:
    """The words that stand in the database, its log of writes, a temporary file, or that the terminal has shown."""
    kept = {
        file.name: file.read_bytes()
        for place in (house.folder, house.passing)
        for file in place.rglob("*")
        if file.is_file()
    }
    assert "withness.sqlite3" in kept
    assert "Ctrl+C" in house.said
    kept["terminal"] = house.said.encode()
    return sorted(f"{name}: {word}" for name, content in kept.items() for word in found_in(content, words))


def found_in(kept: bytes, words: list[str]) -> list[str]:
    lowered = kept.lower()
    return [word for word in words if any(form.lower() in lowered for form in forms_of(word))]


def forms_of(word: str) -> Iterator[bytes]:
    """The word as text, as wide text, as hex, and as base64 wherever it may begin."""
    plain = word.encode()
    yield from (plain, word.encode("utf-16-le"), plain.hex().encode())
    for shift in range(3):
        yield base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4]


def test_the_search_finds_what_is_there(own_house: House) -> None:
    """A control: plain text in a row, and base64 in the journal, are found."""
    database = sqlite3.connect(own_house.folder / "withness.sqlite3")
    database.execute("CREATE TABLE plain (words TEXT)")
    database.execute("INSERT INTO plain VALUES (?)", [PIECE])
    database.commit()
    (own_house.passing / "upload").write_bytes(base64.b64encode(b"..." + FEELING.encode() + b"..."))
    own_house.said_before = f"error in {THANKS}"
    found = left_behind(own_house, CANARIES)
    database.close()
    assert {each.partition(": ")[2] for each in found} == {"Zinnobertor", FEELING, "Zinnoberdank"}
