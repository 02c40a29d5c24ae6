"""Small kindnesses of a dialogue's pages: a guess may be wrong, a time may be answered, a title tells nothing."""

from __future__ import annotations

import re

from dialogues.test_pages import AtTheTable, arrive, table, to_the_feelings
from people.journeys import text_of, title_of, two_together
from withness.people.models import Relationship

__all__ = ["table"]


def to_the_fits(ada: AtTheTable, bo: AtTheTable, *guessed: str) -> None:
    to_the_feelings(ada, bo)
    bo.press("offer", feelings=list(guessed))


def test_nothing_ticked_is_asked_about_once_and_none_of_these_is_an_answer(
    table: tuple[AtTheTable, AtTheTable],
) -> None:
    ada, bo = table
    to_the_fits(ada, bo, "lonely")
    answer = ada.press("offer")
    assert answer.status_code == 422
    assert "Tick what fits" in text_of(answer)
    ada.press("choose:none")
    assert "I have no word for it yet" in text_of(bo.page())
    bo.press("choose:said")
    assert "I have said it back, slowly" in text_of(ada.page())


def test_home_notices_that_something_came_and_nothing_else(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table

    def mark() -> str:
        return re.search(r'data-wait="([\w.-]+)"', bo.get("/").content.decode())[1]

    asked = mark()
    assert mark() == asked
    ada.page()
    assert mark() == asked
    ada.press("ready")
    assert mark() != asked


def test_the_tab_tells_no_name_no_topic_and_no_step(table: tuple[AtTheTable, AtTheTable]) -> None:
    """A browser's history keeps titles, and whoever holds the phone may read it."""
    ada, bo = table
    assert title_of(ada.page()) == title_of(bo.page()) == "In a dialogue · Withness"
    arrive(ada, bo)
    ada.press("offer", text="I wait.")
    assert title_of(ada.page()) == "In a dialogue · Withness"
    assert title_of(bo.page()) == "Your turn · Withness"
    bo.press("pause:20")
    assert title_of(ada.page()) == title_of(bo.page()) == "Pause · Withness"
    bo.press("resume")
    ada.press("leave")
    assert title_of(ada.page()) == title_of(bo.page()) == "Pause · Withness"
    for ending in ("pause/", "leave/"):
        assert not re.search(r"Ada|Bo|Sunday", title_of(ada.get(ada.talk + ending)))


def test_a_beginning_that_is_typed_as_well_is_not_said_twice(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    ada.press("offer", stem="What I feel is", text="what I feel is the cold of the house.")
    told = text_of(bo.page())
    assert "what I feel is the cold of the house." in told
    assert "What I feel is" not in told


def test_home_offers_a_short_talk_that_fits_what_they_are_to_each_other(db: None) -> None:
    ada, _, us = two_together()
    assert "script=short-form" in ada.get("/").content.decode()
    Relationship.objects.filter(pk=us).update(kind="colleague")
    home = ada.get("/").content.decode()
    assert "script=colleague" in home
    assert "script=short-form" not in home
