"""Reloading, a second window, another device: the words are where the person left them, and one window writes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.house import House
from browser.phones import PATIENCE, Phone
from browser.wire import STORY, Wire, play, take


def glass(page: Page) -> str:
    """What the page says, without what changes from one visit to the next."""
    return page.locator("#stage").inner_text()


def test_at_every_step_a_reload_and_a_second_tab_show_the_same(
    asked: str, wires: tuple[Wire, Wire], phone: Callable[..., Phone]
) -> None:
    people = [phone("Ada").go(asked), phone("Bo").go(asked)]
    tabs = [each.tab().go(asked) for each in people]
    for turn in STORY:
        shown = [glass_when_settled(each, wires[seat]) for seat, each in enumerate(people)]
        for seat, tab in enumerate(tabs):
            assert glass_when_settled(tab, wires[seat]) == shown[seat], turn[0]
        for seat, each in enumerate(people):
            each.page.reload()
            assert glass(each.page) == shown[seat], turn[0]
        take(*wires, turn)


def glass_when_settled(person: Phone, wire: Wire) -> str:
    """The page once it shows what the server would show now; it has to get there by itself."""
    expect(person.page.locator("#stage")).to_have_attribute("data-version", wire.version, timeout=PATIENCE)
    return glass(person.page)


@pytest.mark.parametrize("state", ["speaking", "mirroring", "checking", "summary check", "sense", "thank"])
def test_typed_words_are_back_after_a_reload(
    asked: str, wires: tuple[Wire, Wire], phone: Callable[..., Phone], state: str
) -> None:
    play(*wires, until=state)
    seat = next(turn[1] for turn in STORY if turn[0] == state)
    writer, other = phone(("Ada", "Bo")[seat]).go(asked), phone(("Ada", "Bo")[1 - seat]).go(asked)
    if not writer.page.locator("#step textarea[name=text]").count():
        writer.page.locator("details.unfold > summary").first.click()
    field = writer.page.locator("#step textarea:not([name=thought_text]):visible").first
    field.press_sequentially("half a sent")
    name = field.get_attribute("name") or ""
    writer.is_kept("half a sent").page.reload()
    writer.holds("half a sent", field=name)
    other.page.reload()
    other.does_not_know("half a sent")


def test_a_phone_that_is_closed_in_the_middle_of_a_word_loses_none(
    asked: str, wires: tuple[Wire, Wire], phone: Callable[..., Phone], browser: Browser, house: House
) -> None:
    play(*wires, until="speaking")
    first = phone("Ada").go(asked)
    first.page.locator("#text").press_sequentially("On Sundays I wake up earl")
    first.is_kept("wake up earl")
    first.page.locator("#text").press_sequentially("y an")
    first.page.close(
        run_before_unload=True
    )  # within the pause: only what a closing page still sends can save it
    phone("Ada").go(asked).is_kept("wake up early an")
    other_device = Phone(browser, house.address, "Ada").sign_in().go(asked)
    other_device.holds("On Sundays I wake up early an")
    assert other_device.complaints == []
    other_device.close()


def test_one_window_writes_and_taking_over_is_a_choice(
    asked: str, wires: tuple[Wire, Wire], phone: Callable[..., Phone]
) -> None:
    play(*wires, until="speaking")
    phone_at_hand = phone("Ada").go(asked)
    laptop = phone_at_hand.tab().go(asked)
    phone_at_hand.page.locator("#text").press_sequentially("on the phone")
    expect(phone_at_hand.page.locator(".saved").first).to_have_text("Saved")
    laptop.page.locator("#text").press_sequentially("on the laptop")
    expect(laptop.page.locator(".elsewhere")).to_contain_text("another window")
    expect(laptop.page.locator("#text")).to_have_js_property("readOnly", value=True)
    assert draft(laptop) == "on the phone"
    laptop.page.get_by_role("button", name="Write here instead").click()
    expect(laptop.page.locator(".saved").first).to_have_text("Saved")
    assert draft(laptop) == "on the laptop"
    phone_at_hand.page.locator("#text").press_sequentially(" again")
    expect(phone_at_hand.page.locator(".elsewhere")).to_be_visible()


def draft(phone: Phone) -> str:
    """What a fresh page finds in the field."""
    return phone.tab().go(phone.page.url.removeprefix(phone.address)).page.locator("#text").input_value()


def test_acting_in_one_tab_moves_the_other(
    asked: str, wires: tuple[Wire, Wire], phone: Callable[..., Phone]
) -> None:
    """Here with pages that fade into each other, as they do for whoever did not ask for rest."""
    play(*wires, until="checking")
    one = phone("Ada", motion="no-preference").go(asked)
    two = one.tab().go(asked)
    one.choose("got_it")
    two.sees("Is there more?").choose("more")
    one.sees("Say what it is like")


def test_a_draft_never_follows_into_another_step_or_dialogue(
    asked: str, wires: tuple[Wire, Wire], phone: Callable[..., Phone]
) -> None:
    ada, bo = wires
    play(ada, bo, until="speaking")
    one = phone("Ada").go(asked)
    one.page.locator("#text").press_sequentially("for this step alone")
    expect(one.page.locator(".saved").first).to_have_text("Saved")
    ada.let_go(bo)
    ada.ask("Something else", bo)
    play(ada, bo, until="speaking")
    assert "for this step alone" not in ada.page()
    assert one.go(ada.path).holds("")


def test_a_window_that_shows_something_else_would_be_noticed(
    asked: str, wires: tuple[Wire, Wire], phone: Callable[..., Phone]
) -> None:
    """A control: one sentence more in one of two windows, and they are not the same."""
    play(*wires, until="mirroring")
    one = phone("Ada").go(asked)
    two = one.tab()
    assert glass(two.go(asked).page) == glass_when_settled(one, wires[0])

    def add(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</form>", "<p>More.</p></form>"))

    two.page.route(f"**{asked}", add)
    assert glass(two.look_again().page) != glass_when_settled(one, wires[0])
