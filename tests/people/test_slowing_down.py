"""Wrong tries get slow for whoever makes them, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as chosen
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from people.ground import HOME, Somebody
from withness.people import actions
from withness.people.attempts import (
    FREE,
    LONGEST_PAUSE,
    device_cookie,
    network_of,
    note_wrong_try,
    pause_after,
    place_of,
    remember_device,
    seconds_to_wait,
)
from withness.people.digests import handle_of
from withness.people.models import WrongTries
from withness.people.outcomes import Refused, SignedIn

pytestmark = pytest.mark.django_db


def request_from(address: str = "192.168.1.7", cookies: str = ""):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    if cookies:
        request.COOKIES[device_cookie()] = cookies
    return request


def known_device_of(somebody: Somebody, address: str = "192.168.1.7", cookies: str = ""):
    response = HttpResponse()
    remember_device(request_from(address, cookies), response, somebody.member)
    return request_from(address, response.cookies[device_cookie()].value)


@given(st.integers(0, 10**6))
def test_pauses_only_grow_and_never_pass_twenty_minutes(wrong):
    assert 0 <= pause_after(wrong) <= pause_after(wrong + 1) <= LONGEST_PAUSE
    assert (pause_after(wrong) == 0) == (wrong < FREE)


def test_nobody_gets_more_than_a_hundred_tries_a_day_from_one_place():
    clock, wrong = 0, 0
    while clock < 24 * 3600:
        wrong += 1
        clock += pause_after(wrong)
    assert wrong <= 100


def test_five_are_free_then_even_the_right_one_waits_and_a_wait_costs_no_try():
    ada = Somebody("Ada")
    for _ in range(FREE):
        assert actions.sign_in("Ada", "not hers", place=HOME) == Refused("wrong")
    for _ in range(3):
        refused = actions.sign_in("Ada", ada.passphrase, place=HOME)
        assert refused == Refused("slow", wait_for=1)
    assert "Please wait a second" in refused.sentence
    assert WrongTries.objects.get().count == FREE
    let_pass(2)
    assert isinstance(actions.sign_in("Ada", ada.passphrase, place=HOME), SignedIn)
    assert not WrongTries.objects.exists()


def let_pass(seconds: int) -> None:
    tries = WrongTries.objects.get()
    tries.last_at -= timedelta(seconds=seconds)
    tries.save()


def test_a_name_nobody_has_gets_slow_in_the_same_way():
    for _ in range(FREE):
        assert actions.sign_in("Nobody", "anything", place=HOME) == Refused("wrong")
    assert actions.sign_in("Nobody", "anything", place=HOME).reason == "slow"


@pytest.mark.parametrize("way", ["check", "recover", "change", "code"])
def test_every_way_to_try_a_secret_gets_slow(way):
    ada = Somebody("Ada")
    told = {"passphrase": "not hers", "place": HOME}
    attempt = {
        "check": lambda: actions.check_passphrase(ada.member, "not hers", place=HOME),
        "recover": lambda: actions.recover("Ada", "AAAAA-AAAAA", **told),
        "change": lambda: actions.change_passphrase(ada.member, old="no", new="n", rewrite=True, place=HOME),
        "code": lambda: actions.new_recovery_code(ada.member, **told),
    }[way]
    assert [attempt().reason for _ in range(FREE + 1)] == ["wrong"] * FREE + ["slow"]


def test_hundreds_of_wrong_tries_from_the_same_home_do_not_slow_a_known_device():
    ada = Somebody("Ada")
    phone = known_device_of(ada)
    stranger = request_from("192.168.1.7")
    for _ in range(200):
        note_wrong_try(place_of(stranger, ada.member.handle))
    assert (
        actions.sign_in("Ada", ada.passphrase, place=place_of(stranger, ada.member.handle)).reason == "slow"
    )
    assert isinstance(
        actions.sign_in("Ada", ada.passphrase, place=place_of(phone, ada.member.handle)), SignedIn
    )


def test_a_known_device_has_a_count_of_its_own_wherever_it_is():
    ada = Somebody("Ada")
    phone = known_device_of(ada)
    elsewhere = request_from("203.0.113.9", phone.COOKIES[device_cookie()])
    assert place_of(phone, ada.member.handle) == place_of(elsewhere, ada.member.handle)


def test_a_device_is_known_for_who_signed_in_on_it_and_for_nobody_else():
    ada, bo = Somebody("Ada"), Somebody("Bo")
    phone = known_device_of(ada)
    assert place_of(phone, bo.member.handle) == place_of(request_from(), bo.member.handle)
    both = known_device_of(bo, cookies=phone.COOKIES[device_cookie()])
    for one in (ada, bo):
        assert place_of(both, one.member.handle) != place_of(request_from(), one.member.handle)


@pytest.mark.parametrize("made_up", ["x", "..", "nonce.mark", "a" * 5000, "." * 99, "\ud800.x"])
def test_a_made_up_device_is_not_known(made_up):
    ada = Somebody("Ada")
    made = request_from(cookies=made_up)
    assert place_of(made, ada.member.handle) == place_of(request_from(), ada.member.handle)


def test_a_device_remembers_four_people_at_most():
    phone = request_from()
    for name in ("Ada", "Bo", "Cleo"):
        somebody = Somebody(name)
        for _ in range(3):
            phone = known_device_of(somebody, cookies=phone.COOKIES.get(device_cookie(), ""))
    assert len(phone.COOKIES[device_cookie()].split(".")) == 1 + 3


def test_the_places_are_digests_that_name_no_address():
    note_wrong_try(place_of(request_from("192.168.1.7"), handle_of("Ada")))
    place = WrongTries.objects.get().pk
    assert len(place) == 64
    assert "192" not in place[:3] or "." not in place
    assert place != place_of(request_from("192.168.1.8"), handle_of("Ada"))
    assert chosen.SECRET_KEY not in place


def test_wrong_tries_are_forgotten_after_a_day():
    for _ in range(30):
        note_wrong_try("one")
    WrongTries.objects.update(last_at=timezone.now() - timedelta(days=1, minutes=1))
    assert seconds_to_wait("one") == 0
    note_wrong_try("two")
    assert WrongTries.objects.get().pk == "two"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.168.1.7", "192.168.1.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_one_household_is_one_network(address, network):
    assert network_of(address) == network
