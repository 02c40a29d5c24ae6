"""Words typed in a tunnel, on a page that the phone puts away there: they come back, and lie nowhere plain."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.house import House
from browser.phones import PASSPHRASES, Phone
from browser.wire import Wire, play

Two = tuple[Wire, Wire]
WORDS = "I wake up early in Zinnober and I wait"
LIES = "Object.entries(sessionStorage).filter(([name]) => name.startsWith('words:'))"
LIES_THERE = f"() => ({LIES}).length > 0"
NOTHING_LIES = f"() => ({LIES}).length === 0"
# A browser lets the last words of a closing page through even while it plays being offline; a tunnel would not.
NO_GOODBYE = "document.getElementById('step').dataset.draft = '/nothing/here/'"


def lies(page: Page) -> list[list[str]]:
    """What waits in the tab, by name."""
    found: list[list[str]] = page.evaluate(LIES)
    return found


def type_in_a_tunnel(ada: Phone, words: str = WORDS, *, field: str = "text") -> None:
    ada.context.set_offline(True)
    ada.page.locator(f"#step [name={field}]").press_sequentially(words)
    ada.page.wait_for_function(LIES_THERE)
    ada.page.wait_for_timeout(100)  # the last letter is sealed, too


def put_away(ada: Phone) -> None:
    """The phone needs the room: nothing of the page is left but what the browser keeps for the tab, and no goodbye."""
    ada.page.evaluate(NO_GOODBYE)
    ada.page.goto("about:blank")
    ada.context.set_offline(False)


@pytest.fixture
def ada(asked: str, wires: Two, phone: Callable[..., Phone]) -> Phone:
    play(*wires, until="speaking")
    return phone("Ada").forgive("net::ERR_").go(asked).sees("Say what it is like")


def test_words_of_a_page_put_away_in_a_tunnel_are_back_in_their_field(ada: Phone, asked: str) -> None:
    type_in_a_tunnel(ada)
    (kept,) = lies(ada.page)
    assert "Zinnober" not in " ".join(kept)
    put_away(ada)
    ada.go(asked).holds(WORDS).is_kept(WORDS)
    ada.page.wait_for_function(NOTHING_LIES)


def test_without_the_tunnel_nothing_lies_on_the_phone(ada: Phone) -> None:
    ada.page.locator("#text").press_sequentially(WORDS)
    ada.is_kept(WORDS)
    assert lies(ada.page) == []


def test_words_of_a_step_that_moved_on_meanwhile_are_in_the_pocket(
    ada: Phone, asked: str, wires: Two
) -> None:
    type_in_a_tunnel(ada)
    put_away(ada)
    wires[0].send("offer", text="sent from another device")
    ada.go(asked).sees("Bo is mirroring")
    expect(ada.page.locator(".told.moved")).to_contain_text("kept in your pocket")
    wires[1].send("choose:smaller")
    ada.sees("Say what it is like")
    expect(ada.page.locator(".thoughts")).to_contain_text(WORDS)
    assert lies(ada.page) == []


def test_newer_words_are_not_written_over(ada: Phone, asked: str, phone: Callable[..., Phone]) -> None:
    type_in_a_tunnel(ada)
    laptop = phone("Ada").go(asked)
    laptop.page.locator("#text").press_sequentially("written on the laptop since")
    laptop.is_kept("on the laptop since")
    put_away(ada)
    ada.go(asked).sees("Say what it is like")
    expect(ada.page.locator(".thoughts")).to_contain_text(WORDS)
    assert ada.page.locator("#text").input_value() == "written on the laptop since"


def test_a_thought_nobody_has_set_aside_yet_outlives_the_page_as_well(
    asked: str, wires: Two, phone: Callable[..., Phone]
) -> None:
    play(*wires, until="speaking")
    bo = phone("Bo").forgive("net::ERR_").go(asked)
    bo.page.locator("details.pocket > summary").click()
    type_in_a_tunnel(bo, field="thought_text")
    put_away(bo)
    bo.go(asked).holds(WORDS, field="thought_text")
    bo.touch("pocket")
    expect(bo.page.locator(".thoughts")).to_contain_text(WORDS)
    bo.page.wait_for_function(NOTHING_LIES)


@pytest.mark.parametrize("way", ["lock", "sign-out"])
def test_after_locking_or_signing_out_nothing_lies_there(
    asked: str, wires: Two, browser: Browser, house: House, way: str
) -> None:
    play(*wires, until="speaking")
    ada = Phone(browser, house.address, "Ada").forgive("net::ERR_").sign_in().go(asked)
    type_in_a_tunnel(ada)
    put_away(ada)
    ada.go("/mine/")
    assert lies(ada.page)
    ada.page.evaluate("sessionStorage.setItem('hints:/talk/1/speaking.1', '[[1],[1]]')")
    ada.page.locator(f"form[action='/{way}/'] button").first.click()
    ada.page.wait_for_url("**/unlock/**" if way == "lock" else ada.address + "/")
    ada.page.wait_for_function(NOTHING_LIES)
    assert not ada.page.evaluate("Object.keys(sessionStorage).some((each) => each.startsWith('hints:'))")
    if way == "lock":
        ada.page.fill("[name=passphrase]", PASSPHRASES["Ada"])
        ada.tap("Open")
        ada.go(asked).holds("")
    ada.close()


def test_words_sealed_for_another_sign_in_are_thrown_away(ada: Phone, asked: str) -> None:
    """What somebody else finds in this tab opens nothing, and what does not open is not kept."""
    ada.page.evaluate("at => sessionStorage.setItem(at, 'AAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAA')",
                      f"words:{asked}speaking.1")  # fmt: skip
    ada.go(asked).sees("Say what it is like")
    ada.page.wait_for_function(NOTHING_LIES)
    assert ada.page.evaluate("document.querySelector('script[data-key]')") is None
