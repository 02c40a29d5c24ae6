"""Reading a file never breaks: whatever stands in it, the answer is a script or faults with a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from withness.protocol.faults import TELLS, Fault
from withness.protocol.plan import Plan, read_plan
from withness.protocol.reader import read
from withness.protocol.script import Script
from withness.scripts import text_of

LINES = text_of("short-form").splitlines()
PLAN = text_of("short-form", ending="talk").splitlines()
odd = st.sampled_from(
    ["", "steps:", "  - a", "who: {a: b}", "title: '{'", "to: [x]", "kind: 7", "&a *a", "\t", "<<: x"]
)


def told_well(told: object, lines: int) -> bool:
    if not isinstance(told, tuple):
        return isinstance(told, Script | Plan)
    return all(
        isinstance(each, Fault) and 1 <= each.line <= lines + 1 and each.number in TELLS for each in told
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.sampled_from(["cut", "twice", "deeper", "odd", "half"]), odd)
def test_a_script_with_something_wrong_is_told_not_broken(line: int, how: str, other: str) -> None:
    changed = {
        "cut": [],
        "twice": [LINES[line]] * 2,
        "deeper": ["  " + LINES[line]],
        "odd": [LINES[line][: len(LINES[line]) - len(LINES[line].lstrip())] + other],
        "half": [LINES[line][: len(LINES[line]) // 2]],
    }[how]
    text = "\n".join([*LINES[:line], *changed, *LINES[line + 1 :]])
    assert told_well(read(text), len(text.splitlines()))


@settings(deadline=None)
@given(st.text())
def test_any_text_is_told_not_broken(text: str) -> None:
    assert told_well(read(text), len(text.splitlines()))
    assert told_well(read_plan(text), len(text.splitlines()))


@pytest.mark.parametrize(
    "broken", ["{speaker", "}", "{}", "{0}", "{speaker!r}", "{speaker.name}", "{speaker:>99}"]
)
def test_a_sentence_can_hold_the_three_names_and_nothing_else_in_braces(broken: str) -> None:
    told = read("\n".join(LINES).replace("One slow breath.", f'"One {broken} breath."'))
    assert isinstance(told, tuple)
    assert {each.number for each in told} == {"W12"}


@pytest.mark.parametrize(
    "line", [line for line in PLAN if line and not line.startswith(("#", "=", "Ada speaks", "It ends"))]
)
def test_a_sentence_of_a_plan_that_is_misspelt_is_not_taken_for_another(line: str) -> None:
    told = read_plan(f"Ada speaks first, Bo listens.\n{line} x\n")
    assert isinstance(told, tuple)
    assert [each.number for each in told] == ["P03"]
