"""Asking to talk side by side, with one phone: the yes to that begins the dialogue in the room, for both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from dialogues.test_asking_pages import Two, answer, ask, clock, two
from people.journeys import text_of, two_together
from withness.dialogues.models import LoggedMove
from withness.people.models import Relationship

__all__ = ["clock", "two"]


def test_side_by_side_is_asked_for_and_the_yes_begins_it_in_the_room_for_both(two: Two) -> None:
    ada, bo = two
    assert "Side by side" in text_of(ada.get("/talk/new/"))
    path = ask(ada, when="room", text="The holidays")["Location"]
    assert "Side by side, now" in text_of(bo.get("/")), "nobody says yes to something else than they read"
    assert "Side by side, with one phone between you." in text_of(bo.get(path))
    assert "Yes, side by side" in text_of(bo.get(path))
    assert "“I am here” says yes to that" in text_of(bo.get(f"{path}ready/"))
    opened = answer(bo, path, "yes")["Location"]
    for one in two:
        assert "You are in the room together." in text_of(one.get(opened))
        assert "Put this phone between us" in text_of(one.get(opened))
        assert "would like" not in text_of(one.get(opened)), "nothing is left to wish for"
    assert LoggedMove.objects.count() == 1


def test_side_by_side_at_another_time_stays_side_by_side(two: Two, clock: Callable[[datetime], None]) -> None:
    ada, bo = two
    path = ask(ada, when="room")["Location"]
    answer(bo, path, "another", day="2026-11-29", hour="15:30")
    assert "Side by side, aloud, with one phone." in text_of(ada.get(path))
    assert "side by side" in text_of(ada.get("/"))
    answer(ada, path, "yes")
    clock(datetime(2026, 11, 29, 14, 20, tzinfo=UTC))
    assert "says yes to that" in text_of(ada.get(f"{path}ready/"))
    assert "You are in the room together." in text_of(ada.get(answer(ada, path, "here")["Location"]))


def test_a_dialogue_for_one_room_is_asked_for_as_that_and_never_by_letter(db: None) -> None:
    ada, bo, us = two_together()
    Relationship.objects.filter(pk=us).update(kind="child")
    letter = ask(ada, when="letter", script="parent-child")
    assert letter.status_code == 422, "a letter would have become a question for this very moment"
    assert "This kind is held aloud, side by side." in text_of(letter)
    path = ask(ada, when="now", script="parent-child")["Location"]
    assert "Side by side" in text_of(bo.get(path))
