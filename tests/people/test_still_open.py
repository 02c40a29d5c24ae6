"""A page left open asks whether it may stay so: yes while its browser is unlocked and no curtain hangs before it."""

from __future__ import annotations

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


def ask(browser: Browser, at: str = "/us/") -> int:
    answer = client_of(browser).get("/open/", {"at": at})
    assert answer.content == b""
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.status_code


def test_it_is_open_until_it_is_locked_and_asking_is_no_use_of_it() -> None:
    browser = Somebody("Ada").browser
    assert ask(browser) == 204
    browser.wait(IDLE - timedelta(minutes=2))
    before = browser.row().used_at
    assert ask(browser) == 204
    assert browser.row().used_at == before
    browser.wait(timedelta(minutes=3))
    assert ask(browser) == 423


@pytest.mark.parametrize("way", ["/lock/", "/sign-out/"])
def test_it_is_shut_after_locking_and_signing_out(way: str) -> None:
    browser = Somebody("Ada").browser
    assert client_of(browser).post(way, "", content_type=FORM).status_code == 303
    assert ask(browser) == 423


def test_a_stranger_finds_it_shut() -> None:
    assert ask(Browser()) == 423


def test_behind_the_curtain_only_what_lies_before_it_stays() -> None:
    browser = Somebody("Ada").browser
    row = browser.row()
    row.curtain = "/us/1/room/appreciation/"
    row.save()
    assert ask(browser, "/us/1/room/appreciation/") == 204
    for at in ("/us/", "/mine/", "/us/1/room/", ""):
        assert ask(browser, at) == 423


def test_pages_that_opened_keys_bring_what_hides_them_and_others_do_not() -> None:
    client = client_of(Somebody("Ada").browser)
    for path in ("/", "/us/", "/mine/", "/talk/", "/mine/thoughts/"):
        assert b"js/shut.js" in client.get(path).content, path
    for path in ("/care/", "/breathe/", "/room/", "/about/"):
        assert b"js/shut.js" not in client.get(path).content, path
