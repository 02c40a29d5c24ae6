"""What is offered first: gently, by what two have finished together, with no lock and no reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.library.kinds import KINDS, Kind, kind_named
from withness.practice.offers import A_LITTLE_LATER, ALL_WANT_TO, DEPTHS, KNOWN, in_order, offers
from withness.protocol.moves import Pace
from withness.scripts import names, script_named

counts = st.dictionaries(st.sampled_from([*names(), "gone"]), st.integers(0, 12))
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)


def first(kind: str, **done: int) -> list[str]:
    return [each.name for each in offers(kind, {key.replace("_", "-"): done[key] for key in done}).first]


def test_every_script_is_offered_by_some_kind_and_has_a_depth() -> None:
    assert sorted({name for kind in KINDS for name in kind.scripts}) == sorted(names())
    assert sorted(DEPTHS) == sorted(names())
    assert sorted(in_order()) == sorted(names())
    assert in_order()[0] == "appreciation"


def test_what_fits_ones_own_people_is_read_first() -> None:
    work, grown_child = kind_named("colleague"), kind_named("parent")
    assert in_order([work])[:2] == work.scripts
    assert in_order([grown_child, work])[: len(grown_child.scripts)] == grown_child.scripts
    assert sorted(in_order([work])) == sorted(in_order())


@every_kind
def test_every_kind_has_something_to_begin_with_for_as_many_as_it_takes(kind: Kind) -> None:
    for people in range(kind.least, kind.most + 1):
        offered = offers(kind, {}, people=people)
        assert offered.names
        assert all(kind.most == 1 or people <= script_named(name).people[1] for name in offered.names)


CIRCLES = {"circle-appreciation", "circle", "circle-matter"}


@every_kind
def test_the_first_dialogues_are_thanks_and_everything_else_can_still_be_chosen(kind: Kind) -> None:
    new = offers(kind, {})
    assert set(new.names) | CIRCLES == set(kind.scripts) | CIRCLES
    if kind.warm:
        assert {each.name for each in new.first} <= {"appreciation", "parent-child"}
        assert new.later
        assert "anyway" in new.later_note


def test_depth_is_offered_step_by_step() -> None:
    assert first("spouse") == ["appreciation"]
    assert first("spouse", appreciation=2) == ["appreciation"]
    light = ["appreciation", "light", "whole-dialogue"]
    assert first("spouse", appreciation=3) == light
    assert first("spouse", appreciation=3, light=2) == light
    rubs = [*light, "frustration", "change-request", "repair"]
    assert first("spouse", appreciation=3, light=2, whole_dialogue=1) == rubs
    assert first("spouse", appreciation=3, light=3, frustration=3) == rubs
    assert first("spouse", appreciation=3, light=3, frustration=3, repair=1) == [*rubs, "back-then"]


def test_the_form_that_is_made_for_a_kind_stands_among_the_first() -> None:
    assert first("colleague") == ["appreciation", "colleague"]
    assert first("child") == ["appreciation", "parent-child"]
    assert first("parent") == ["appreciation"], "those are two adults, as a rule"
    assert first("sibling") == first("friend") == ["appreciation"]
    assert all(set(kind.own) <= set(kind.scripts) for kind in KINDS)


def test_community_begins_sooner_and_oneself_at_once() -> None:
    assert "light" in first("community", appreciation=1)
    assert first("self") == ["self"]


def test_what_was_finished_once_stands_with_the_others() -> None:
    assert first("spouse", back_then=1)[-1] == "back-then"


def test_after_six_whole_ones_the_short_form_stands_before_the_whole() -> None:
    five = offers("friend", {"appreciation": 3, "whole-dialogue": 5})
    assert "short-form" in [each.name for each in five.later]
    assert five.note == ""
    six = offers("friend", {"appreciation": 3, "whole-dialogue": 6})
    order = [each.name for each in six.first]
    assert order.index("short-form") == order.index("whole-dialogue") - 1
    assert six.note == KNOWN


def test_a_circle_is_for_three_and_more() -> None:
    assert not CIRCLES & set(offers("family", {}).names)
    assert set(offers("family", {}, people=4).names) == CIRCLES
    assert offers("family", {}, people=4).later_note == ALL_WANT_TO
    assert offers("family", {}).later_note == A_LITTLE_LATER


def test_a_circle_begins_with_thanks_and_goes_deeper_step_by_step() -> None:
    thanks, stories, matters = "circle-appreciation", "circle", "circle-matter"
    assert in_a_circle("family") == in_a_circle("family", {thanks: 2}) == [thanks]
    assert in_a_circle("family", {thanks: 3}) == [thanks, stories]
    assert in_a_circle("family", {thanks: 3, stories: 3}) == [thanks, stories, matters]
    assert in_a_circle("community") == [thanks]
    assert in_a_circle("community", {thanks: 1}) == [thanks, stories]
    assert in_a_circle("community", {stories: 3}) == [thanks, stories, matters]


def in_a_circle(kind: str, done: dict[str, int] | None = None) -> list[str]:
    return [each.name for each in offers(kind, done or {}, people=4).first]


def test_with_a_child_only_the_room() -> None:
    assert script_named("parent-child").paces == (Pace.ROOM,)
    assert not any(Pace.LETTER in script_named(each).paces for each in CIRCLES)
    assert "kept" not in {
        option.end for step in script_named("parent-child").steps for option in step.options
    }


@every_kind
@given(done=counts, more=st.sampled_from(names()))
def test_more_finished_never_puts_anything_farther_away(kind: Kind, done: dict[str, int], more: str) -> None:
    before = {each.name for each in offers(kind, done).first}
    after = {each.name for each in offers(kind, {**done, more: done.get(more, 0) + 1}).first}
    assert before <= after
    assert sorted(offers(kind, done).names) == sorted(offers(kind, {}).names)
