"""Forms and addresses that no page of ours makes: an answer in words, never a fault, and nothing changed."""

from __future__ import annotations

import pytest

from dialogues.test_pages import AtTheTable, arrive, table, talk_of
from people.journeys import Visitor, text_of
from withness.dialogues.models import Dialogue, LoggedMove
from withness.people.models import Relationship

__all__ = ["table"]
pytestmark = pytest.mark.django_db
HUGE = "9" * 30
NO_NUMBERS = ("²", "٣" * 30, HUGE, "-1", "0", "1.5", "x", "")


@pytest.mark.parametrize(
    "path", ["/talk/{}/", "/talk/{}/words/", "/us/{}/leave/", "/us/{}/invite/", "/talk/0{}/"]
)
def test_a_number_no_row_can_have_is_not_found(path: str, table: tuple[AtTheTable, AtTheTable]) -> None:
    assert table[0].get(path.format(HUGE)).status_code == 404


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_a_thought_that_is_no_number_is_nothing(number: str, table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    assert ada.get(f"{ada.talk}?thought={number}").status_code == 200
    assert bo.press(f"drop:{number}").status_code in {303, 404}
    assert ada.press("offer", text="I wait.", thought=number).status_code in {303, 422}


@pytest.mark.parametrize("relationship", [HUGE, "0", "-5"])
def test_nobody_asks_in_a_space_that_cannot_be(
    relationship: str, table: tuple[AtTheTable, AtTheTable]
) -> None:
    assert ask(table[0], relationship).status_code == 404


def ask(visitor: Visitor, relationship: object):
    told = {"script": "whole-dialogue", "text": "", "when": "now"}
    return visitor.post("/talk/new/", relationship=str(relationship), **told)


def test_nobody_asks_in_a_closed_space_or_alone() -> None:
    ada = Visitor("Ada").begin()
    alone = ada.begin_us()
    refused = ask(ada, alone)
    assert (refused.status_code, "Nobody else is in this space yet" in text_of(refused)) == (422, True)
    ada.post(f"/us/{alone}/leave/", passphrase=ada.passphrase)
    assert ask(ada, alone).status_code == 422
    assert not Dialogue.objects.exists()


def test_the_space_closes_while_somebody_asks(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, _ = table
    Relationship.objects.update(closed_at="2026-01-01T00:00Z")
    assert ask(ada, Relationship.objects.get().pk).status_code == 422


def test_a_page_of_one_dialogue_moves_nothing_in_another(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    cleo, dina = Visitor("Cleo").begin(), Visitor("Dina")
    dina.passphrase = "harbour violet pencil thunder"
    dina.begin()
    us = cleo.begin_us()
    dina.post("/join/", invitation=cleo.invite(us)[0])
    cleo.press(f"/us/{us}/invite/", do="confirm")
    theirs = talk_of(cleo, dina, us)
    move = LoggedMove.objects.filter(dialogue_id=int(ada.talk.split("/")[2])).first()
    before = LoggedMove.objects.filter(dialogue_id=int(theirs.split("/")[2])).count()
    dina.post(theirs, do="offer", text="replayed", place="speak.1", move_id=str(move.move_id))
    assert LoggedMove.objects.filter(dialogue_id=int(theirs.split("/")[2])).count() == before
    for visitor in (cleo, dina):
        for answer in (visitor.get(ada.talk), visitor.post(ada.talk, do="offer", text="mine now")):
            assert answer.status_code == 404
