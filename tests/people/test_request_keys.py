"""Who holds which key, and when: sign in, unlock, lock, idle, and what a session's row gives away."""

from __future__ import annotations

import base64
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from people.ground import Browser, Somebody, together
from withness import vault
from withness.people import actions, keyring, queries
from withness.people.keyring import ABSOLUTE, IDLE, IDLE_IN_DIALOGUE
from withness.people.models import SignIn
from withness.people.sessions import SessionStore, device_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_another_process_can_serve_with_the_same_two_cookies():
    ada = Somebody("Ada")
    elsewhere = Browser(ada.browser.session_key, ada.browser.ticket)
    assert elsewhere.keys().public_key == ada.keys.public_key


def test_a_request_opens_its_keyring_once():
    request = Somebody("Ada").browser.request()
    assert keyring.keyring_of(request) is keyring.keyring_of(request)


def test_the_session_cookie_alone_opens_nothing():
    ada = Somebody("Ada")
    with pytest.raises(vault.Locked):
        Browser(ada.browser.session_key).keys()


def test_nobody_has_no_keys():
    for browser in (Browser(), Browser("made-up-session-key", base64.b64encode(bytes(32)).decode())):
        with pytest.raises(vault.Locked):
            browser.keys()


@pytest.mark.parametrize("ticket", ["", "x", "!!!!", "A" * 44, "é", "=" * 9, "A" * 5000, "\ud800"])
def test_a_mangled_ticket_finds_it_locked(ticket):
    ada = Somebody("Ada")
    with pytest.raises(vault.Locked):
        Browser(ada.browser.session_key, ticket).keys()


def test_a_ticket_opens_no_other_session_not_even_of_the_same_member():
    ada = Somebody("Ada")
    phone = ada.sign_in()
    with pytest.raises(vault.Locked):
        Browser(phone.session_key, ada.browser.ticket).keys()


def test_a_sealed_root_moved_to_another_members_session_opens_nothing():
    ada, cleo = Somebody("Ada"), Somebody("Cleo")
    SignIn.objects.filter(member=cleo.member).update(sealed_root=ada.browser.row().sealed_root)
    for ticket in (ada.browser.ticket, cleo.browser.ticket):
        with pytest.raises(vault.Locked):
            Browser(cleo.browser.session_key, ticket).keys()


def test_a_session_row_rewritten_to_another_member_signs_nobody_in():
    ada, cleo = Somebody("Ada"), Somebody("Cleo")
    SignIn.objects.filter(member=cleo.member).update(member=ada.member)
    assert not cleo.browser.request().user.is_authenticated
    with pytest.raises(vault.Locked):
        cleo.browser.keys()


def test_lock_drops_the_keys_and_unlock_brings_them_back():
    ada = Somebody("Ada")
    request, response = ada.browser.request(), HttpResponse()
    keyring.keyring_of(request)
    keyring.lock(request, response)
    assert response["Clear-Site-Data"] == '"cache"'
    with pytest.raises(vault.Locked):
        keyring.keyring_of(request)
    with pytest.raises(vault.Locked):
        ada.browser.keys()
    assert ada.browser.row().sealed_root is None
    request, response = ada.browser.request(), HttpResponse()
    assert request.user == ada.member
    opened = actions.check_passphrase(ada.member, ada.passphrase, place="home")
    keyring.unlock(request, response, root=opened.root)
    ada.browser.keep(request, response)
    assert queries.own_name(ada.member, ada.keys) == "Ada"


def test_a_slow_request_does_not_bring_back_what_a_lock_took_away():
    ada = Somebody("Ada")
    ada.browser.wait(5 * MINUTE)
    slow = ada.browser.request()
    slow.session["remembered"] = "something"
    keyring.lock(ada.browser.request(), HttpResponse())
    keyring.keyring_of(slow)  # had read its session before the lock
    slow.session.save()
    with pytest.raises(vault.Locked):
        ada.browser.keys()


def test_signing_out_ends_the_session():
    ada = Somebody("Ada")
    keyring.sign_out(ada.browser.request(), HttpResponse())
    assert not SignIn.objects.exists()
    assert not ada.browser.request().user.is_authenticated


@pytest.mark.parametrize(("rest", "is_open"), [(IDLE - MINUTE, True), (IDLE + MINUTE, False)])
def test_half_an_hour_without_a_page_locks(rest, is_open):
    ada = Somebody("Ada")
    ada.browser.wait(rest)
    assert opens(ada.browser) is is_open


def test_a_page_that_looks_by_itself_does_not_keep_the_place_open():
    ada = Somebody("Ada")
    for is_open in (True, False):
        ada.browser.wait(IDLE / 2 + MINUTE)
        request = ada.browser.request()
        request.META["HTTP_X_WAITING"] = "yes"
        if is_open:
            keyring.keyring_of(request)
        else:
            with pytest.raises(vault.Locked):
                keyring.keyring_of(request)


