"""The pages of a circle and of a space with oneself: what stands there, and what each may do."""

from __future__ import annotations

import pytest

from people.journeys import Visitor, text_of

pytestmark = pytest.mark.django_db


def circle() -> tuple[int, Visitor, Visitor, Visitor]:
    """Ada has opened a circle of a community; Bo and Dee have come in."""
    ada = Visitor("Ada").begin()
    us = ada.begin_us(kind="community")
    return us, ada, come_in("Bo", ada, us), come_in("Dee", ada, us)


def come_in(name: str, host: Visitor, us: int) -> Visitor:
    joiner = Visitor(name).begin()
    joiner.post("/join/", invitation=host.invite(us)[1])
    host.press(f"/us/{us}/invite/", do="confirm")
    joiner.get("/us/")
    return joiner


def test_nine_kinds_can_be_chosen_and_each_has_words() -> None:
    page = Visitor("Ada").begin().get("/us/new/").content.decode()
    assert page.count('name="kind"') == 9
    assert "A friend" in page
    assert "Myself" in page


def test_whoever_opens_a_space_reads_what_suits_it_before_somebody_is_asked_in() -> None:
    ada = Visitor("Ada").begin()
    us = ada.begin_us(kind="family")
    assert "up to eight" in text_of(ada.get(f"/us/{us}/invite/"))


def test_everybody_of_a_circle_stands_on_us_and_the_opener_may_invite_one_more() -> None:
    us, ada, bo, dee = circle()
    for one in (ada, bo, dee):
        text = text_of(one.get("/us/"))
        assert all(name in text for name in ("Ada", "Bo", "Dee", "Leave this circle"))
    assert "Invite one more" in text_of(ada.get("/us/"))
    assert "Invite one more" not in text_of(bo.get("/us/"))
    assert bo.get(f"/us/{us}/invite/")["Location"] == "/us/"
    asking = text_of(ada.get(f"/us/{us}/invite/"))
    assert "Whoever comes meets Bo , Dee and you." in asking


def test_somebody_who_asks_to_come_into_a_circle_is_told_on_us() -> None:
    us, ada, bo, _ = circle()
    eli = Visitor("Eli").begin()
    eli.post("/join/", invitation=ada.invite(us)[0])
    assert "Somebody asks to come in" in text_of(ada.get("/us/"))
    assert "asks to come in" not in text_of(bo.get("/us/"))
    assert "Eli" not in text_of(bo.get("/us/"))


def test_leaving_a_circle_says_what_it_means_and_the_others_read_one_neutral_line() -> None:
    us, ada, bo, dee = circle()
    assert "They go on" in text_of(dee.get(f"/us/{us}/leave/"))
    assert dee.post(f"/us/{us}/leave/", passphrase="something else").status_code == 422
    assert dee.post(f"/us/{us}/leave/", passphrase=dee.passphrase)["Location"] == "/us/"
    assert "You left this circle" in text_of(dee.get("/us/"))
    assert "Bo" not in text_of(dee.get("/us/"))
    for one in (ada, bo):
        assert "Dee has left this circle." in text_of(one.get("/us/"))
    assert "Close this space" in text_of(bo.get("/us/")), "of two, one closes it for both"
    assert dee.get(f"/us/{us}/leave/")["Location"] == "/us/"


@pytest.mark.parametrize("path", ["invite", "leave"])
def test_a_stranger_to_a_circle_finds_nothing(path: str) -> None:
    us, *_ = circle()
    cleo = Visitor("Cleo").begin()
    assert cleo.get(f"/us/{us}/{path}/").status_code == 404
    assert cleo.post(f"/us/{us}/{path}/", do="invite").status_code == 404


def test_a_space_with_oneself_needs_no_invitation_and_is_told_to_nobody() -> None:
    ada = Visitor("Ada").begin()
    assert ada.post("/us/new/", kind="self", hue="tide")["Location"] == "/us/"
    assert "With myself" in text_of(ada.get("/us/"))
    assert "Talk with yourself" in text_of(ada.get("/us/"))
    ada.post("/us/new/", kind="self", hue="tide")
    assert text_of(ada.get("/us/")).count("With myself") == 1
