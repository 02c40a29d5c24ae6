"""The same move from two threads, and two who ask at once, on whatever database the tests run on."""

from __future__ import annotations

from functools import partial
from time import time
from uuid import uuid4

import pytest

from at_once import at_once
from dialogues.table import Guest
from withness.dialogues.access import appointment_for
from withness.dialogues.actions import Made
from withness.dialogues.actions.asking import Asks, answer, ask_for_dialogue
from withness.dialogues.models import Appointment, Dialogue, LoggedMove
from withness.people.access import membership_for
from withness.people.models import Member
from withness.protocol.appointment import NOW, Agree, Decline, Request
from withness.protocol.moves import Leave, Resume
from withness.vault import Keyring

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 100


@pytest.fixture
def table() -> tuple[Guest, Guest]:
    return Guest("Ada"), Guest("Bo")


def in_another_window(guest: Guest) -> Guest:
    """The same person with a keyring of a second request."""
    other = object.__new__(Guest)
    other.member = Member.objects.get(pk=guest.member.pk)
    other.keyring = Keyring(guest.member.pk, guest.keyring._root)
    return other


def test_the_same_move_from_two_windows_is_one_row_and_one_answer(table: tuple[Guest, Guest]) -> None:
    ada, bo = table
    again = in_another_window(ada)
    dialogue = ada.ask(ada.open_space(bo))
    for round_ in range(ROUNDS):
        move = Resume() if round_ % 2 else Leave("soon")
        move_id, before = uuid4(), Guest.fresh(dialogue).last_seq
        answers = at_once(
            *(partial(each.try_to, dialogue, move, move_id=move_id, place="") for each in (ada, again))
        )
        assert answers == [Made(dialogue.pk, before + 1)] * 2
    log = LoggedMove.objects.filter(dialogue=dialogue).order_by("seq")
    assert list(log.values_list("seq", flat=True)) == list(range(1, ROUNDS + 2))


def test_two_who_ask_at_once_both_keep_their_question_and_one_dialogue_opens(
    table: tuple[Guest, Guest],
) -> None:
    ada, bo = table
    space = ada.open_space(bo)
    for _ in range(ROUNDS):
        hers, his = at_once(*(partial(ask, guest, space.pk) for guest in table))
        made = at_once(partial(agree, ada, his.appointment_id), partial(agree, bo, hers.appointment_id))
        (running,) = Dialogue.objects.filter(relationship=space, is_open=True)
        assert {each.dialogue_id for each in made} == {running.pk}
        assert running.last_seq == running.moves.count() == 1
        assert Appointment.objects.filter(is_open=True).count() == 1, "the other question stays for later"
        running.delete()
        Appointment.objects.all().delete()


def ask(guest: Guest, space_id: int) -> Asks:
    space = membership_for(guest.member, space_id).relationship
    request, now = Request("whole-dialogue", 30, "Sundays"), int(time())
    asked = ask_for_dialogue(guest.member, guest.keyring, space, request=request, when=NOW, now=now)
    assert isinstance(asked, Asks), asked
    return asked


def agree(guest: Guest, appointment_id: int) -> Made:
    row = appointment_for(guest.member, appointment_id)
    made = answer(guest.member, guest.keyring, row, act=Agree(), turn=1, now=int(time()))
    assert isinstance(made, Made), made
    return made


def test_of_two_answers_at_once_one_is_kept(table: tuple[Guest, Guest]) -> None:
    ada, bo = table
    space = ada.open_space(bo)
    for _ in range(ROUNDS // 5):
        asked = ask(ada, space.pk)
        answers = at_once(
            partial(decline, ada, asked.appointment_id),
            partial(agree_or_look_again, bo, asked.appointment_id),
        )
        begun = Dialogue.objects.filter(relationship=space, is_open=True)
        assert begun.count() == (1 if isinstance(answers[1], Made) else 0)
        assert sum(isinstance(each, Asks | Made) for each in answers) == 1
        begun.delete()
        Appointment.objects.all().delete()


def decline(guest: Guest, appointment_id: int) -> object:
    row = appointment_for(guest.member, appointment_id)
    return answer(guest.member, guest.keyring, row, act=Decline(), turn=1, now=int(time()))


def agree_or_look_again(guest: Guest, appointment_id: int) -> object:
    row = appointment_for(guest.member, appointment_id)
    return answer(guest.member, guest.keyring, row, act=Agree(), turn=1, now=int(time()))
