"""A hint on a phone: it waits for a pause in writing, takes a phrase away in one tap, and never comes twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.phones import Phone
from browser.wire import Wire, play

Two = tuple[Wire, Wire]
MIRROR = "you wake early on Sundays and wait, but I was only tired."
OWN_SIDE = "but I was only tired."


def test_a_phrase_is_kept_for_ones_turn_and_the_other_learns_nothing(
    asked: str, wires: Two, phone: Callable[..., Phone]
) -> None:
    play(*wires, until="mirroring")
    bo, ada = phone("Bo").go(asked), phone("Ada").go(asked)
    bo.page.locator("#text").press_sequentially(MIRROR)
    hint = bo.page.locator("[data-hint]")
    expect(hint).to_contain_text("This sounds like your own side")
    expect(hint.locator("q")).to_have_text(OWN_SIDE)
    hint.get_by_role("button", name="Keep it for my turn").click()
    bo.holds(MIRROR.replace(OWN_SIDE, ""))
    expect(hint).to_have_count(0)
    expect(bo.page.locator("#text")).to_be_focused()
    expect(bo.page.locator(".thoughts")).to_contain_text(OWN_SIDE)
    ada.does_not_know("tired", "own side", "pocket")


def test_what_was_left_in_is_not_asked_again_not_even_after_a_reload(
    asked: str, wires: Two, phone: Callable[..., Phone]
) -> None:
    play(*wires, until="mirroring")
    bo = phone("Bo").go(asked)
    field = bo.page.locator("#text")
    field.press_sequentially(MIRROR)
    hint = bo.page.locator("[data-hint]")
    hint.get_by_role("button", name="Leave it in").click()
    expect(hint).to_have_count(0)
    expect(field).to_be_focused()
    bo.holds(MIRROR).look_again()
    with bo.page.expect_response("**/draft/") as answer:
        field.press_sequentially(" I am sorry.")
    assert "own side" not in answer.value.json()["hint"]


def test_a_hint_waits_until_the_sentence_rests(asked: str, wires: Two, phone: Callable[..., Phone]) -> None:
    play(*wires, until="speaking")
    ada = phone("Ada").go(asked)
    with ada.page.expect_response("**/draft/") as answer:
        ada.page.locator("#text").press_sequentially("On Sundays you never come down and")
    assert answer.value.json()["hint"]
    expect(ada.page.locator("[data-hint]")).to_have_count(0)
    expect(ada.page.locator("[data-hint]")).to_contain_text("never")


def test_no_hints_is_one_tap_and_mine_has_the_way_back(
    asked: str, wires: Two, phone: Callable[..., Phone]
) -> None:
    play(*wires, until="mirroring")
    bo = phone("Bo").go(asked)
    bo.page.locator("#text").press_sequentially(MIRROR)
    bo.page.locator("[data-hint]").get_by_role("button", name="No hints").click()
    expect(bo.page.locator("[data-hint]")).to_have_count(0)
    bo.holds(MIRROR)
    with bo.page.expect_response("**/draft/") as answer:
        bo.page.locator("#text").press_sequentially(" I just was.")
    assert answer.value.json()["hint"] == ""
    bo.go("/mine/").page.get_by_role("group", name="Hints while you write").get_by_role(
        "button", name="On"
    ).click()
    expect(bo.page.locator("[name=hints][value=on]")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_what_a_mirror_kept_is_unfolded_by_the_one_who_gave_it(
    asked: str, wires: Two, phone: Callable[..., Phone], script: bool
) -> None:
    play(*wires, until="mirroring")
    wires[1].send("offer", text="you wake late on Sundays, and I was only tired")
    wires[0].send("choose:again")
    bo = phone("Bo", script=script).go(asked)
    bo.page.locator("summary", has_text="Show me what I kept").click()
    if not script:
        bo.follow(bo.page.get_by_role("link", name="Look at both"))
    expect(bo.page.locator(".looked .voice .added")).to_contain_text("I was only tired")
    expect(bo.page.locator(".looked .voice mark").first).to_be_visible()