@pytest.mark.parametrize(
    ("rest", "is_open"), [(IDLE_IN_DIALOGUE - MINUTE, True), (IDLE_IN_DIALOGUE + MINUTE, False)]
)
def test_an_open_dialogue_may_be_quiet_for_two_hours(rest, is_open):
    ada = Somebody("Ada")
    keyring.keep_open(ada.browser.request())
    ada.browser.wait(rest)
    assert opens(ada.browser) is is_open


def test_after_the_dialogue_half_an_hour_counts_again():
    ada = Somebody("Ada")
    keyring.keep_open(ada.browser.request())
    ada.browser.wait(2 * MINUTE)
    assert opens(ada.browser)
    ada.browser.wait(IDLE + MINUTE)
    assert not opens(ada.browser)


def test_twelve_hours_after_unlocking_it_locks_however_busy_it_was():
    ada = Somebody("Ada")
    for _ in range(26):
        ada.browser.wait(IDLE - 2 * MINUTE)
        assert opens(ada.browser) is (ada.browser.row().sealed_root is not None)
    assert timedelta(hours=12) == ABSOLUTE
    assert ada.browser.row().sealed_root is None
    assert ada.browser.request().user == ada.member


def test_thirty_days_after_signing_in_nobody_is_signed_in():
    ada = Somebody("Ada")
    ada.browser.wait(timedelta(days=29, hours=23))
    assert ada.browser.request().user == ada.member
    ada.browser.wait(timedelta(hours=2))
    assert not ada.browser.request().user.is_authenticated
    SessionStore.clear_expired()
    assert not SignIn.objects.exists()


def opens(browser: Browser) -> bool:
    try:
        return bool(browser.keys())
    except vault.Locked:
        return False


def test_an_ordinary_page_reads_the_session_with_its_member_and_the_seats_and_writes_nothing():
    ada, _bo, space = together()
    with CaptureQueriesContext(connection) as asked:
        request = ada.browser.request()
        queries.people_in(space, keyring.keyring_of(request), request.user)
    assert [query["sql"].split()[0] for query in asked] == ["SELECT"] * 2
    assert not request.session.modified


def test_last_used_is_written_once_a_minute_at_most():
    ada = Somebody("Ada")
    ada.browser.wait(2 * MINUTE)
    with CaptureQueriesContext(connection) as asked:
        for _ in range(3):
            ada.keys  # noqa: B018 - opening is what may write
    assert [query["sql"].split()[0] for query in asked].count("UPDATE") == 1


def test_every_sign_in_begins_a_new_session_and_ends_the_one_before():
    ada = Somebody("Ada")
    request, response, before = ada.browser.request(), HttpResponse(), ada.browser.session_key
    opened = actions.sign_in("Ada", ada.passphrase, place="home")
    keyring.enter(request, response, opened.member, root=opened.root)
    ada.browser.keep(request, response)
    assert ada.browser.session_key != before
    assert len(ada.browser.session_key) == 64
    assert SignIn.objects.count() == 1
    assert opens(ada.browser)


def test_the_ticket_is_kept_from_scripts_and_from_other_sites(settings):
    settings.SECURE_COOKIES, settings.SESSION_TICKET_COOKIE = True, "__Host-ticket"
    ada = Somebody("Ada")
    request, response = ada.browser.request(), HttpResponse()
    opened = actions.check_passphrase(ada.member, ada.passphrase, place="home")
    keyring.unlock(request, response, root=opened.root)
    cookie = response.cookies["__Host-ticket"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
        True, True, "Lax", "/", "",
    )  # fmt: skip


def test_the_table_of_sessions_holds_no_cookie_and_no_ticket():
    ada = Somebody("Ada")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_signin")
        kept = b"|".join(
            cell if isinstance(cell, bytes) else str(cell).encode() for cell in cursor.fetchone()
        )
    ticket = base64.urlsafe_b64decode(ada.browser.ticket)
    for secret in (
        ada.browser.session_key.encode(),
        ada.browser.ticket.encode(),
        ticket,
        ticket.hex().encode(),
    ):
        assert secret not in kept
    assert ada.browser.row().pk.encode() in kept  # the search would find what is there
    for stolen in (ada.browser.row().pk, ada.browser.row().pk * 2):
        assert not Browser(stolen).request().user.is_authenticated


def test_a_third_passphrase_waits_while_two_are_stretched():
    done = threading.Event()

    def stretch() -> None:
        keyring.new_slot(1, vault.PASSPHRASE, secret=b"secret", root=bytes(32))
        done.set()

    with keyring._stretching:
        with keyring._stretching:
            third = threading.Thread(target=stretch)
            third.start()
            assert not done.wait(0.3)
        assert done.wait(10)
    third.join()


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) Mobile/15E148", "phone"),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8)", "phone"),
        ("Mozilla/5.0 (iPad; CPU OS 17_2 like Mac OS X) Mobile/15E148", "tablet"),
        ("Mozilla/5.0 (X11; Linux x86_64)", "computer"),
        ("", "computer"),
    ],
)
def test_a_device_is_told_coarsely(agent, device):
    assert device_of(agent) == device
