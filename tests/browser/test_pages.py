"""Every page in every state, looked at once: accessible, large enough, calm, never wider than the phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from browser.eyes import complaints_about
from browser.house import House
from browser.phones import Phone
from browser.wire import STORY, Wire, play, take

NOBODYS = ["/", "/begin/", "/sign-in/", "/recover/", "/join/", "/about/", "/breathe/", "/care/",
           "/nothing/here/", "/room/", "/practise/circle/print/"]  # fmt: skip
ALONE = ["/", "/talk/", "/talk/new/", "/us/", "/us/new/", "/practise/", "/mine/", "/recovery-code/"]
TOGETHER = ["/", "/talk/", "/talk/new/", "/us/", "/mine/", "/mine/passphrase/", "/mine/recovery-code/",
            "/mine/sign-ins/", "/unlock/"]  # fmt: skip


ALIKE = ("arriving", "grounding", "next", "thank", "thanked", "keep")
"""States in which nobody has begun and both see the same page: looked at once."""


def look(person: Phone, *paths: str) -> dict[str, list[str]]:
    """What is wrong with each of these pages."""
    found = {}
    for path in paths:
        person.go(path)
        found[path] = complaints_about(person.page)
    return {path: wrong for path, wrong in found.items() if wrong}


@pytest.fixture
def stranger(browser: Browser, house: House) -> Phone:
    return Phone(browser, house.address, "Ada Alone")


def test_the_pages_of_nobody(still: Browser, house: House) -> None:
    nobody = Phone(still, house.address, "Nobody")
    assert look(nobody, *NOBODYS) == {}
    assert nobody.complaints == []
    nobody.close()


def test_forms_that_say_what_needs_care(stranger: Phone) -> None:
    """Refused forms, which come back with what was typed and a sentence."""
    wrong: dict[str, list[str]] = {}
    stranger.go("/begin/").page.fill("[name=name]", "Ada")
    stranger.page.fill("[name=passphrase]", "short")
    stranger.tap("Go on")
    wrong["begin"] = complaints_about(stranger.page)
    stranger.go("/sign-in/").page.fill("[name=name]", "Nobody")
    stranger.page.fill("[name=passphrase]", "not a passphrase of anybody")
    stranger.page.locator("form button").filter(has_text="Sign in").click()
    stranger.page.wait_for_selector(".error, [role=alert]")
    wrong["sign in"] = complaints_about(stranger.page)
    stranger.go("/join/").page.fill("[name=invitation]", "9999999999")
    stranger.tap("Go on")
    wrong["join"] = complaints_about(stranger.page)
    assert {name: found for name, found in wrong.items() if found} == {}
    assert stranger.complaints == []
    stranger.close()


def test_from_alone_to_a_shared_space_to_its_end(browser: Browser, still: Browser, house: House) -> None:
    ada, bo = (Phone(browser, house.address, f"{name} Anew") for name in ("Ada", "Bo"))
    ada_looks = beside(ada.begin(), still)
    wrong = {"alone": look(ada_looks, *ALONE)}
    code = ada.open_space()
    invite = ada.page.url.removeprefix(ada.address)
    wrong["invited"] = look(ada_looks, invite, "/", "/us/")
    bo_looks = beside(bo.begin().join(code), still)
    wrong["asking"] = look(ada_looks, invite) | {"joining": complaints_about(bo.page)}
    ada_looks.go("/care/")  # the page that waits for Bo would fetch itself in the middle of the next look
    ada.go(invite).confirm()
    leave = invite.replace("invite", "leave")
    wrong["together"] = look(bo_looks, "/", "/us/") | look(ada_looks, leave)
    path = closed_in_the_middle(ada, bo, leave)
    wrong["closed"] = look(bo_looks, path, "/", "/talk/", "/us/") | look(ada_looks, path)
    assert [found for found in wrong.values() if any(found.values())] == []
    for each in (ada, bo, ada_looks, bo_looks):
        assert each.complaints == []
        each.close()


def beside(person: Phone, still: Browser) -> Phone:
    """The same person at a glass that is only looked at."""
    return Phone(still, person.address, person.name, cookies=person.context.storage_state())


def wire_of(person: Phone) -> Wire:
    """The forms of somebody who began on this phone."""
    kept = {each["name"]: each["value"] for each in person.context.cookies()}
    return Wire(int(person.address.rpartition(":")[2]), kept)


def closed_in_the_middle(ada: Phone, bo: Phone, leave: str) -> str:
    """A space is closed while a dialogue runs: it freezes for both, and what was said can be read there."""
    wires = wire_of(ada), wire_of(bo)
    path = wires[0].ask("Sunday mornings", wires[1])
    play(*wires, until="checking")
    bo.go(path).sees("is listening")
    ada.go(leave).page.fill("[name=passphrase]", "lantern gravel pillow orbit")
    ada.page.locator("main form button.btn").last.click()
    ada.page.wait_for_url("**/us/")
    bo.look_again().sees("The shared space is closed")
    return path


def test_the_places_of_two_who_share_a_space(still: Browser, phone: Callable[..., Phone]) -> None:
    ada = phone("Ada", still)
    assert look(ada, *TOGETHER) == {}


@pytest.mark.parametrize("name", ["Ada", "Bo"])
def test_every_state_of_a_dialogue(
    asked: str, wires: tuple[Wire, Wire], still: Browser, phone: Callable[..., Phone], name: str
) -> None:
    person = phone(name, still)
    wrong: dict[str, list[str]] = {}
    for turn in STORY:
        if name == "Ada" or turn[0] not in ALIKE:
            wrong |= {f"{turn[0]} {path}": found for path, found in look(person, asked).items()}
        take(*wires, turn)
    wrong |= look(person, asked, f"{asked}words/", "/talk/")
    assert wrong == {}


def test_pauses_leaving_and_home_in_the_middle(
    asked: str, wires: tuple[Wire, Wire], still: Browser, phone: Callable[..., Phone]
) -> None:
    ada, bo = (phone(name, still) for name in ("Ada", "Bo"))
    wrong = look(bo, "/", "/talk/")
    play(*wires, until="mirroring")
    wires[1].send("pocket", thought_text="but I was only tired")
    wrong |= look(bo, asked, f"{asked}pause/", f"{asked}leave/", f"{asked}?aloud=1", "/") | look(ada, "/")
    for act, typed in (("pause:20", {}), ("leave", {"text": "after supper"})):
        wires[1].send(act, **typed)
        for person, paths in ((ada, (asked, "/")), (bo, (asked,))):
            wrong |= {f"{act} {path}": found for path, found in look(person, *paths).items()}
        wires[1].send("resume")
    assert wrong == {}


def test_locked_shows_nothing_also_by_going_back(browser: Browser, house: House, asked: str) -> None:
    ada = Phone(browser, house.address, "Ada").sign_in().go(asked).sees("You are here.")
    ada.go("/mine/").page.locator("form[action$='/lock/'] button").first.click()
    ada.page.wait_for_url("**/unlock/**")
    assert complaints_about(ada.page) == []
    for _ in range(2):
        ada.page.go_back()
        ada.page.wait_for_load_state()
        assert "Sunday mornings" not in ada.page.content()
    ada.go(asked).page.wait_for_selector("[name=passphrase]")
    assert "Sunday mornings" not in ada.page.content()
    assert not re.search("Sunday|mornings", ada.page.evaluate(STORED))
    assert ada.complaints == []
    ada.close()


STORED = """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, await caches.keys(),
  await indexedDB.databases(), (await navigator.serviceWorker.getRegistrations()).length])"""


@pytest.mark.parametrize("glass", ["browser", "still"])
def test_the_eyes_see_what_is_wrong(request: pytest.FixtureRequest, house: House, glass: str) -> None:
    """A control: a page with known faults is told apart from one that is well, also where no picture is drawn."""
    stranger = Phone(request.getfixturevalue(glass), house.address, "Nobody")
    told = " ".join(seen_in(stranger, BROKEN))
    for fault in ("headings: 1", "small:", "wide:", "color-contrast", "label", "html-has-lang", "moving:"):
        assert fault in told
    assert [each[:25] for each in seen_in(stranger, PALE)] == ["390 dark: color-contrast:"]
    stranger.page.evaluate("fetch('http://elsewhere.example/').catch(() => 0)")
    stranger.go("/about/").page.evaluate("fetch('http://elsewhere.example/').catch(() => 0)")
    stranger.page.evaluate("document.body.append(Object.assign(document.createElement('style'), {}))")
    stranger.page.evaluate("document.body.lastChild.textContent = 'p { color: red }'")
    heard = " ".join(stranger.complaints)
    assert "ERR_NAME_NOT_RESOLVED" in heard
    assert "policy: connect-src" in heard
    assert "policy: style-src" in heard
    stranger.close()


def seen_in(person: Phone, body: str) -> list[str]:
    """What is wrong with a page that says this."""
    person.page.unroute_all()
    person.page.route("**/broken/", lambda route: route.fulfill(content_type="text/html", body=body))
    return complaints_about(person.go("/broken/").page)


BROKEN = """<!doctype html><title>Broken</title><h1>One</h1><h1>Two</h1><input><button>x</button>
<p style="color: #ddd; width: 1400px">Pale and wide</p>
<style>@keyframes turn { to { rotate: 1turn } } h1 { animation: turn 9s infinite }</style>"""

PALE = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Pale</title><main>
<style>p { position: relative } @media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }
@media (width < 500px) { i { position: absolute; inset: 0; background: #fff } }</style>
<i></i><h1>Words</h1><p>on a phone in the dark</p></main>"""
"""Well in the light, and in the dark on a desk."""
