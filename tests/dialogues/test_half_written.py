"""What somebody had begun when a dialogue went on without them: in Mine once it is over, and in one place only."""

from __future__ import annotations

import pytest

from dialogues.circle import Reader
from dialogues.table import Guest, arrive, tell_one_story
from dialogues.test_no_word_is_lost import half_said, in_mine, pocket_of, typed_by
from people.journeys import hidden_fields
from withness.dialogues.models import Dialogue, Draft
from withness.protocol.moves import Choose, Close, Offer

__all__ = ["half_said"]
BEGUN = "You wake early, and"


def let_all_go(ada: Guest, bo: Guest, dialogue: Dialogue) -> None:
    ada.do(dialogue, Close())
    for guest in (ada, bo):
        guest.do(dialogue, Choose("let_go"))


def test_what_was_begun_when_the_other_closed_is_in_mine(
    ada: Guest, bo: Guest, dialogue: Dialogue, half_said: Reader
) -> None:
    bo.draft(dialogue, BEGUN)
    let_all_go(ada, bo, dialogue)
    assert half_said.page("/").status_code == 200
    assert (in_mine(bo), in_mine(ada)) == ([BEGUN], [])
    assert not Draft.objects.exists()


def test_whoever_closes_in_the_middle_of_a_sentence_keeps_it(
    ada: Guest, bo: Guest, dialogue: Dialogue, half_said: Reader
) -> None:
    bo.draft(dialogue, BEGUN)
    let_all_go(bo, ada, dialogue)
    half_said.page("/")
    assert in_mine(bo) == [BEGUN]


def test_words_that_were_offered_are_no_draft_any_more_also_before_the_other_has_offered(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    tell_one_story(ada, bo, dialogue)
    for guest in (ada, bo):
        guest.do(dialogue, Choose("enough"))
    for guest in (ada, bo):
        guest.draft(dialogue, "how you waited")
    ada.do(dialogue, Offer("how you waited for my words"))
    assert [each.member_id for each in Draft.objects.all()] == [bo.member.pk]


@pytest.mark.parametrize("sent", ["a page that was overtaken", "what a page found stranded"])
def test_what_lies_in_the_pocket_does_not_come_a_second_time(
    sent: str, ada: Guest, bo: Guest, dialogue: Dialogue, half_said: Reader
) -> None:
    bo.draft(dialogue, BEGUN)
    page = typed_by(half_said, "offer", text=f"{BEGUN} you wait.", thought_text="")
    ada.do(dialogue, Close())
    if sent == "what a page found stranded":
        page = {"do": f"pocket:{page['place']}", "thought_text": page["text"]}
    half_said.send(half_said.path, page)
    assert pocket_of(bo, dialogue) == [f"{BEGUN} you wait."]
    assert not Draft.objects.exists()


def test_the_draft_of_a_step_that_still_stands_is_not_touched_by_the_pocket(
    bo: Guest, dialogue: Dialogue, half_said: Reader
) -> None:
    bo.draft(dialogue, BEGUN)
    place = hidden_fields(half_said.page())["place"]
    half_said.send(half_said.path, {"do": f"pocket:{place}", "thought_text": "I was tired."})
    assert half_said.field == BEGUN
