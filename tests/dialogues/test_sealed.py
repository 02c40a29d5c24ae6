"""No word of a question, a letter or a thought can be read in the database: in no row and in no freed page."""

from __future__ import annotations

import pytest
from django.db import connection

from dialogues.letters import by_letter, home, seal, take, unseal
from dialogues.table import Guest
from dialogues.test_asking import ask, say
from withness.dialogues import actions
from withness.dialogues.models import Appointment, Dialogue
from withness.people.models import Relationship
from withness.protocol.appointment import Decline, Propose, Request
from withness.protocol.moves import ChangePace, Leave, Offer, Pace

pytestmark = pytest.mark.sqlite
CANARIES = ("kestrel", "wagtail", "dunnock", "siskin", "redpoll", "fieldfare", "Zephyrine")


@pytest.fixture
def zephyrine(db: None) -> Guest:
    return Guest("Zephyrine")


def everything() -> bytes:
    """The whole database as it lies in memory, with the pages that were given back."""
    connection.ensure_connection()
    return bytes(connection.connection.serialize())


def test_nothing_that_was_typed_can_be_found(zephyrine: Guest, bo: Guest) -> None:
    space: Relationship = zephyrine.open_space(bo)
    ask(zephyrine, space, request=Request("whole-dialogue", 30, "kestrel", 4))
    row = Appointment.objects.get()
    say(bo, row, Propose(words="wagtail"))
    assert_sealed()
    say(bo, row, Decline())
    letters: Dialogue = by_letter(zephyrine, space)
    for after in (take, home):
        seal(zephyrine, letters, Offer("dunnock", blocks=("siskin",)))
        assert_sealed()
        after(zephyrine, letters)
    unseal(bo, letters)
    actions.pocket_thought(bo.member, bo.keyring, bo.fresh(letters), text="redpoll")
    zephyrine.try_to(letters, Leave("fieldfare"), place="")
    zephyrine.try_to(letters, ChangePace(Pace.LIVE), place="")
    assert_sealed()


def assert_sealed() -> None:
    kept = everything()
    assert [each for each in CANARIES if each.encode() in kept] == []


def test_the_search_finds_what_lies_there(zephyrine: Guest, bo: Guest) -> None:
    space = zephyrine.open_space(bo)
    Relationship.objects.filter(pk=space.pk).update(palette="kestrel")
    with pytest.raises(AssertionError):
        assert_sealed()
