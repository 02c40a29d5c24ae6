"""Of two dialogues that two people say yes to at the same moment exactly one opens, and both know which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from dialogues.test_asking_pages import Two, answer, ask, clock, saturday, two
from people.journeys import text_of

__all__ = ["clock", "two"]


def test_of_two_who_say_yes_at_the_same_moment_the_later_one_is_told_which_one_began(two: Two) -> None:
    ada, bo = two
    hers, his = ask(ada, text="Sunday mornings")["Location"], ask(bo, text="The lamp")["Location"]
    began = answer(bo, hers, "yes")["Location"]
    later = answer(ada, his, "yes")["Location"]
    assert later.partition("?")[0] == began, "exactly one opens"
    assert "This one is open between you already." in text_of(ada.get(later))
    assert "open between you already" not in text_of(bo.get(began))
    assert "open between you already" in text_of(ada.get(ask(ada)["Location"]))
    stays = ask(ada, text="The stairs")
    assert "A dialogue is open already." in text_of(stays)
    assert 'value="The stairs"' in stays.content.decode(), "nothing typed is lost"
    assert f'href="{began}"' in stays.content.decode()
    assert "/asked/" in ask(ada, text="The stairs", anyway="1")["Location"]


def test_an_agreed_time_that_comes_while_another_dialogue_is_open_leads_there_and_stays(
    two: Two, clock: Callable[[datetime], None]
) -> None:
    ada, bo = two
    agreed = saturday(ada)["Location"]
    answer(bo, agreed, "yes")
    began = answer(bo, ask(ada, text="The lamp")["Location"], "yes")["Location"]
    clock(datetime(2026, 11, 28, 17, 50, tzinfo=UTC))
    led = answer(bo, agreed, "here")["Location"]
    assert led == f"{began}?led=1"
    assert "Sunday mornings" in text_of(bo.get(agreed))
