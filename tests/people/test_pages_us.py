"""A space for two: begin one, invite, join, compare words, close; for owner, partner, stranger and nobody."""

from __future__ import annotations

import base64
import re

import pytest

from people.journeys import Visitor, text_of, title_of, two_together
from withness.people.models import SignIn

pytestmark = pytest.mark.django_db


def test_an_empty_us_offers_to_begin_or_to_come_in() -> None:
    page = Visitor("Ada").begin().get("/us/")
    assert page.status_code == 200
    assert 'href="/us/new/"' in page.content.decode()
    assert 'href="/join/"' in page.content.decode()


def test_a_new_space_leads_to_the_invitation() -> None:
    ada = Visitor("Ada").begin()
    answer = ada.post("/us/new/", kind="friend", hue="iris")
    assert re.fullmatch(r"/us/\d+/invite/", answer["Location"])
    assert ada.get(answer["Location"]).status_code == 200
    assert "Nobody has come yet" not in text_of(ada.get("/us/"))


def test_whoever_sits_with_a_small_child_needs_nobody_to_come_in() -> None:
    ada = Visitor("Ada").begin()
    us = ada.begin_us(kind="child")
    for path in (f"/us/{us}/invite/", "/us/"):
        assert 'href="/room/"' in ada.get(path).content.decode(), path
    ada.invite(us)
    assert 'href="/room/"' in ada.get("/us/").content.decode()
    assert "Five minutes with a child" in text_of(ada.get("/room/"))


@pytest.mark.parametrize(
    "bad", [{"hue": "ember"}, {"kind": "king", "hue": "ember"}, {"kind": "friend", "hue": "red"}]
)
def test_a_space_needs_a_kind_and_a_colour_of_the_list(bad: dict[str, str]) -> None:
    answer = Visitor("Ada").begin().post("/us/new/", **bad)
    assert answer.status_code == 422
    assert title_of(answer).startswith("Please check: ")
    assert 'class="error"' in answer.content.decode()


def test_the_invitation_is_a_picture_a_link_with_the_secret_behind_the_hash_and_a_spoken_code() -> None:
    ada = Visitor("Ada").begin()
    us = ada.begin_us()
    secret, code = ada.invite(us)
    assert len(secret) >= 22
    assert re.fullmatch(r"[346789ACDEFGHJKMNPQRTUVWXY]{4} [346789ACDEFGHJKMNPQRTUVWXY]{4}", code)
    page = ada.get(f"/us/{us}/invite/").content.decode()
    assert 'src="data:image/svg+xml' in page
    assert 'http-equiv="refresh" content="15"' in page


def test_the_invitation_stays_the_same_when_the_page_is_opened_again() -> None:
    ada = Visitor("Ada").begin()
    us = ada.begin_us()
    assert ada.invite(us) == ada.invite(us)


def test_a_withdrawn_invitation_lets_nobody_in() -> None:
    ada, bo = Visitor("Ada").begin(), Visitor("Bo").begin()
    us = ada.begin_us()
    secret, _ = ada.invite(us)
    ada.post(f"/us/{us}/invite/", do="withdraw")
    answer = bo.post("/join/", invitation=secret)
    assert answer.status_code == 422
    assert title_of(answer).startswith("Please check: ")


@pytest.mark.parametrize("way", ["secret", "code", "link", "spaced"])
def test_both_see_the_same_four_words_and_share_a_space_after_the_yes(way: str) -> None:
    ada, bo = Visitor("Ada").begin(), Visitor("Bo").begin()
    us = ada.begin_us()
    secret, code = ada.invite(us)
    typed = {
        "secret": secret,
        "code": code,
        "link": f"https://home.example/join/#{secret}",
        "spaced": " ".join(code.lower()),
    }
    waiting = bo.post("/join/", invitation=typed[way])["Location"]
    assert waiting == f"/join/?asked={us}"
    asked, joining = ada.words(f"/us/{us}/invite/"), bo.words("/join/")
    assert len(asked) == 4
    assert asked == joining
    assert "Bo" in text_of(ada.get(f"/us/{us}/invite/"))
    assert "Bo" not in text_of(ada.get("/us/"))
    ada.press(f"/us/{us}/invite/", do="confirm")
    assert bo.get(waiting)["Location"] == f"/?met={us}"
    for one in (ada, bo):
        assert {"Ada", "Bo"} <= set(text_of(one.get("/us/")).split())


def test_a_yes_counts_only_for_the_words_that_were_compared() -> None:
    ada, bo = Visitor("Ada").begin(), Visitor("Bo").begin()
    us = ada.begin_us()
    secret, _ = ada.invite(us)
    bo.post("/join/", invitation=secret)
    ada.post(f"/us/{us}/invite/", do="confirm", words="some other four words")
    assert bo.get(f"/us/{us}/leave/").status_code == 404


def test_differing_words_let_nobody_in_and_the_invitation_is_gone() -> None:
    ada, bo = Visitor("Ada").begin(), Visitor("Bo").begin()
    us = ada.begin_us()
    secret, _ = ada.invite(us)
    waiting = bo.post("/join/", invitation=secret)["Location"]
    ada.post(f"/us/{us}/invite/", do="refuse")
    assert bo.words(waiting) == []
    assert "No yes came" in text_of(bo.get(waiting))
    assert "Bo" not in text_of(ada.get("/us/"))
    assert bo.get(f"/us/{us}/leave/").status_code == 404


def test_who_asked_may_stop_waiting() -> None:
    ada, bo = Visitor("Ada").begin(), Visitor("Bo").begin()
    us = ada.begin_us()
    secret, _ = ada.invite(us)
    bo.post("/join/", invitation=secret)
    assert bo.post("/join/", do="leave")["Location"] == "/"
    assert bo.words("/join/") == []
    assert ada.words(f"/us/{us}/invite/") == []


