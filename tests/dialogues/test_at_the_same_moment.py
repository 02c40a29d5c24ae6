"""Of two dialogues that two people say yes to at the same moment exactly one opens, and both know which."""

from __future__ import annotations

from dialogues.test_asking_pages import Two, answer, ask, two
from people.journeys import text_of

__all__ = ["two"]


def test_of_two_who_say_yes_at_the_same_moment_the_later_one_is_told_which_one_began(two: Two) -> None:
    ada, bo = two
    hers, his = ask(ada, text="Sunday mornings")["Location"], ask(bo, text="The lamp")["Location"]
    began = answer(bo, hers, "yes")["Location"]
    later = answer(ada, his, "yes")["Location"]
    assert later.partition("?")[0] == began, "exactly one opens"
    assert "This one is open between you already." in text_of(ada.get(later))
    assert "open between you already" not in text_of(bo.get(began))
    assert "open between you already" in text_of(ada.get(ask(ada, text="The stairs")["Location"]))
