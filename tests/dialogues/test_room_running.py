"""A running dialogue in the room: each touch is a move of whoever sits there, aloud, from either one's device."""

from __future__ import annotations

import html
import json
import re
from typing import NamedTuple
from uuid import uuid4

import pytest
from django.http import HttpResponse

from cast import PASSPHRASES
from dialogues.table import Guest
from people.journeys import Visitor, text_of
from withness.dialogues.actions import Made, MovedOn, make_move
from withness.dialogues.actions.aloud import go_apart, touch
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.models import Dialogue, LoggedMove
from withness.protocol.moves import ChangePace, Offer, Pace, Ready
from withness.scripts import script_named

pytestmark = pytest.mark.django_db
SHORT = script_named("short-form")


class Room(NamedTuple):
    """Ada and Bo, who talk in the room, and their dialogue."""

    ada: Guest
    bo: Guest
    dialogue: Dialogue

    @property
    def place(self) -> str:
        return self.ada.opened(self.dialogue).state.place

    def touch(
        self, seat: int, act: str, *, by: Guest | None = None, place: str = "", **more: object
    ) -> object:
        by = by or self.ada
        how = {"move_id": uuid4(), "place": place or self.place} | more
        dialogue = by.fresh(self.dialogue)
        return touch(by.member, by.keyring, dialogue, script=SHORT, seat=seat, act=act, **how)  # type: ignore[arg-type]


@pytest.fixture
def room() -> Room:
    ada, bo = (Guest(name, PASSPHRASES[name]) for name in ("Ada", "Bo"))
    space = ada.open_space(bo)
    made = begin_dialogue(ada.member, ada.keyring, space, script="short-form", pace=Pace.ROOM)
    assert isinstance(made, Made)
    return Room(ada, bo, Dialogue.objects.select_related("relationship").get(pk=made.dialogue_id))


def test_one_device_moves_for_both_and_no_word_is_written(room: Room) -> None:
    for by, seat, act in (
        (room.ada, 0, "ready"),
        (room.ada, 1, "ready"),
        (room.bo, 0, "said"),
        (room.ada, 1, "said"),
        (room.bo, 0, "choose:add"),
        (room.ada, 1, "said"),
        (room.ada, 0, "choose:got_it"),
    ):
        assert isinstance(room.touch(seat, act, by=by), Made)
    here = room.bo.opened(room.dialogue)
    assert here.state.step == "more"
    assert [entry.seat for entry in here.log[-5:]] == [0, 1, 0, 1, 0]
    assert not [words for words in here.state.table if words.text]
    assert all(words.aloud for words in here.state.table)


def test_the_same_touch_sent_twice_counts_once(room: Room) -> None:
    same, place = uuid4(), room.place
    first = room.touch(0, "ready", move_id=same)
    assert room.touch(0, "ready", move_id=same, place=place) == first
    assert room.ada.opened(room.dialogue).state.answers[0].seat == 0
    assert LoggedMove.objects.filter(dialogue=room.dialogue, move_id=same).count() == 1


def test_a_touch_of_a_step_that_is_over_changes_nothing(room: Room) -> None:
    old = room.place
    for seat in (0, 1):
        room.touch(seat, "ready")
    before = room.ada.opened(room.dialogue).state
    assert isinstance(room.touch(0, "ready", place=old), MovedOn)
    assert not isinstance(room.touch(0, "choose:nonsense"), Made)
    assert not isinstance(room.touch(1, "said"), Made), "it is not the listener's turn"
    assert room.ada.opened(room.dialogue).state == before


def test_only_in_the_room_may_one_move_for_the_other(room: Room) -> None:
    go_apart(room.ada.member, room.ada.keyring, room.ada.fresh(room.dialogue), seats=2)
    assert room.ada.opened(room.dialogue).state.pace is Pace.LIVE
    assert isinstance(room.touch(1, "ready"), MovedOn)
    assert isinstance(room.touch(7, "ready"), MovedOn)
    assert isinstance(room.bo.try_to(room.dialogue, Ready()), Made)


