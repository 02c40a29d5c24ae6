"""Delete everything: asked for with the passphrase, done at once, and honest about what stays."""

from __future__ import annotations

from datetime import time

import pytest
from django.conf import settings

from people.journeys import Visitor, hidden_fields, text_of, two_together
from withness.people.models import Invitation, KeySlot, Member, Membership, Relationship, SignIn

pytestmark = pytest.mark.django_db


def test_the_page_says_what_goes_and_what_stays_and_changes_nothing() -> None:
    ada, _bo, _us = two_together()
    assert 'href="/mine/delete/"' in ada.get("/mine/").content.decode()
    page = text_of(ada.get("/mine/delete/"))
    for said in ("at once", "Bo can still read it", "Someone who left", "no way back", "backups"):
        assert said in page
    assert Member.objects.count() == 2


def test_without_the_passphrase_nothing_is_deleted() -> None:
    ada, bo, _us = two_together()
    assert ada.post("/mine/delete/", passphrase=bo.passphrase).status_code == 422
    assert ada.post("/mine/delete/").status_code == 422
    assert Member.objects.count() == 2


def test_everything_of_ones_own_goes_and_the_other_keeps_what_was_shared() -> None:
    ada, bo, us = two_together()
    alone = ada.begin_us(kind="friend")
    ada.invite(alone)
    elsewhere = Visitor("Ada")
    elsewhere.sign_in()
    answer = ada.post("/mine/delete/", passphrase=ada.passphrase)
    assert (answer.status_code, "It is gone" in text_of(answer)) == (200, True)
    for name in (settings.SESSION_COOKIE_NAME, settings.SESSION_TICKET_COOKIE, "device"):
        assert answer.cookies[name].value == ""
    for browser in (ada, elsewhere):
        assert browser.get("/mine/")["Location"].startswith("/sign-in/")
    assert ada.sign_in().status_code == 422
    assert (
        Visitor().post("/recover/", name="Ada", code=ada.recovery_code, passphrase="x" * 30).status_code
        == 422
    )
    assert list(Relationship.objects.values_list("pk", flat=True)) == [us]
    assert [Member.objects.count(), KeySlot.objects.count(), SignIn.objects.count()] == [1, 2, 1]
    assert not Invitation.objects.filter(relationship=alone).exists()
    page = text_of(bo.get("/us/"))
    assert "Someone who left" in page
    assert "Ada" not in page


def test_the_hour_at_which_somebody_went_is_not_kept() -> None:
    ada, bo, us = two_together()
    closed = ada.begin_us(kind="friend")
    ada.post(f"/us/{closed}/leave/", passphrase=ada.passphrase)
    bo.post("/mine/delete/", passphrase=bo.passphrase)
    spaces = Relationship.objects.filter(pk__in=(us, closed))
    seats = Membership.objects.filter(left_at__isnull=False)
    hours = [space.closed_at.time() for space in spaces] + [seat.left_at.time() for seat in seats]
    assert hours == [time.min] * 4


def test_a_name_is_free_again_and_brings_nothing_back() -> None:
    ada, _bo, us = two_together()
    ada.post("/mine/delete/", passphrase=ada.passphrase)
    again = Visitor("Ada").begin()
    assert again.get(f"/us/{us}/invite/").status_code == 404


def test_a_locked_place_is_not_deleted_by_unlocking_it() -> None:
    ada, _bo, _us = two_together()
    ada.post("/lock/")
    unlock = ada.post("/mine/delete/", passphrase=ada.passphrase)
    assert unlock.status_code == 423
    opened = ada.post("/unlock/", passphrase=ada.passphrase, **hidden_fields(unlock))
    assert (opened.status_code, opened["Location"]) == (303, "/mine/delete/")
    assert Member.objects.count() == 2


@pytest.mark.parametrize(
    "path", ["/mine/delete/", "/us/{}/leave/", "/mine/recovery-code/", "/mine/passphrase/"]
)
def test_a_form_left_waiting_on_a_locked_phone_does_nothing_when_it_is_unlocked(path: str) -> None:
    ada, _bo, us = two_together()
    ada.post("/lock/")
    waiting = ada.post(path.format(us), planted="1")
    fields = {**hidden_fields(waiting), "passphrase": ada.passphrase, "old": ada.passphrase}
    opened = ada.post("/unlock/", **fields)
    assert (opened.status_code, opened["Location"]) == (307, path.format(us))
    arrived = ada.post(opened["Location"], **fields)  # what a browser does at a 307
    assert arrived.status_code == 200
    assert "It is gone" not in text_of(arrived)
    assert Relationship.objects.get(pk=us).is_open
    assert Visitor("Ada").sign_in().status_code == 303
    assert "Ada" in text_of(ada.get("/us/"))
    code, new = ada.recovery_code, "harbour violet pencil thunder"
    assert Visitor().post("/recover/", name="Ada", code=code, passphrase=new).status_code == 303
