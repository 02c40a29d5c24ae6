"""The pages of a last question left open by one of two: said before, settled at a look, asked once more after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogues.test_pages import AtTheTable, arrive, table
from people.journeys import Visitor, text_of
from withness.dialogues.actions import moves
from withness.dialogues.models import Dialogue, LoggedMove

__all__ = ["table"]
pytestmark = pytest.mark.django_db
Two = tuple[AtTheTable, AtTheTable]
QUESTION = "You have not chosen yet what to keep."


@pytest.fixture
def closing(table: Two) -> Two:
    """Something was said, then both were led to the last question."""
    ada, bo = table
    arrive(ada, bo)
    ada.press("offer", text="I wake early and I wait.")
    ada.press("close")
    return ada, bo


def over_the_week(monkeypatch: pytest.MonkeyPatch, ada: AtTheTable, choice: str) -> None:
    """Ada chooses, and nobody looks for a week."""
    monkeypatch.setattr(moves, "A_WEEK", timedelta(0))
    assert ada.press(f"choose:{choice}").status_code == 303


def test_both_are_told_before_it_happens(closing: Two) -> None:
    ada, bo = closing
    for one in closing:
        assert "the other’s choice counts after a week" in text_of(one.page())
    ada.press("choose:keep")
    assert "what you chose counts" in text_of(ada.page())
    assert "what you chose counts" not in text_of(bo.page())
    assert text_of(ada.get("/")).count("You have chosen.") == 1


@pytest.mark.parametrize("place", ["/", "/talk/", "the dialogue"])
def test_a_look_settles_it(closing: Two, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    ada, bo = closing
    over_the_week(monkeypatch, ada, "talked")
    assert bo.get(bo.talk if place == "the dialogue" else place).status_code == 200
    assert (Dialogue.objects.get().outcome, LoggedMove.objects.count()) == ("talked", 0)


def test_who_was_away_is_asked_beside_the_words_and_the_other_is_not(
    closing: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bo = closing
    over_the_week(monkeypatch, ada, "keep")
    ada.get("/")
    words = f"{ada.talk}words/"
    assert QUESTION not in text_of(ada.get(words))
    assert QUESTION in text_of(bo.get(words))
    assert Visitor("Cleo").begin().post(words, choose="let_go").status_code == 404
    ada.post(words, choose="let_go")
    bo.post(words, choose="let_go", next="/")
    assert Dialogue.objects.get().outcome == "kept", "nothing is done by unlocking, nor by who has chosen"
    assert bo.post(words, choose="keep")["Location"] == words
    assert QUESTION not in text_of(bo.get(words))


def test_letting_go_late_leads_to_the_page_of_its_end(closing: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, bo = closing
    over_the_week(monkeypatch, ada, "keep")
    bo.get("/")
    assert bo.post(f"{bo.talk}words/", choose="let_go").status_code == 303
    assert bo.get(f"{bo.talk}words/")["Location"] == bo.talk
    assert "Everything was let go" in text_of(bo.page())
    assert not LoggedMove.objects.exists()
