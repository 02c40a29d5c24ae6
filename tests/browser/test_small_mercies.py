"""Small things that help whoever writes: hints nobody else reads, folds with a field, a lock in mid-word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from browser.house import House
from browser.phones import PASSPHRASES, Phone
from browser.wire import Wire, play

Two = tuple[Wire, Wire]
HAS_FOCUS = "document.activeElement.name ?? document.activeElement.tagName"


def test_a_word_that_accuses_is_met_by_a_hint_and_never_in_the_way(
    asked: str, wires: Two, phone: Callable[..., Phone]
) -> None:
    play(*wires, until="feel")
    bo = phone("Bo").go(asked)
    hint = bo.page.locator("[data-beneath]")
    expect(hint).to_be_hidden()
    bo.own_feeling("Ignored")
    expect(hint).to_contain_text("ignored")
    expect(bo.page.locator("[data-feelings]")).to_contain_text("Ignored")
    hint.get_by_role("button", name="lonely").click()
    bo.holds("", field="own_feeling")
    expect(bo.page.locator("[data-feelings]")).to_have_text("Offer “lonely”")
    hint.get_by_role("button", name="lonely").click()
    bo.own_feeling("unheard").press("offer")
    phone("Ada").go(asked).reads("unheard")


def test_a_fold_leads_into_its_field(asked: str, wires: Two, phone: Callable[..., Phone]) -> None:
    play(*wires, until="checking")
    ada = phone("Ada").go(asked)
    ada.page.locator("details:has([name=text_add]) > summary").press("Enter")
    ada.page.wait_for_function(f"{HAS_FOCUS} === 'text_add'")


def test_whoever_goes_by_keyboard_is_not_sent_back_to_the_start_of_the_page(
    asked: str, wires: Two, phone: Callable[..., Phone]
) -> None:
    play(*wires, until="mirroring")
    ada = phone("Ada").go(asked).sees("Bo is mirroring")
    ada.page.locator("button[value=take_back]").focus()
    wires[1].send("offer", text="So you wait.")
    ada.sees("Did Bo get it")
    assert ada.page.evaluate("document.activeElement.tagName") == "H1"


def test_words_typed_at_the_moment_of_locking_are_there_after_opening(
    asked: str, wires: Two, browser: Browser, house: House
) -> None:
    play(*wires, until="speaking")
    ada = Phone(browser, house.address, "Ada").sign_in().go(asked)  # a sign-in of its own: others stay open
    other = ada.tab().go("/")
    ada.page.locator("#step [name=text]").press_sequentially("I wake up early and I wait")
    other.page.locator("form[action='/lock/'] button").click()
    ada.page.wait_for_selector("[name=passphrase]")
    ada.page.fill("[name=passphrase]", PASSPHRASES["Ada"])
    ada.tap("Open")
    ada.sees("Say what").holds("I wake up early and I wait")
    ada.close()


def test_other_windows_hide_what_they_show_as_soon_as_the_place_is_locked(
    asked: str, wires: Two, browser: Browser, house: House
) -> None:
    play(*wires, until="speaking")
    ada = Phone(browser, house.address, "Ada").sign_in().go("/us/")
    writing, talking, home = ada.tab().go("/talk/new/"), ada.tab().go(asked), ada.tab().go("/")
    writing.page.fill("[name=text]", "Sunday mornings")
    home.page.locator("form[action='/lock/'] button").click()
    for shown in (ada, talking):
        shown.page.wait_for_selector("[name=passphrase]")
    expect(writing.page.locator("h1")).to_be_hidden()
    expect(writing.page.locator("body")).to_contain_text("This place is locked.")
    home.page.fill("[name=passphrase]", PASSPHRASES["Ada"])
    home.tap("Open")
    expect(writing.page.locator("[name=text]")).to_be_visible()
    expect(writing.page.locator("[name=text]")).to_have_value("Sunday mornings")
    home.go("/us/").page.locator("a[href*='/room/']").first.click()
    home.page.locator("form button[name=script]").first.click()
    expect(home.page.locator(".room")).to_be_visible()
    expect(writing.page.locator("h1")).to_be_hidden()
    expect(home.page.locator(".room")).to_be_visible()
    assert ada.complaints == []
    ada.close()


@pytest.mark.parametrize("size", [(390, 844), (390, 480)])
def test_the_pieces_the_field_and_the_button_of_the_summary_are_in_sight_together(
    asked: str, wires: Two, phone: Callable[..., Phone], size: tuple[int, int]
) -> None:
    play(*wires, until="more")
    ada, bo_wire = wires
    for _ in range(4):
        ada.send("choose:more")
        ada.send("offer", text="The house is quiet, I make coffee for two, and I listen for steps. " * 3)
        bo_wire.send("offer", text="you listen")
        ada.send("choose:got_it")
    ada.send("choose:all")
    bo = phone("Bo", size=size).go(asked).sees("Take it all together")
    bo.write("You wait.")
    top = "e => e.getBoundingClientRect().top"
    bottom = "e => e.getBoundingClientRect().bottom"
    button = bo.page.locator("button[value=offer]")
    assert bo.page.locator(".kept").evaluate(top) >= 0
    assert bo.page.locator(".compose textarea").evaluate(bottom) <= button.evaluate(top)
    assert button.evaluate(bottom) <= size[1]


def test_what_was_said_aloud_of_the_page_before_is_gone_after_ones_own_act(
    asked: str, wires: Two, phone: Callable[..., Phone]
) -> None:
    play(*wires, until="mirroring")
    ada = phone("Ada").go(asked).sees("Bo is mirroring")
    wires[1].send("offer", text="So you wait.")
    status = ada.sees("Did Bo get it").page.locator("#say")
    expect(status).to_contain_text("Your turn. Did Bo get it")
    ada.choose("got_it").sees("Is there more")
    expect(status).to_have_text("")
