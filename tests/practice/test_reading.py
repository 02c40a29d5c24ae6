"""How a dialogue goes, to be read before the first one: made from the script, in its order."""

from __future__ import annotations

import re

import pytest

from people.journeys import Visitor, text_of
from withness.practice.queries import reading_of, straight_on, who_is_who
from withness.scripts import names, script_named


@pytest.mark.parametrize("name", names())
def test_the_plain_way_passes_every_stage_once_and_ends_where_it_may_end(name: str) -> None:
    script = script_named(name)
    steps = list(straight_on(script))
    assert steps[0].id == script.start
    assert steps[-1].id == script.closing
    assert len({step.id for step in steps}) == len(steps)
    stages = [stretch.stage for stretch in reading_of(script) if stretch.stage]
    assert stages == list(script.stages)


def test_the_other_is_whoever_does_not_act() -> None:
    said = [moment for stretch in reading_of(script_named("whole-dialogue")) for moment in stretch.moments]
    titles = {moment.title: moment.person.name if moment.person else "" for moment in said}
    assert titles["Mirror what you heard."] == "Jon"
    assert titles["Did Jon get it?"] == "Mara"
    assert titles["Thank the other for one thing."] == ""
    assert "What I hear you say is" in next(m.stems for m in said if m.title == "Mirror what you heard.")


def test_a_circle_has_others_who_witness_and_oneself_is_one_person() -> None:
    said = [moment for stretch in reading_of(script_named("circle")) for moment in stretch.moments]
    whose = {moment.title: moment.whose for moment in said}
    assert whose["What did it touch in you?"] == "The others"
    assert whose["Shall it pass on?"] == "All"
    assert who_is_who(script_named("circle")).endswith("the others witness.")
    assert "one person" in who_is_who(script_named("self"))
    assert who_is_who(script_named("parent-child")) == "Here Mara is the child, and Jon the grown-up."
    assert who_is_who(script_named("light")) == who_is_who(script_named("colleague"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", names())
def test_practise_leads_to_each_dialogue_as_reading(name: str) -> None:
    ada = Visitor("Ada").begin()
    assert f'href="/practise/{name}/"' in ada.get("/practise/").content.decode()
    text = text_of(ada.get(f"/practise/{name}/"))
    script = script_named(name)
    assert script.about in text
    assert script.step(script.closing).title in text


@pytest.mark.django_db
def test_what_suits_ones_own_people_stands_first() -> None:
    ada = Visitor("Ada").begin()
    before = re.findall(r'href="/practise/([\w-]+)/"', ada.get("/practise/").content.decode())
    ada.begin_us(kind="colleague")
    after = re.findall(r'href="/practise/([\w-]+)/"', ada.get("/practise/").content.decode())
    assert (before.index("colleague") > 5, after.index("colleague")) == (True, 1)
    assert sorted(before) == sorted(after)
    apart = ada.get("/practise/").content.decode().partition("Dialogues for other people")
    assert 'href="/practise/self/"' in apart[0], "with oneself one can always talk"
    assert 'href="/practise/back-then/"' in apart[2]
    assert 'href="/practise/back-then/"' not in apart[0]


@pytest.mark.django_db
def test_a_script_that_is_not_there_is_not_found() -> None:
    ada = Visitor("Ada").begin()
    assert ada.get("/practise/nothing/").status_code == 404


def test_anybody_can_read_how_it_goes_before_they_begin() -> None:
    assert Visitor().get("/practise/whole-dialogue/").status_code == 200
    assert "/practise/whole-dialogue/" in Visitor().get("/about/").content.decode()
