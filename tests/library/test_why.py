"""Every step that says why it is there has words for it, plain and short ones, and none are left over."""

from __future__ import annotations

import re

import pytest

from scripts.test_plans import NEVER
from withness.library.why import reasons, why
from withness.scripts import names, script_named

ASKED = {step.why for name in names() for step in script_named(name).steps if step.why}


def test_every_why_of_a_script_is_answered_and_every_answer_is_asked_for() -> None:
    assert set(reasons()) == ASKED
    assert why("nothing") == ""


@pytest.mark.parametrize("name", sorted(ASKED))
def test_an_answer_is_short_and_plain(name: str) -> None:
    told = why(name)
    assert 2 <= len(re.findall(r"[.?](?: |$)", told)) <= 3
    assert len(told) <= 190
    assert not NEVER.search(told)
    assert not re.search(r"\b(brain|nervous system|therapy|exercise|partner)\b", told)


@pytest.mark.parametrize("name", names())
def test_the_heart_of_every_dialogue_says_why(name: str) -> None:
    script = script_named(name)
    assert len({step.why for step in script.steps} - {""}) >= 5
