"""The same move from two threads, and two who ask at once, on whatever database the tests run on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from dialogues.table import Guest
from withness.dialogues import actions
from withness.dialogues.actions import Made
from withness.dialogues.models import Dialogue, LoggedMove
from withness.people.models import Member
from withness.protocol.moves import Choose, Leave, Offer, Resume
from withness.vault import Keyring

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 100


def both(first: Callable[[], Made], second: Callable[[], Made]) -> list[Made]:
    begin = Barrier(2)

    def run(act: Callable[[], Made]) -> Made:
        begin.wait(10)
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(run, (first, second)))


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
    bo.do(dialogue, Choose("now"))
    for round_ in range(ROUNDS):
        move = Resume() if round_ % 2 else Leave("soon")
        move_id, before = uuid4(), Guest.fresh(dialogue).last_seq
        answers = both(
            *(partial(each.try_to, dialogue, move, move_id=move_id, place="") for each in (ada, again))
        )
        assert answers == [Made(dialogue.pk, before + 1)] * 2
    log = LoggedMove.objects.filter(dialogue=dialogue).order_by("seq")
    assert list(log.values_list("seq", flat=True)) == list(range(1, ROUNDS + 3))


def test_two_who_ask_at_once_are_at_one_table(table: tuple[Guest, Guest]) -> None:
    ada, bo = table
    space = ada.open_space(bo)
    for _ in range(ROUNDS):
        asked = both(*(partial(ask, guest, space.pk) for guest in table))
        (running,) = Dialogue.objects.filter(relationship=space, is_open=True)
        assert {made.dialogue_id for made in asked} == {running.pk}
        assert running.last_seq == running.moves.count() == 1
        running.delete()


def ask(guest: Guest, space_id: int) -> Made:
    from withness.people.access import relationship_for

    space = relationship_for(guest.member, space_id)
    return actions.ask(
        guest.member, guest.keyring, space, script="whole-dialogue", first=Offer("Sundays", stem="Now")
    )
