"""The first day of two people: the code at the door, the yes, who is here, and what lies further below."""

from __future__ import annotations

import re

import pytest

from people.journeys import Visitor, text_of, two_together
from withness.people.models import Invitation, WrongTries

pytestmark = pytest.mark.django_db


def test_a_code_nobody_made_is_told_at_the_door_and_guessing_gets_slow() -> None:
    bo = Visitor("Bo")
    for _ in range(6):
        answer = bo.post("/join/", invitation="7K4M 9QRT")
        assert answer.status_code == 422
    cleo = Visitor("Cleo")
    cleo.browser.defaults["REMOTE_ADDR"] = "10.9.8.7"
    answer = cleo.post("/join/", invitation="x" * 43)
    assert "No invitation goes with this." in text_of(answer), "only that network waits"
    ada = Visitor("Ada").begin()
    _, code = ada.invite(ada.begin_us())
    assert "Please wait" in text_of(bo.post("/join/", invitation=code)), (
        "a right one waits as well: it tells nothing"
    )


def test_at_the_door_an_invitation_is_looked_at_and_nothing_of_that_is_kept() -> None:
    ada = Visitor("Ada").begin()
    secret, code = ada.invite(us := ada.begin_us())
    before = list(Invitation.objects.values())
    for right in (secret, code):
        assert "Have you been here before?" in text_of(Visitor("Bo").post("/join/", invitation=right))
    assert list(Invitation.objects.values()) == before
    assert not WrongTries.objects.exists()
    bo = Visitor("Bo").begin()
    bo.post("/join/", invitation=secret)
    bo.post("/sign-out/")
    assert bo.post("/join/", invitation=secret).status_code == 200, "whoever has asked comes back to wait"
    ada.post(f"/us/{us}/invite/", do="withdraw")
    assert Visitor("Cleo").post("/join/", invitation=secret).status_code == 422


def test_after_the_yes_both_are_told_who_is_here() -> None:
    ada, bo, us = two_together()
    for one, other in ((ada, "Bo"), (bo, "Ada")):
        assert f"{other} is here." in text_of(one.get(f"/?met={us}"))
        assert "is here." not in text_of(one.get("/"))
    cleo = Visitor("Cleo").begin()
    assert "is here." not in text_of(cleo.get(f"/?met={us}"))
    for crafted in ("", "0", "x", "9" * 40):
        assert cleo.get(f"/?met={crafted}").status_code == 200


def test_the_yes_leads_both_to_where_it_is_said() -> None:
    ada, bo = Visitor("Ada").begin(), Visitor("Bo").begin()
    us = ada.begin_us()
    secret, _ = ada.invite(us)
    waits = bo.post("/join/", invitation=secret)["Location"]
    assert ada.press(f"/us/{us}/invite/", do="confirm")["Location"] == f"/?met={us}"
    assert bo.get(waits)["Location"] == f"/?met={us}"


def test_the_three_questions_are_not_offered_twice_in_a_row_and_come_back_later() -> None:
    ada = Visitor("Ada").begin()
    us = ada.begin_us()
    assert "Three questions" not in text_of(ada.get(f"/us/{us}/invite/")), "they were on the page before"
    assert "Three questions" not in text_of(ada.get("/join/"))
    secret, _ = ada.invite(us)
    ada.post(f"/us/{us}/invite/", do="withdraw")
    assert "Three questions" in text_of(ada.get(f"/us/{us}/invite/"))
    bo = Visitor("Bo").begin(invitation=secret)
    assert "Three questions" not in text_of(bo.get("/join/"))
    bo.post("/sign-out/")
    bo.sign_in()
    assert "Three questions" in text_of(bo.get("/join/"))


def test_closing_lies_below_behind_the_settings_of_a_space() -> None:
    ada, _bo, _us = two_together()
    page = ada.get("/us/").content.decode()
    fold = re.search(r'<details class="settings">(.*?)</details>', page, re.S)
    assert fold
    assert "Close this space" in fold[1]
    assert "Close this space" not in page.replace(fold[0], "")
