"""In the room: one phone between two people, by touch, by keyboard, without a network, and with a curtain."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Unpack

import msgspec
import pytest
from playwright.sync_api import Browser, expect

from browser.eyes import complaints_about
from browser.house import House
from browser.phones import How, Phone
from cast import PASSPHRASES
from protocol.strolls import stroll, walk, ways_after_a_leaving
from withness.protocol.deck import deck_of
from withness.scripts import names, script_named

STRAIGHT_ON = ("ready", "said", "choose:got_it", "choose:all", "choose:complete", "choose:yes", "choose:reaches",
               "choose:said", "choose:enough")  # fmt: skip
NO_LINE = "Failed to load|ERR_|Failed to convert|FetchEvent"


class Between:
    """The phone that lies between two people."""

    def __init__(self, phone: Phone) -> None:
        self.phone, self.page = phone, phone.page

    def glows(self) -> list[str]:
        """Whose side has something to do now, the near one first."""
        found: list[str] = self.page.eval_on_selector_all(
            ".side.glows", "sides => sides.map(side => side.classList.contains('near') ? 'near' : 'far')"
        )
        return found

    def acts(self, side: str) -> list[str]:
        found: list[str] = self.page.eval_on_selector_all(
            f".{side} [data-act]", "buttons => buttons.map(button => button.dataset.act)"
        )
        return found

    def touch(self, side: str, act: str) -> Between:
        self.page.locator(f'.{side} [data-act="{act}"]').tap()
        return self

    def prompt(self, side: str) -> str:
        return " ".join(self.page.locator(f".{side} .large").all_inner_texts())

    def go_on(self) -> bool:
        """Touch what leads straight on, on whichever side it is; false at the end."""
        for side in self.glows():
            ways = [act for act in STRAIGHT_ON if act in self.acts(side)]
            ways += [act for act in self.acts(side) if act.startswith("choose:")]
            if ways:
                self.touch(side, ways[0])
                return True
        return False

    def to(self, step: str) -> Between:
        """Go on until this step."""
        while self.stored()["place"]["step"] != step:
            assert self.go_on(), step
        return self

    def stored(self) -> dict[str, object]:
        kept: dict[str, object] = self.page.evaluate(
            "JSON.parse(sessionStorage[`room:${location.pathname}`])"
        )
        return kept


@pytest.fixture
def between(browser: Browser, house: House) -> Iterator[Callable[..., Between]]:
    """Hand out phones of nobody that lie in the room; none of them may have complained."""
    handed: list[Phone] = []

    def take(path: str = "/room/whole-dialogue/", *, begins: str = "near", **how: Unpack[How]) -> Between:
        how.setdefault("touch", True)
        handed.append(phone := Phone(browser, house.address, "Nobody", **how).go(path))
        here = Between(phone)
        return here.touch(begins, "begin") if begins else here

    yield take
    complaints = [phone.complaints for phone in handed if phone.complaints]
    for phone in handed:
        phone.close()
    assert complaints == []


def test_a_whole_dialogue_by_touch_without_an_account(between: Callable[..., Between]) -> None:
    here = between("/room/", begins="")
    here.page.get_by_role("link", name="The whole dialogue").first.tap()
    expect(here.page.locator(".near .large")).to_have_text("Who begins?")
    here.touch("far", "begin")
    here.to("speaking")
    assert here.glows() == ["far"], "whoever touched first speaks first"
    assert here.prompt("far") == "“What happened was…”"
    here.touch("far", "another")
    assert here.prompt("far") == "“What I feel is…”"
    here.touch("far", "said")
    assert here.glows() == ["near"]
    assert here.prompt("near") == "“What I hear you say is…”"
    here.touch("near", "said").touch("far", "choose:add")
    assert here.prompt("far") == "“The one thing to add is…”"
    here.touch("far", "said-first")
    assert here.stored()["place"]["step"] == "mirroring"
    steps = 0
    while here.go_on():
        steps += 1
        assert steps < 80
    assert here.prompt("near") == here.prompt("far") == "You talked."
    here.touch("near", "leave")
    here.page.wait_for_url("**/room/")
    assert here.page.evaluate("sessionStorage.length") == 0
    here.page.get_by_role("link", name="Five minutes with a child").first.tap()
    expect(here.page.locator(".near .large")).to_have_text("Who is the child?")
    here.touch("far", "begin").to("speaking")
    assert here.glows() == ["far"], "the child tells, on whichever side it sits"


def test_a_whole_dialogue_by_keyboard(between: Callable[..., Between]) -> None:
    here = between("/room/short-form/", begins="", size=(1280, 800))
    keys = here.page.keyboard
    keys.press("Enter")
    assert here.page.evaluate("document.activeElement.dataset.act") == "begin"
    keys.press("Enter")
    expect(here.page.locator(".keys")).to_be_visible()
    for press in range(60):
        before = here.stored()["place"]
        keys.press("Enter")
        if here.prompt("near") == "You talked.":
            break
        if press == 5:
            keys.press("Backspace")
            assert here.stored()["place"] == before
        if "Is there more?" in (here.prompt("near"), here.prompt("far")):
            keys.press("Tab")  # to "That is all for now"
    assert here.prompt("near") == "You talked."


def test_one_step_back_and_a_reload_that_keeps_the_place(between: Callable[..., Between]) -> None:
    here = between().to("speaking").touch("near", "said")
    expect(here.page.get_by_text("Back one step")).to_be_visible()
    here.page.locator("[data-act=undo]").tap()
    assert here.glows() == ["near"]
    expect(here.page.locator(".undo")).to_be_hidden()
    here.touch("near", "said").page.reload()
    assert here.glows() == ["far"]
    assert here.prompt("far") == "“What I hear you say is…”"
    kept = json.dumps(here.stored())
    assert len(re.findall("[a-z]{2,} [a-z]{2,}", kept)) == 0, "only names of steps, never a sentence"


def test_the_way_back_is_offered_for_ten_seconds(between: Callable[..., Between]) -> None:
    here = between(begins="")
    here.page.clock.install()
    here.touch("near", "begin")
    here.page.clock.fast_forward(9_000)
    expect(here.page.locator(".undo")).to_be_visible()
    here.page.clock.fast_forward(2_000)
    expect(here.page.locator(".undo")).to_be_hidden()
    here.to("speaking").page.clock.fast_forward(121_000)
    expect(here.page.locator(".hint")).to_have_text("A good moment to mirror.")
    assert here.glows() == ["near"], "nothing moves on by itself"


def test_the_phone_agrees_with_the_engine(between: Callable[..., Between]) -> None:
    """The twin on the phone arrives where the fold arrives, for random ways through every script."""
    walks, decks = [], {name: deck_of(script_named(name)) for name in names()}
    for name, deck in decks.items():
        script = script_named(name)
        for seed in range(6):
            walks.append(walk(name, list(stroll(script, deck, chance=Random(seed), longest=100))))
    walks += [walk("circle", way) for way in ways_after_a_leaving(script_named("circle"))]
    assert between(begins="").page.evaluate(TWIN, [msgspec.to_builtins(decks), walks]) == []


TWIN = """async ([decks, walks]) => {
  const twin = await import("/static/js/deck.js"), wrong = [];
  for (const { name, start, touches, places } of walks) {
    const deck = decks[name];
    let place = start.seq > 1 ? start : twin.begin(deck, { speaker: 0, seats: start.seats });
    touches.forEach((touch, index) => {
      const offered = twin.touchable(deck, place, touch.seat).map((button) => button.act);
      if (!offered.includes(touch.act)) wrong.push([deck.script, touch]);
      place = twin.touch(deck, place, touch);
      for (const key of Object.keys(places[index])) {
        const same = JSON.stringify(places[index][key]) === JSON.stringify(place[key]);
        if (!same) wrong.push([deck.script, index, touch, key, place[key]]);
      }
    });
  }
  return wrong.slice(0, 3);
}"""


@pytest.mark.parametrize("step", ["", "mirroring", "next", "end"])
def test_every_kind_of_step_is_well_made(between: Callable[..., Between], step: str) -> None:
    here = between(motion="reduce", begins="near" if step else "")
    if step == "end":
        while here.go_on():
            pass
    elif step:
        here.to(step)
    assert complaints_about(here.page) == []


def test_without_a_network_it_goes_on(browser: Browser, house: House) -> None:
    phone = Phone(browser, house.address, "Nobody", touch=True).forgive(NO_LINE)
    here = Between(phone.go("/room/whole-dialogue/")).touch("near", "begin").to("speaking")
    phone.page.evaluate("navigator.serviceWorker.ready")
    phone.page.wait_for_function("navigator.serviceWorker.controller !== null")
    house.close()
    try:
        phone.page.reload()
        assert here.glows() == ["near"]
        here.touch("near", "said")
        assert here.glows() == ["far"]
        phone.go("/room/appreciation/")
        expect(phone.page.locator(".near .large")).to_have_text("Who begins?")
        phone.go("/practise/short-form/print/")
        expect(phone.page.locator("h1")).to_have_text("The short form")
        phone.go("/talk/")
        expect(phone.page.locator("h1")).to_have_text("One phone, between you")
    finally:
        house.open()
    stored = phone.page.evaluate(STORED)
    assert stored
    assert not [path for path in stored if re.match("/(talk|us|mine|unlock|sign-in|join|live)/", path)]
    phone.close()


STORED = """async () => {
  const open = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const kept = await Promise.all(open.map((each) => each.keys()));
  return kept.flat().map((request) => new URL(request.url).pathname);
}"""


def in_the_room(ada: Phone, name: str = "The short form") -> Between:
    """Ada opens the room from inside, and lays her phone down."""
    ada.go("/us/").page.get_by_role("link", name="One phone, between you").first.click()
    ada.page.get_by_role("button", name=name).click()
    ada.page.wait_for_url(re.compile("/room/.+/$"))
    return Between(ada)


def test_behind_the_curtain_nothing_private_is_reached_also_by_going_back(
    browser: Browser, house: House, cookies: object
) -> None:
    ada = Phone(browser, house.address, "Ada", touch=True).sign_in()
    here = in_the_room(ada)
    expect(here.page.locator(".near .lead bdi")).to_have_text("Ada")
    expect(here.page.locator(".far .lead bdi")).to_have_text("Bo")
    here.touch("near", "begin").to("checking")
    assert here.prompt("near") == "Did Bo get it?"
    for path in ("/mine/", "/talk/", "/"):
        other = ada.tab().go(path)
        expect(other.page.locator("[name=passphrase]")).to_be_visible()
        other.page.close()
    ada.page.go_back()
    ada.page.wait_for_load_state()
    expect(ada.page.locator("[name=passphrase]")).to_be_visible()
    ada.page.go_forward()
    expect(ada.page.locator(".near .large")).to_have_text("Did Bo get it?")
    here.touch("near", "choose:got_it")
    while here.stored()["place"]["step"] != "keep":
        assert here.go_on()
    assert "choose:keep" not in here.acts("near")
    here.touch("near", "choose:talked").touch("far", "choose:talked")
    assert here.prompt("near") == "You talked."
    expect(here.page.locator(".near .note")).to_contain_text("all that is kept")
    with ada.page.expect_navigation(url="**/unlock/**"):
        here.touch("near", "leave")
    ada.page.fill("[name=passphrase]", PASSPHRASES["Ada"])
    ada.tap("Open")
    ada.page.wait_for_url("**/us/")
    house.spaces_are("child")
    here = in_the_room(ada, "Five minutes with a child")
    assert here.glows() == ["near", "far"], "who is the child is known here: nobody asks"
    here.touch("near", "ready").page.reload()
    here.touch("far", "ready")
    assert (here.prompt("near"), here.glows()) == ("Bo is telling.", ["far"])
    house.spaces_are("spouse")
    assert ada.complaints == []
    ada.close()


def test_every_dialogue_fits_on_one_small_page(between: Callable[..., Between]) -> None:
    pages, here = {}, between("/room/", begins="")
    for name in names():
        here.phone.go(f"/practise/{name}/print/")
        printed = here.page.pdf(prefer_css_page_size=True)
        pages[name] = re.findall(rb"/MediaBox \[0 0 (\d+)", printed)
    assert pages == {name: [b"420"] for name in names()}, "one page each, 420 points wide"
