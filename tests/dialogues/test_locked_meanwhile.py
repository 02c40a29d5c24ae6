"""A place that locked while somebody was writing: the words come along, and nothing is sent by unlocking."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from dialogues.test_pages import AtTheTable, arrive, table
from people.journeys import Visitor, hidden_fields, text_of
from withness.dialogues.models import Appointment, Dialogue, Draft, LoggedMove, PocketedThought
from withness.hub import hub
from withness.people.models import Membership, Relationship, SignIn

__all__ = ["table"]
pytestmark = pytest.mark.django_db


def unlock(ada: AtTheTable, waiting: HttpResponse) -> HttpResponse:
    """Give the passphrase, and do what a browser does at a 307."""
    assert waiting.status_code == 423
    fields = {**hidden_fields(waiting), "passphrase": ada.passphrase}
    opened = ada.post("/unlock/", **fields)
    assert opened.status_code == 307
    return ada.post(opened["Location"], **fields)


def written(page: HttpResponse) -> dict[str, str]:
    found = re.findall(r'type="hidden" name="(move_id|place|stem)" value="([^"]*)"', page.content.decode())
    return {name: html.unescape(value) for name, value in found}


def test_what_was_on_its_way_waits_in_its_field_and_goes_when_it_is_offered(
    table: tuple[AtTheTable, AtTheTable],
) -> None:
    ada, bo = table
    arrive(ada, bo)
    fields, before = written(ada.page()), LoggedMove.objects.count()
    ada.post("/lock/")
    shown = unlock(ada, ada.post(ada.talk, do="offer", text="I wake early.", **fields))
    assert shown.status_code == 200
    assert "nothing has gone on its way yet" in text_of(shown)
    assert ">I wake early.</textarea>" in shown.content.decode()
    assert LoggedMove.objects.count() == before
    assert Draft.objects.count() == 1
    assert ada.passphrase not in shown.content.decode()
    assert ada.post(ada.talk, do="offer", text="I wake early.", **written(shown)).status_code in {302, 303}
    assert LoggedMove.objects.count() == before + 1


@pytest.mark.parametrize("do", ["leave", "close", "pause:20", "choose:now", "ready"])
def test_no_button_that_was_pressed_on_a_locked_phone_moves_anything(
    do: str, table: tuple[AtTheTable, AtTheTable]
) -> None:
    ada, bo = table
    arrive(ada, bo)
    fields, before = written(ada.page()), LoggedMove.objects.count()
    ada.post("/lock/")
    assert unlock(ada, ada.post(ada.talk, do=do, text="I am sorry", **fields)).status_code == 200
    assert LoggedMove.objects.count() == before
    assert Dialogue.objects.get().is_open


def test_words_for_a_step_that_is_over_go_into_the_pocket(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    stale = written(ada.page())
    ada.press("offer", text="I wake early.")
    ada.post("/lock/")
    shown = unlock(ada, ada.post(ada.talk, do="offer", text="And one more thing.", **stale))
    assert (shown.status_code, "kept in your pocket" in text_of(shown)) == (409, True)


def test_nobody_is_let_in_and_nothing_asked_by_unlocking(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, _bo = table
    Dialogue.objects.update(is_open=False)
    cleo, alone = Visitor("Cleo").begin(), ada.begin_us(kind="friend")
    cleo.post("/join/", invitation=ada.invite(alone)[0])
    asked = Dialogue.objects.count() + Appointment.objects.count()
    for path, fields in (
        (f"/us/{alone}/invite/", {"do": "confirm"}),
        (
            "/talk/new/",
            {
                "relationship": str(Relationship.objects.earliest("pk").pk),
                "script": "whole-dialogue",
                "text": "x",
                "when": "now",
            },
        ),
    ):
        ada.post("/lock/")
        unlock(ada, ada.post(path, **fields))
    assert Membership.objects.filter(relationship=alone).count() == 1
    assert Dialogue.objects.count() + Appointment.objects.count() == asked


def test_a_place_that_locked_while_idle_is_not_opened_by_going_to_a_dialogue(
    table: tuple[AtTheTable, AtTheTable],
) -> None:
    ada, _bo = table
    SignIn.objects.update(used_at=timezone.now() - timedelta(minutes=45))
    answer = ada.page()
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/unlock/")
    assert ada.get("/us/")["Location"].startswith("/unlock/")


def test_nothing_is_dropped_and_nobody_shown_as_here_from_a_locked_phone(
    table: tuple[AtTheTable, AtTheTable],
) -> None:
    ada, bo = table
    arrive(ada, bo)
    bo.press("pocket", thought_text="For my turn.")
    thought = PocketedThought.objects.get()
    bo.post("/lock/")
    with pytest.MonkeyPatch.context() as patch:
        glimpsed: list[int] = []
        patch.setattr(hub(), "glimpse", lambda _topic, member: glimpsed.append(member))
        assert bo.post(bo.talk, do=f"drop:{thought.pk}").status_code == 423
        bo.page()
    assert glimpsed == []
    assert PocketedThought.objects.exists()