def test_only_one_person_can_ever_use_an_invitation() -> None:
    ada, bo, cleo = Visitor("Ada").begin(), Visitor("Bo").begin(), Visitor("Cleo").begin()
    us = ada.begin_us()
    secret, code = ada.invite(us)
    bo.post("/join/", invitation=secret)
    for typed in (secret, code):
        answer = cleo.post("/join/", invitation=typed)
        assert answer.status_code == 422
        assert cleo.words("/join/") == []
    ada.press(f"/us/{us}/invite/", do="confirm")
    assert cleo.post("/join/", invitation=secret).status_code == 422


@pytest.mark.parametrize("typed", ["", "7K4M 9QRT", "x" * 400, "#", "https://home.example/join/#", "👋👋"])
def test_a_wrong_code_is_answered_in_one_sentence(typed: str) -> None:
    answer = Visitor("Bo").begin().post("/join/", invitation=typed)
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()


@pytest.mark.parametrize("typed", ["ABC", "7K4M 9QR"])
def test_a_code_that_cannot_be_one_is_told_before_somebody_makes_a_name(typed: str) -> None:
    answer = Visitor("Bo").post("/join/", invitation=typed)
    assert answer.status_code == 422
    assert "eight characters" in text_of(answer)
    assert typed in answer.content.decode(), "to look at once more"


def test_nobody_cannot_come_into_their_own_invitation() -> None:
    ada = Visitor("Ada").begin()
    secret, _ = ada.invite(ada.begin_us())
    assert ada.post("/join/", invitation=secret).status_code == 422


@pytest.mark.parametrize("known", [True, False])
def test_an_invitation_comes_along_through_the_door_without_an_address_or_a_readable_session(
    known: bool,
) -> None:
    ada = Visitor("Ada").begin()
    secret, _ = ada.invite(ada.begin_us())
    bo = Visitor("Bo")
    if known:
        bo.begin()
        bo.post("/sign-out/")
    who = bo.post("/join/", invitation=secret)
    assert who.status_code == 200
    assert "Have you been here before?" in text_of(who)
    door = "/sign-in/" if known else "/begin/"
    carried = bo.post(door, invitation=secret, carry="1")
    assert carried.status_code == 200
    assert f'value="{secret}"' in carried.content.decode()
    answer = bo.post(door, name="Bo", passphrase=bo.passphrase, invitation=secret)
    assert secret not in answer["Location"]
    if not known:
        assert bo.write_down_the_code()["Location"] == "/care/?next=/join/"
    assert not any(secret.encode() in kept for kept in _kept_in_sessions())
    assert f'value="{secret}"' in bo.get("/join/").content.decode()


def test_not_now_leaves_no_trace_for_the_one_who_invited() -> None:
    ada = Visitor("Ada").begin()
    us = ada.begin_us()
    secret, _ = ada.invite(us)
    before = text_of(ada.get(f"/us/{us}/invite/"))
    Visitor().post("/join/", invitation=secret)
    assert text_of(ada.get(f"/us/{us}/invite/")) == before


def test_closing_needs_the_passphrase_is_for_both_and_says_only_that() -> None:
    ada, bo, us = two_together()
    refused = ada.post(f"/us/{us}/leave/", passphrase="not the one")
    assert refused.status_code == 422
    assert "is closed" not in text_of(ada.get("/us/"))
    assert ada.post(f"/us/{us}/leave/", passphrase=ada.passphrase)["Location"] == "/us/"
    for one in (ada, bo):
        assert "This space is closed" in text_of(one.get("/us/"))


def test_a_pair_cannot_invite_a_third() -> None:
    ada, _bo, us = two_together()
    assert ada.post(f"/us/{us}/invite/", do="invite")["Location"] == "/us/"
    assert ada.get(f"/us/{us}/invite/")["Location"] == "/us/"


@pytest.mark.parametrize("page", ["invite", "leave"])
def test_a_stranger_finds_nothing_and_nobody_is_asked_to_sign_in(page: str) -> None:
    _ada, bo, us = two_together()
    path = f"/us/{us}/{page}/"
    cleo = Visitor("Cleo").begin()
    assert cleo.get(path).status_code == cleo.post(path, do="confirm").status_code == 404
    assert cleo.get(path).content == cleo.get(f"/us/{us + 999}/{page}/").content.replace(
        f"/us/{us + 999}/".encode(), f"/us/{us}/".encode()
    )
    assert Visitor().get(path)["Location"] == f"/sign-in/?next={path}"
    assert bo.get(f"/us/{us}/leave/").status_code == 200


@pytest.mark.parametrize("path", ["/us/", "/us/new/", "/mine/", "/mine/passphrase/", "/recovery-code/"])
def test_nobody_is_asked_to_sign_in_first(path: str) -> None:
    assert Visitor().get(path)["Location"] == f"/sign-in/?next={path}"
    assert Visitor().post(path, anything="1").status_code in {302, 303, 405}


@pytest.mark.parametrize("path", ["/us/", "/us/new/", "/mine/", "/mine/sign-ins/", "/mine/passphrase/"])
def test_no_page_of_a_member_is_kept_by_the_browser(path: str) -> None:
    answer = Visitor("Ada").begin().get(path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def _kept_in_sessions() -> list[bytes]:
    """Every value of every session, as it is and taken out of base64."""
    values = [str(value) for row in SignIn.objects.all() for value in row.get_decoded().values()]
    assert values
    return [form for value in values for form in (value.encode(), _out_of_base64(value))]


def _out_of_base64(value: str) -> bytes:
    try:
        return base64.b64decode(value)
    except ValueError:
        return b""
