"""Tunnels, dead sockets, restarts and lost answers: the words stay, a move goes out once, and the page catches up."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Route, expect

from browser.house import House
from browser.phones import PATIENCE, Phone
from browser.wire import Wire, play

Two = tuple[Wire, Wire]
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""
WORDS = "I wake up early and I wait."


@pytest.fixture
def writing(asked: str, wires: Two, phone: Callable[..., Phone]) -> tuple[Phone, Phone]:
    """Ada is about to write, Bo is listening; their consoles may say that the line is broken."""
    play(*wires, until="speaking")
    ada, bo = (phone(name).forgive("net::ERR_").go(asked) for name in ("Ada", "Bo"))
    return ada, bo


def test_offline_the_words_stay_and_go_out_once(writing: tuple[Phone, Phone], wires: Two) -> None:
    ada, bo = writing
    before = wires[0].seq
    ada.write("I wake up")
    ada.context.set_offline(True)
    expect(ada.page.locator(".told.offline")).to_contain_text("You are offline")
    ada.write(WORDS).touch("offer")
    ada.page.wait_for_timeout(1500)
    ada.holds(WORDS)
    assert wires[1].seq == before
    ada.context.set_offline(False)
    bo.sees("Mirror what you heard").reads(WORDS)
    ada.sees("Bo is mirroring")
    assert wires[1].seq == before + 1
    expect(ada.page.locator(".told.offline")).to_have_count(0)


def test_the_test_of_being_offline_would_notice_words_that_never_go_out(
    writing: tuple[Phone, Phone], wires: Two
) -> None:
    ada, _ = writing
    before = wires[0].seq
    ada.page.route(
        "**/talk/*/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    ada.write(WORDS).touch("offer")
    expect(ada.page.locator(".told.offline")).to_contain_text("Trying again")
    ada.holds(WORDS)
    assert wires[1].seq == before


def test_an_answer_lost_after_the_move_was_kept_makes_no_second_move(
    writing: tuple[Phone, Phone], wires: Two
) -> None:
    ada, bo = writing
    before = wires[0].seq
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).headers["location"])
            route.abort()
        else:
            route.continue_()

    ada.page.route("**/talk/*/", lose_the_first)
    ada.write(WORDS).touch("offer")
    bo.sees("Mirror what you heard")
    ada.sees("Bo is mirroring")
    assert (len(lost), wires[1].seq) == (1, before + 1)


def test_the_same_form_twice_is_one_move_and_an_old_form_is_none(
    writing: tuple[Phone, Phone], wires: Two
) -> None:
    ada, bo = wires
    form, before = {**ada.hidden(), "do": "offer", "text": WORDS}, ada.seq
    assert [ada.post(form).status for _ in range(3)] == [303, 303, 303]
    stale = {**form, "move_id": "7d9c1f7e-0000-4000-8000-000000000001", "text": "later, from an old page"}
    assert ada.post(stale).status == 409
    assert (ada.seq, "from an old page" in bo.page()) == (before + 1, False)


@pytest.mark.parametrize("way", ["net", "sleep"])
def test_a_doorbell_that_never_rings_is_made_up_for(
    asked: str, wires: Two, phone: Callable[..., Phone], way: str
) -> None:
    """Every 20 seconds the page looks by itself, and at once when the clock has jumped."""
    play(*wires, until="speaking")
    bo = phone("Bo").forgive("net::ERR_")
    bo.page.route("**/live/**", lambda route: route.abort())
    bo.page.clock.install()
    bo.go(asked).sees("Ada is finding words")
    wires[0].send("offer", text=WORDS)
    bo.page.clock.run_for(4000)
    bo.sees("Ada is finding words")
    bo.page.clock.run_for(22000) if way == "net" else bo.page.clock.fast_forward(3_600_000)
    bo.sees("Mirror what you heard")


def test_a_frozen_socket_is_caught_up_at_once_when_somebody_looks_again(
    asked: str, wires: Two, phone: Callable[..., Phone]
) -> None:
    play(*wires, until="speaking")
    bo = phone("Bo")
    bo.page.route("**/live/**", lambda route: None)  # neither answered nor closed, as iOS leaves them
    bo.go(asked).sees("Ada is finding words")
    bo.page.evaluate(HIDE, True)
    wires[0].send("offer", text=WORDS)
    wires[1].send("offer", text="you wake and wait")
    assert "finding words" in bo.title.inner_text()
    bo.page.evaluate(HIDE, False)
    expect(bo.page.locator("#stage")).to_have_attribute("data-version", wires[1].version, timeout=PATIENCE)


@pytest.mark.parametrize("end", [House.close, House.kill], ids=["stopped", "killed"])
def test_a_restart_is_survived_by_both_pages(
    writing: tuple[Phone, Phone], house: House, wires: Two, end: Callable[[House], None]
) -> None:
    ada, bo = writing
    ada.write(WORDS)
    expect(ada.page.locator(".saved").first).to_have_text("Saved")
    end(house)
    ada.touch("offer")
    expect(ada.page.locator(".told.offline")).to_contain_text("Trying again")
    house.open()
    bo.sees("Mirror what you heard").reads(WORDS)
    bo.offer("you wake and wait")
    ada.sees("Did Bo get it?")


def test_what_is_being_typed_is_left_alone_while_the_other_acts(
    asked: str, wires: Two, phone: Callable[..., Phone]
) -> None:
    play(*wires, until="thank")
    bo = phone("Bo").go(asked)
    field = bo.page.locator("#text")
    field.press_sequentially("for telling me how it was")
    field.evaluate("field => field.setSelectionRange(4, 11)")
    wires[0].send("offer", text="how you stayed with it")
    wires[0].send("take_back")
    bo.page.wait_for_timeout(700)
    there = (
        "field => [field === document.activeElement, field.value, field.selectionStart, field.selectionEnd]"
    )
    assert field.evaluate(there) == [True, "for telling me how it was", 4, 11]


def test_a_thought_being_written_stays_while_the_other_offers(
    asked: str, wires: Two, phone: Callable[..., Phone]
) -> None:
    play(*wires, until="speaking")
    bo = phone("Bo").go(asked)
    bo.page.locator("details.pocket > summary").click()
    bo.page.locator("#thought_text").press_sequentially("but I was only ti")
    wires[0].send("offer", text=WORDS)
    bo.sees("Mirror what you heard").holds("but I was only ti", field="thought_text")
    expect(bo.page.locator("#thought_text")).to_be_focused()
    bo.page.keyboard.type("red")
    bo.holds("but I was only tired", field="thought_text")


def test_a_pause_by_the_other_in_the_middle_of_a_word_loses_none(
    writing: tuple[Phone, Phone], wires: Two
) -> None:
    ada, _ = writing
    ada.page.locator("#text").press_sequentially("I wake up ear")
    wires[1].send("pause:20")
    ada.sees("Bo asked for a pause")
    wires[1].send("resume")
    ada.sees("Say what it is like").holds("I wake up ear")


@pytest.mark.parametrize("looks_away", [False, True])
def test_words_of_a_step_that_moved_on_elsewhere_go_into_the_pocket(
    writing: tuple[Phone, Phone], wires: Two, *, looks_away: bool
) -> None:
    ada, _ = writing
    ada.page.locator("#text").press_sequentially("these words are not lost")
    if looks_away:
        ada.page.locator("h1").click()
    wires[0].send("offer", text="sent from another device")
    ada.sees("Bo is mirroring")
    expect(ada.page.locator(".told.moved")).to_contain_text("kept in your pocket")
    wires[1].send("choose:smaller")
    ada.sees("Say what it is like")
    expect(ada.page.locator(".thoughts")).to_contain_text("these words are not lost")


def test_eight_windows_do_not_starve_each_other(asked: str, wires: Two, phone: Callable[..., Phone]) -> None:
    play(*wires, until="speaking")
    windows = [phone("Bo").go(asked)]
    for _ in range(7):
        windows[-1].page.evaluate(HIDE, True)  # a window behind another one hangs up
        windows.append(windows[0].tab().go(asked))
    wires[0].send("offer", text=WORDS)
    windows[-1].sees("Mirror what you heard")
    for window in windows[:-1]:
        window.page.evaluate(HIDE, False)
        window.sees("Mirror what you heard")
        window.page.evaluate(HIDE, True)


def test_times_are_told_by_the_clock_of_the_one_who_reads(
    asked: str, wires: Two, phone: Callable[..., Phone]
) -> None:
    play(*wires, until="speaking")
    wires[1].send("pause:20")
    ada = phone("Ada", zone="Asia/Kathmandu").go(asked)
    told = ada.page.locator("time[data-clock]")
    at = datetime.fromisoformat(told.get_attribute("datetime") or "")
    minute = (at.minute + 45) % 60
    assert re.search(rf"\d\d?:{minute:02d}", told.inner_text())
