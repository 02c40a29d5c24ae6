"""A dialogue begins with one sealed move in the seat of who asked, and only one begins."""

from __future__ import annotations

import pytest
from django.utils import timezone

from dialogues.table import Guest
from withness.dialogues.actions import ALONE, CLOSED, Made, Refused
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.models import Dialogue, LoggedMove
from withness.people import actions as people
from withness.people.models import Relationship
from withness.protocol.moves import Begin, Pace
from withness.protocol.rules import LONGEST_TOPIC, Reason


def begin(
    guest: Guest, space: Relationship, *, topic: str = "Sunday mornings", **how: object
) -> Made | Refused:
    return begin_dialogue(guest.member, guest.keyring, space, script="whole-dialogue", topic=topic, **how)  # type: ignore[arg-type]


def test_whoever_opens_it_the_one_who_asked_speaks_first(ada: Guest, bo: Guest, space: Relationship) -> None:
    made = begin(bo, space, asker=0, pace=Pace.ROOM)
    assert isinstance(made, Made)
    dialogue = Dialogue.objects.get(pk=made.dialogue_id)
    for guest in (ada, bo):
        here = guest.opened(dialogue)
        assert (here.state.step, here.state.pace, here.speaker.name) == ("arriving", Pace.ROOM, "Ada")
        assert here.sight.topic == "Sunday mornings"
        assert [(entry.seat, entry.move) for entry in here.log] == [(0, Begin("Sunday mornings", Pace.ROOM))]


def test_what_it_is_about_lies_sealed(ada: Guest, space: Relationship) -> None:
    assert isinstance(begin(ada, space), Made)
    assert b"Sunday" not in bytes(LoggedMove.objects.get().blob)


def test_there_is_one_open_dialogue_whoever_begins_a_second_is_led_to_it(
    ada: Guest, bo: Guest, space: Relationship
) -> None:
    first, second = begin(ada, space), begin(bo, space, topic="The dishes")
    assert first == second
    assert bo.sight(Dialogue.objects.get()).topic == "Sunday mornings"


def test_it_takes_two_and_an_open_space(ada: Guest, bo: Guest, cleo: Guest, space: Relationship) -> None:
    alone = people.start_relationship(
        cleo.member, cleo.keyring, kind="spouse", palette="ember-tide", hue="ember"
    )
    assert begin(cleo, alone) == ALONE
    assert begin(ada, space, asker=5) == CLOSED
    assert begin(ada, space, topic="a" * (LONGEST_TOPIC + 1)) == Refused(Reason.TOO_LONG)
    space.closed_at = timezone.now()
    space.save()
    assert begin(ada, space) == CLOSED
    assert not Dialogue.objects.exists()


@pytest.mark.parametrize("script", ["whole-dialogue", "short-form", "appreciation"])
def test_a_dialogue_remembers_the_version_of_its_script(ada: Guest, space: Relationship, script: str) -> None:
    begin_dialogue(ada.member, ada.keyring, space, script=script)
    found = Dialogue.objects.get()
    assert ada.opened(found).script.version == found.script_version
