"""A letter opened at the very moment in which it is taken back: exactly one of the two finds it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from at_once import at_once
from dialogues.table import Guest
from withness.dialogues.actions import Made
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.actions.letters import (
    NOT_HERE,
    ONE_AT_A_TIME,
    STAYS,
    CameBack,
    Sealed,
    open_letter,
    seal_letter,
    take_letter_back,
)
from withness.dialogues.models import Dialogue, Letter
from withness.protocol.moves import Choose, Offer, Pace

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 60
PIECES = Offer("I wake early.", blocks=("I wait.",))


@pytest.fixture
def table() -> tuple[Guest, Guest, Dialogue]:
    ada, bo = Guest("Ada"), Guest("Bo")
    made = begin_dialogue(
        ada.member, ada.keyring, ada.open_space(bo), script="whole-dialogue", pace=Pace.LETTER
    )
    assert isinstance(made, Made)
    return ada, bo, Dialogue.objects.select_related("relationship").get(pk=made.dialogue_id)


def seal(ada: Guest, dialogue: Dialogue, place: str) -> object:
    return seal_letter(
        ada.member,
        ada.keyring,
        ada.fresh(dialogue),
        offer=PIECES,
        move_id=uuid4(),
        place=place,
        arrives_at=timezone.now(),
    )


def test_opening_and_taking_back_at_once_have_one_winner(table: tuple[Guest, Guest, Dialogue]) -> None:
    ada, bo, dialogue = table
    won = set()
    for _ in range(ROUNDS):
        assert seal(ada, dialogue, ada.sight(dialogue).place) == Sealed()
        opened, back = at_once(
            lambda: open_letter(bo.member, bo.keyring, bo.fresh(dialogue), now=timezone.now()),
            lambda: take_letter_back(ada.member, ada.keyring, ada.fresh(dialogue)),
        )
        assert not Letter.objects.exists()
        if isinstance(opened, Made):
            assert back == STAYS
            bo.do(dialogue, Choose("smaller"))
            won.add("opened")
        else:
            assert opened == NOT_HERE
            assert isinstance(back, CameBack)
            won.add("taken back")
    assert won <= {"opened", "taken back"}


def test_two_windows_that_seal_at_once_send_one_letter(table: tuple[Guest, Guest, Dialogue]) -> None:
    ada, _bo, dialogue = table
    place = ada.sight(dialogue).place
    for _ in range(10):
        answers = at_once(lambda: seal(ada, dialogue, place), lambda: seal(ada, dialogue, place))
        assert sorted(map(repr, answers)) == sorted(map(repr, (Sealed(), ONE_AT_A_TIME)))
        Letter.objects.all().delete()


def test_two_devices_that_open_at_once_find_the_same_letter(table: tuple[Guest, Guest, Dialogue]) -> None:
    ada, bo, dialogue = table
    for _ in range(20):
        assert seal(ada, dialogue, ada.sight(dialogue).place) == Sealed()
        opened = at_once(
            *[lambda: open_letter(bo.member, bo.keyring, bo.fresh(dialogue), now=timezone.now())] * 2
        )
        assert all(isinstance(each, Made) for each in opened), opened
        bo.do(dialogue, Choose("smaller"))
