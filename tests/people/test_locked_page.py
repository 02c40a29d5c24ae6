"""A locked place: the page waits, the words come along, and nothing secret is kept in a page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from people.journeys import Visitor, text_of
from withness.people.middleware import kept_fields, next_in
from withness.people.models import Relationship, SignIn

pytestmark = pytest.mark.django_db


def locked() -> Visitor:
    ada = Visitor("Ada").begin()
    ada.post("/lock/")
    return ada


def test_a_page_that_was_asked_for_waits_behind_the_lock():
    ada = locked()
    answer = ada.get("/us/")
    assert (answer.status_code, answer["Location"]) == (302, "/unlock/?next=%2Fus%2F")
    opened = ada.post("/unlock/", passphrase=ada.passphrase, next="/us/")
    assert (opened.status_code, opened["Location"]) == (303, "/us/")
    assert ada.get("/us/").status_code == 200


def test_what_was_asked_of_a_page_is_asked_again_after_unlocking():
    ada = locked()
    answer = ada.get("/join/?asked=7&from=%2Fus%2F")
    assert answer["Location"] == "/unlock/?next=%2Fjoin%2F%3Fasked%3D7%26from%3D%252Fus%252F"
    assert hidden_in(ada.get(answer["Location"]).content.decode()) == {"next": "/join/?asked=7&from=%2Fus%2F"}
    sent = ada.post("/us/new/?with=friend", kind="friend")
    assert hidden_in(sent.content.decode())["next"] == "/us/new/?with=friend"


def test_a_form_that_was_sent_comes_along_and_lies_there_again_unsent_after_unlocking():
    ada = locked()
    page = ada.post("/us/new/", kind="friend", hue="iris")
    assert page.status_code == 423
    assert not Relationship.objects.exists()
    hidden = hidden_in(page.content.decode())
    assert hidden == {"next": "/us/new/", "kind": "friend", "hue": "iris"}
    wrong = ada.post("/unlock/", passphrase="not hers at all", **hidden)
    assert hidden_in(wrong.content.decode()) == hidden
    opened = ada.post("/unlock/", passphrase=ada.passphrase, **hidden)
    assert (opened.status_code, opened["Location"]) == (307, "/us/new/")
    arrived = ada.post(
        opened["Location"], passphrase=ada.passphrase, **hidden
    )  # what a browser does at a 307
    assert (arrived.status_code, "nothing has gone on its way" in text_of(arrived)) == (200, True)
    assert not Relationship.objects.exists(), "whoever held the locked phone may have left that form"
    chosen = re.findall(r'value="(\w+)"[^>]* checked', arrived.content.decode())
    assert chosen == ["friend", "iris"]
    assert ada.post("/us/new/", kind="friend", hue="iris").status_code == 303
    assert Relationship.objects.get().kind == "friend"


def test_unlocking_neither_asks_to_come_in_nor_stops_asking():
    ada, bo = Visitor("Ada").begin(), Visitor("Bo").begin()
    us = ada.begin_us()
    _secret, code = ada.invite(us)
    bo.post("/lock/")
    arrived = through_the_lock(bo, "/join/", invitation=code)
    assert (arrived.status_code, f'value="{code}"' in arrived.content.decode()) == (200, True)
    assert "four words" not in text_of(arrived)
    bo.post("/join/", invitation=code)
    bo.post("/lock/")
    assert "You asked to come in" in text_of(through_the_lock(bo, "/join/", do="leave"))
    assert "You asked to come in" in text_of(bo.get("/join/"))


def through_the_lock(visitor: Visitor, path: str, **told: str) -> HttpResponse:
    """Send a form to a locked place and give the passphrase: a browser sends it on at a 307."""
    fields = hidden_in(visitor.post(path, **told).content.decode()) | {"passphrase": visitor.passphrase}
    return visitor.post(visitor.post("/unlock/", **fields)["Location"], **fields)


def hidden_in(page: str) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in fields if name != "csrfmiddlewaretoken"}


def test_no_passphrase_and_no_code_is_ever_kept_in_a_page():
    ada = locked()
    page = ada.post("/mine/passphrase/", old=ada.passphrase, passphrase="a new long passphrase", rewrite="on")
    assert page.status_code == 423
    assert ada.passphrase not in page.content.decode()
    assert "a new long passphrase" not in page.content.decode()
    assert hidden_in(page.content.decode()) == {"next": "/mine/passphrase/", "rewrite": "on"}


def test_what_is_kept_cannot_break_out_of_the_page():
    page = locked().post("/us/new/", kind='"><script>alert(1)</script>', hue="&quot;")
    assert "<script>alert" not in page.content.decode()
    assert hidden_in(page.content.decode())["kind"] == '"><script>alert(1)</script>'


def test_who_is_not_signed_in_is_led_to_the_sign_in():
    ada = locked()
    SignIn.objects.all().delete()
    assert ada.get("/us/")["Location"].startswith("/sign-in/")


def test_a_locked_place_says_nothing_of_what_is_in_it():
    ada = Visitor("Ada").begin()
    ada.begin_us()
    ada.post("/lock/")
    assert "Ada" not in text_of(ada.get("/unlock/"))


@given(st.text(max_size=40))
def test_one_only_ever_goes_on_to_a_path_of_this_site(asked):
    for way in (asked, "/" + asked, "//" + asked, "/\\" + asked):
        onward = next_in(way)
        assert onward.startswith("/")
        assert not onward.startswith(("//", "/\\", "/\t", "/\n"))


@pytest.mark.parametrize(
    "asked",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", ""],
)
def test_another_site_is_never_gone_to(asked):
    assert next_in(asked) == "/"
    assert next_in("/us/?x=1") == "/us/?x=1"


def test_a_field_with_several_values_keeps_them_all():
    request: HttpRequest = RequestFactory().post("/", {"need": ["rest", "play"], "passphrase": "x"})
    assert kept_fields(request) == [("need", "rest"), ("need", "play")]
