"""Home and Talk with a circle: who is named there, what is said once somebody left or a space is closed."""

from __future__ import annotations

import pytest

from dialogues.circle import NAMES, Reader, circle_of, leave
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.models import Dialogue

pytestmark = pytest.mark.django_db


def at_home(size: int) -> tuple:
    space, guests = circle_of(size)
    return space, guests, [Reader(guest, name) for guest, name in zip(guests, NAMES, strict=False)]


def test_home_names_everybody_of_a_circle() -> None:
    _, _, (ada, *_) = at_home(4)
    assert "With Bo , Dee , Eli" in ada.text("/")


def test_home_no_longer_names_who_left_and_tells_who_left_that_they_did() -> None:
    space, guests, (ada, _, dee) = at_home(3)
    leave(guests[2], space)
    assert "With Bo" in ada.text("/")
    assert "Dee" not in ada.text("/")
    assert "You left this circle." in dee.text("/")
    assert "Begin a dialogue" not in dee.text("/")


def test_a_closed_space_of_two_still_tells_with_whom_it_was() -> None:
    space, guests, (ada, bo) = at_home(2)
    begin_dialogue(guests[0].member, guests[0].keyring, space, script="appreciation")
    Dialogue.objects.update(is_open=False, outcome="talked", ended_on="2026-05-01")
    leave(guests[0], space)
    for reader, other in ((ada, "Bo"), (bo, "Ada")):
        assert "The space is closed." in reader.text("/")
        assert f"Kept, with {other}" in reader.text("/talk/")


def test_home_calls_nobody_to_their_turn_in_a_space_that_is_closed() -> None:
    space, guests, (ada, bo) = at_home(2)
    begin_dialogue(guests[0].member, guests[0].keyring, space, script="appreciation", topic="The garden")
    assert "Go on" in ada.text("/")
    leave(guests[1], space)
    for reader in (ada, bo):
        assert "The garden The space is closed. It rests where it was. Look in" in reader.text("/")
        assert "Your turn" not in reader.text("/")
