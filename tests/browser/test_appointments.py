"""Two phones on two continents agree on a time, both are there, and their dialogue begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from browser.eyes import complaints_about
from browser.phones import PATIENCE, Phone
from browser.wire import Wire

BERLIN, KATHMANDU = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu")


@pytest.fixture
def two(phone: Callable[..., Phone], wires: tuple[Wire, Wire]) -> Iterator[tuple[Phone, Phone]]:
    ada, bo = phone("Ada", zone="Europe/Berlin").go("/"), phone("Bo", zone="Asia/Kathmandu").go("/")
    yield ada, bo
    wires[0].path = wires[1].path = ada.page.url.removeprefix(ada.address)
    wires[0].let_go(wires[1])


def name_time(phone: Phone, moment: datetime) -> None:
    phone.page.fill("[name=day]", f"{moment:%Y-%m-%d}")
    phone.page.fill("[name=hour]", f"{moment:%H:%M}")


def test_a_time_by_two_clocks_moved_once_and_both_are_there(two: tuple[Phone, Phone]) -> None:
    ada, bo = two
    now = datetime.now(UTC)
    ada.go("/talk/new/?script=whole-dialogue").page.fill("[name=text]", "Sunday mornings")
    ada.page.get_by_text("At a time", exact=True).click()
    name_time(ada, (now + timedelta(days=3)).astimezone(BERLIN))
    assert complaints_about(ada.page) == []
    ada.page.locator("form button.btn").last.click()
    ada.sees("You asked for")

    bo.go("/").page.get_by_role("link", name="Answer").click()
    theirs = (now + timedelta(days=3)).astimezone(KATHMANDU)
    bo.sees("Ada asks for a dialogue").reads(f"{theirs:%A} {theirs:%H:%M}")
    bo.tap("Another time")
    soon = now + timedelta(minutes=10)
    name_time(bo, soon.astimezone(KATHMANDU))
    assert complaints_about(bo.page) == []
    bo.tap("Offer this time")
    bo.sees("You named")

    ada.sees("Bo names").reads(f"{soon.astimezone(BERLIN):%H:%M}").tap("Yes, ")
    for person in (bo, ada):
        expect(person.page.get_by_role("link", name="I am here now")).to_be_visible(timeout=PATIENCE)
        assert complaints_about(person.page) == []
    bo.tap("I am here now")
    bo.sees("Is this a good moment?").page.get_by_text("I am calm enough").click()
    assert complaints_about(bo.page) == []
    bo.tap("I am here")
    for person in (bo, ada):
        person.page.wait_for_url(re.compile(r"/talk/\d+/$"))
        person.sees("You are here.")
    ada.tap("Is this a good moment for me?")
    ada.sees("Is this a good moment?").tap("It is a good moment")
    ada.sees("You are here.").press("ready")
    bo.sees("You are here.").press("ready").sees("Breathe out")
