"""A page left open asks whether it may stay so: yes while its browser is unlocked and no curtain hangs before it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from people.ground import Browser, Somebody
from people.journeys import FORM
from withness.people.keyring import IDLE, WAITING

pytestmark = pytest.mark.django_db
LOOKING = {WAITING: "yes"}


def client_of(browser: Browser) -> Client:
    client = Client(headers=LOOKING)
    client.cookies[settings.SESSION_COOKIE_NAME] = browser.session_key
    client.cookies[settings.SESSION_TICKET_COOKIE] = browser.ticket
    return client


def mark_in(browser: Browser) -> str:
    """The mark on a page that this browser has open."""
    found = re.search(r'data-window="(\w+)"', client_of(browser).get("/us/").content.decode())
    return found[1] if found else ""


def ask(browser: Browser, mark: str, at: str = "/us/") -> int:
    answer = client_of(browser).get("/open/", {"at": at, "window": mark})
    assert answer.content == b""
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.status_code


def test_it_is_open_until_it_is_locked_and_asking_is_no_use_of_it() -> None:
    browser = Somebody("Ada").browser
    mark = mark_in(browser)
    assert ask(browser, mark) == 204
    browser.wait(IDLE - timedelta(minutes=2))
    before = browser.row().used_at
    assert ask(browser, mark) == 204
    assert browser.row().used_at == before
    browser.wait(timedelta(minutes=3))
    assert ask(browser, mark) == 423


@pytest.mark.parametrize(("way", "status"), [("/lock/", 423), ("/sign-out/", 410)])
def test_it_hides_after_locking_and_is_over_after_signing_out(way: str, status: int) -> None:
    browser = Somebody("Ada").browser
    mark = mark_in(browser)
    assert client_of(browser).post(way, "", content_type=FORM).status_code == 303
    assert ask(browser, mark) == status


def test_whoever_comes_in_afterwards_in_the_same_browser_does_not_bring_it_back() -> None:
    ada, bo = Somebody("Ada"), Somebody("Bo")
    mark = mark_in(ada.browser)
    for later in (bo.browser, ada.sign_in(), Browser()):
        assert ask(later, mark) == 410
    assert ask(bo.browser, "") == 410


def test_behind_the_curtain_only_what_lies_before_it_stays() -> None:
    browser = Somebody("Ada").browser
    mark, row = mark_in(browser), browser.row()
    row.curtain = "/us/1/room/appreciation/"
    row.save()
    assert ask(browser, mark, "/us/1/room/appreciation/") == 204
    for at in ("/us/", "/mine/", "/us/1/room/", ""):
        assert ask(browser, mark, at) == 423


def test_pages_that_opened_keys_bring_what_hides_them_and_others_do_not() -> None:
    client = client_of(Somebody("Ada").browser)
    for path in ("/", "/us/", "/mine/", "/talk/", "/mine/thoughts/"):
        assert b"js/shut.js" in client.get(path).content, path
    for path in ("/care/", "/breathe/", "/room/", "/about/"):
        assert b"js/shut.js" not in client.get(path).content, path
