"""What somebody chooses alone stays theirs in the room as well: the device learns what comes of it, and no more."""

from __future__ import annotations

import html
import json
import re

import pytest

from cast import PASSPHRASES
from dialogues.table import Guest
from dialogues.test_room_running import Room, entered, pressed, touched
from people.journeys import Visitor
from withness.dialogues.actions import Made
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.models import Dialogue
from withness.protocol.moves import ChangePace, Close, Pace

pytestmark = pytest.mark.django_db


@pytest.fixture
def closing() -> Room:
    """Ada and Bo talk in the room, and have come to what shall stay of it."""
    ada, bo = (Guest(name, PASSPHRASES[name]) for name in ("Ada", "Bo"))
    made = begin_dialogue(ada.member, ada.keyring, ada.open_space(bo), script="short-form", pace=Pace.ROOM)
    assert isinstance(made, Made)
    room = Room(ada, bo, Dialogue.objects.select_related("relationship").get(pk=made.dialogue_id))
    for seat in (0, 1, 0, 1):
        room.touch(seat, "ready")
    room.touch(0, "said")
    ada.do(room.dialogue, Close())
    assert ada.sight(room.dialogue).step == "keep"
    return room


def shown(visitor: Visitor, room: Room) -> str:
    page = visitor.get(f"/talk/{room.dialogue.pk}/room/").content.decode()
    return html.unescape(re.search(r'data-place="([^"]*)"', page)[1])


def test_a_device_does_not_learn_what_somebody_chose_on_their_own(closing: Room) -> None:
    ada = entered(closing)
    assert isinstance(closing.touch(1, "choose:let_go", by=closing.bo), Made)
    assert "let_go" not in shown(ada, closing)
    assert json.loads(shown(ada, closing))["answers"] == [[1, ""]]
    refused = touched(ada, closing, 1, "choose:keep", closing.place)
    assert refused.status_code == 409
    assert "let_go" not in refused.content.decode()


def test_where_another_choice_counts_the_device_is_told_that_they_differ(closing: Room) -> None:
    ada = entered(closing)
    touched(ada, closing, 1, "choose:let_go", closing.place)
    told = touched(ada, closing, 0, "choose:keep", closing.place)
    assert told.status_code == 200
    assert told.json()["told"].startswith("You chose differently.")
    assert told.json()["place"]["outcome"] == "let_go"


def test_where_the_last_choice_counts_nothing_needs_to_be_told(closing: Room) -> None:
    ada = entered(closing)
    first = touched(ada, closing, 1, "choose:keep", closing.place)
    assert first.json()["told"] == ""
    told = touched(ada, closing, 0, "choose:let_go", closing.place)
    assert (told.json()["told"], told.json()["place"]["outcome"]) == ("", "let_go")


def test_a_device_left_in_the_room_shows_nothing_of_what_goes_on_elsewhere(closing: Room) -> None:
    """The curtain stays drawn in one browser while both go on with their own phones."""
    ada, path = entered(closing), f"/talk/{closing.dialogue.pk}/room/"
    for guest in (closing.ada, closing.bo):
        guest.do(closing.dialogue, ChangePace(Pace.LIVE))
    assert ada.get(path).status_code == 302
    assert pressed(ada, closing, do="apart").status_code == 303
    assert ada.get(ada.get(path).headers["Location"]).headers["Location"].startswith("/unlock/")


def test_what_has_ended_in_the_room_is_still_shown_there(closing: Room) -> None:
    ada = entered(closing)
    for seat in (0, 1):
        touched(ada, closing, seat, "choose:let_go", closing.place)
    assert json.loads(shown(ada, closing))["outcome"] == "let_go"
