"""Who may hear that something moved: asked at every ring, so every way out must close it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from people.ground import HOME, Browser, Somebody, space_of, together
from withness.people import actions, keyring
from withness.people.access import may_listen

pytestmark = pytest.mark.django_db


def hears(browser: Browser, space) -> int | None:
    return may_listen(browser.session_key, browser.ticket, space.pk)


def test_both_may_listen_and_it_costs_one_query_and_no_write():
    ada, bo, space = together()
    for one in (ada, bo):
        with CaptureQueriesContext(connection) as asked:
            assert hears(one.browser, space) == one.member.pk
        assert [query["sql"].split()[0] for query in asked] == ["SELECT"]


def test_strangers_and_nobody_may_not():
    ada, _bo, space = together()
    cleo = Somebody("Cleo")
    space_of(cleo)
    for browser in (cleo.browser, Browser(), Browser("x" * 64, ada.browser.ticket)):
        assert hears(browser, space) is None
    assert hears(Browser(ada.browser.session_key, cleo.browser.ticket), space) is None
    assert may_listen(ada.browser.session_key, ada.browser.ticket, 999_999) is None


def lock(ada: Somebody, bo: Somebody, space) -> None:
    keyring.lock(ada.browser.request(), HttpResponse())


def sign_out(ada: Somebody, bo: Somebody, space) -> None:
    keyring.sign_out(ada.browser.request(), HttpResponse())


def idle(ada: Somebody, bo: Somebody, space) -> None:
    ada.browser.wait(timedelta(minutes=31))


def time_over(ada: Somebody, bo: Somebody, space) -> None:
    ada.browser.wait(timedelta(days=31))


def leave(ada: Somebody, bo: Somebody, space) -> None:
    actions.leave_relationship(ada.member, space.pk, passphrase=ada.passphrase, place=HOME)


def be_left(ada: Somebody, bo: Somebody, space) -> None:
    actions.leave_relationship(bo.member, space.pk, passphrase=bo.passphrase, place=HOME)


def change(ada: Somebody, bo: Somebody, space) -> None:
    actions.change_passphrase(ada.member, old=ada.passphrase, new="n", rewrite=False, place=HOME)


def recover(ada: Somebody, bo: Somebody, space) -> None:
    actions.recover("Ada", ada.recovery_code, passphrase="n", place=HOME)


def delete(ada: Somebody, bo: Somebody, space) -> None:
    actions.delete_account(ada.member, passphrase=ada.passphrase, place=HOME)


@pytest.mark.parametrize(
    "way",
    [lock, sign_out, idle, time_over, leave, be_left, change, recover, delete],
    ids=lambda way: way.__name__,
)
def test_every_way_out_ends_the_listening(way):
    ada, bo, space = together()
    way(ada, bo, space)
    assert hears(ada.browser, space) is None
    closes_for_both = way in (leave, be_left, delete)
    assert (hears(bo.browser, space) is None) is closes_for_both


def test_in_an_open_dialogue_two_quiet_hours_may_be_listened_through():
    ada, _bo, space = together()
    keyring.keep_open(ada.browser.request())
    ada.browser.wait(timedelta(minutes=119))
    assert hears(ada.browser, space) == ada.member.pk