def test_words_stay_with_whoever_writes_them(room: Room) -> None:
    """A crafted move with words for the other's seat has no door: only touches take a seat."""
    for seat in (0, 1):
        room.touch(seat, "ready")
    fresh = room.bo.fresh(room.dialogue)
    made = make_move(
        room.bo.member,
        room.bo.keyring,
        fresh,
        move=Offer("As if I were Ada."),
        move_id=uuid4(),
        place=room.place,
    )
    assert not isinstance(made, Made)


def pressed(visitor: Visitor, room: Room, **fields: str) -> HttpResponse:
    return visitor.post(f"/talk/{room.dialogue.pk}/room/", **fields)


def entered(room: Room, name: str = "Ada") -> Visitor:
    visitor = Visitor(name)
    visitor.sign_in()
    path = f"/talk/{room.dialogue.pk}/room/"
    assert "between you" in text_of(visitor.get(path))
    assert pressed(visitor, room, do="enter").headers["Location"] == path
    return visitor


def touched(visitor: Visitor, room: Room, seat: int, act: str, place: str) -> HttpResponse:
    fields = {"seat": str(seat), "act": act, "place": place, "move_id": str(uuid4())}
    return pressed(visitor, room, do="touch", **fields)


def test_the_page_begins_where_the_dialogue_stands_and_hides_all_else(room: Room) -> None:
    bo = entered(room, "Bo")
    page = bo.get(f"/talk/{room.dialogue.pk}/room/").content.decode()
    place = json.loads(html.unescape(re.search(r'data-place="([^"]*)"', page)[1]))
    assert f"{place['step']}.{place['entered']}" == room.place
    assert 'data-near="1"' in page, "the one whose phone it is sits near"
    for path in ("/", "/mine/", f"/talk/{room.dialogue.pk}/", f"/talk/{room.dialogue.pk}/pause/"):
        assert bo.get(path).headers["Location"].startswith("/unlock/"), path


def test_touches_are_answered_with_where_it_stands(room: Room) -> None:
    ada, place = entered(room), room.place
    for seat in (0, 1):
        told = touched(ada, room, seat, "ready", place).json()
        assert told["told"] == ""
    assert told["place"]["step"] == "speaking"
    late = touched(ada, room, 0, "ready", place)
    assert late.status_code == 409
    assert late.json()["place"] == told["place"]
    assert late.json()["told"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"do": "touch"},
        {"do": "touch", "seat": "x", "act": "ready", "place": "p", "move_id": str(uuid4())},
        {"do": "touch", "seat": "-1", "act": "ready", "place": "p", "move_id": str(uuid4())},
        {"do": "touch", "seat": "0", "act": "ready", "place": "p", "move_id": "nonsense"},
        {"do": "touch", "seat": "0", "act": "x" * 200, "place": "p", "move_id": str(uuid4())},
    ],
)
def test_what_no_page_of_ours_sends_is_not_found(room: Room, fields: dict[str, str]) -> None:
    ada = entered(room)
    assert pressed(ada, room, **fields).status_code == 404


def test_back_to_everybodys_own_phone(room: Room) -> None:
    ada = entered(room)
    assert pressed(ada, room, do="apart").status_code == 200
    assert room.bo.opened(room.dialogue).state.pace is Pace.LIVE
    ada.post("/unlock/", passphrase=PASSPHRASES["Ada"])
    assert ada.get(f"/talk/{room.dialogue.pk}/room/").headers["Location"] == f"/talk/{room.dialogue.pk}/"


def test_a_dialogue_at_another_pace_has_no_room(room: Room) -> None:
    room.ada.do(room.dialogue, ChangePace(Pace.LETTER))
    ada = Visitor("Ada")
    ada.sign_in()
    assert ada.get(f"/talk/{room.dialogue.pk}/room/").headers["Location"] == f"/talk/{room.dialogue.pk}/"
