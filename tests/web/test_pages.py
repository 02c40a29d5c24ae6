"""Pages for everybody: they answer nobody and keep nothing."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st

from withness.protocol.script import Stem
from withness.web.pages import safe_next
from withness.web.templatetags.look import PLACES, badge, beginnings, icon

FORM = "application/x-www-form-urlencoded"
ERRORS = (400, 403, "403_csrf", 404, 405, 409, 413, 415, 422, 429, 500)


@pytest.mark.parametrize("address", ["/about/", "/breathe/", "/care/"])
def test_page_answers_nobody_without_a_database_or_a_cookie(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_browser_keeps_the_look_it_chose_until_it_lets_the_device_decide() -> None:
    browser = Client()
    assert "data-theme" not in browser.get("/about/").content.decode()
    assert browser.post("/look/", "look=dark", content_type=FORM).headers["Location"] == "/mine/#look"
    assert 'data-theme="dark"' in browser.get("/about/").content.decode()
    assert browser.cookies["look"]["httponly"]
    browser.post("/look/", "look=%22neon", content_type=FORM)
    assert "data-theme" not in browser.get("/about/").content.decode()


def test_care_is_never_stored_and_takes_no_answer() -> None:
    answer = Client().get("/care/")
    assert "no-store" in answer.headers["Cache-Control"]
    page = answer.content.decode()
    assert "<form" not in page
    assert "<input" not in page
    assert 'href="about:blank"' in page
    assert Client().post("/care/", "a=b", content_type=FORM).status_code == 405


def test_the_answers_are_parts_of_the_page_and_ask_for_no_other() -> None:
    page = Client().get("/care/", {"next": "/us/3/invite/"}).content.decode()
    for answer in ("clear", "some", "rather-not"):
        assert f'href="#{answer}"' in page
        assert f'id="{answer}"' in page
        assert Client().get(f"/care/{answer}/").status_code == 404


def test_a_breath_leads_back_to_where_it_was_taken_and_nowhere_else() -> None:
    assert 'href="/talk/3/" title="Back"' in Client().get("/breathe/", {"next": "/talk/3/"}).content.decode()
    assert (
        'href="/" title="Back"' in Client().get("/breathe/", {"next": "//elsewhere.example"}).content.decode()
    )


def test_every_answer_leads_on() -> None:
    """No answer blocks the way, so nobody can tell from outside which one was taken."""
    page = Client().get("/care/", {"next": "/us/3/invite/"}).content.decode()
    for answer in page.split('class="part answer"')[1:]:
        assert 'href="/us/3/invite/"' in answer


def test_the_words_of_a_certificate_of_our_own_are_there_to_compare(settings: Any) -> None:
    assert "Compare them" not in Client().get("/about/").content.decode()
    settings.CERTIFICATE_WORDS = "lantern gravel pillow orbit"
    assert "lantern gravel pillow orbit" in Client().get("/about/").content.decode()


@pytest.mark.parametrize(
    "bad", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil", "us", "/\\evil"]
)
def test_care_leads_only_to_our_own_pages(bad: str) -> None:
    assert safe_next(bad) == "/"
    assert "evil" not in Client().get("/care/", {"next": bad}).content.decode()


@given(st.text())
def test_next_is_always_a_path_of_ours(text: str) -> None:
    found = safe_next(text)
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))


def test_help_lines_of_the_place_are_shown(settings: Any) -> None:
    assert "No help lines are written down here" in Client().get("/care/").content.decode()
    settings.HELP_LINES = ["Night line of our town: 000"]
    assert "Night line of our town: 000" in Client().get("/care/").content.decode()


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_need_nothing_but_themselves(name: object) -> None:
    page = render_to_string(f"{name}.html")
    assert 'href="/"' in page
    assert page.count("<h1>") == 1


@pytest.mark.django_db
def test_nobody_is_sent_to_sign_in_before_practise() -> None:
    answer = Client().get("/practise/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/")


def test_the_five_places_and_the_doors_in_the_frame_exist() -> None:
    for address in (*[url for _, url, *_ in PLACES], "/lock/", "/breathe/"):
        assert resolve(address)


def test_an_icon_is_drawn_once_per_process() -> None:
    icon.cache_clear()  # type: ignore[attr-defined]
    assert icon("pause") is icon("pause")
    assert 'aria-hidden="true"' in icon("pause")


def test_a_name_cannot_leave_its_place() -> None:
    person = type("P", (), {"initial": "<", "hue": 'x" onload="y', "shape": "square"})
    page = badge(person)
    assert ">&lt;<" in page
    assert 'onload="' not in page


def test_a_beginning_that_is_a_whole_sentence_has_no_dots_behind_it() -> None:
    chips = beginnings((Stem("I am letting that in."), Stem("So for you")), "")
    assert ">I am letting that in.<" in chips
    assert ">So for you…<" in chips
