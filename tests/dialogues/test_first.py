"""Who tells first: whoever asked, unless the script names another, by every way in which a dialogue can begin."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dialogues.table import Guest
from dialogues.test_asking_pages import Two, answer, ask, clock, saturday, two
from people.journeys import text_of
from withness.dialogues.models import Dialogue
from withness.dialogues.queries.seats import Table, first_seat
from withness.library.kinds import KINDS, Kind
from withness.people.models import Relationship
from withness.protocol.script import First, Script
from withness.scripts import names, script_named

__all__ = ["clock", "two"]
CHILD_SITS = {"child": 1, "parent": 0}
"""Who opened a space for "my child" is the parent, and who opened one for "my mother or father" the child."""
KINDS_OF_A_CHILD = [(kind, seat, asker) for kind, seat in CHILD_SITS.items() for asker in (0, 1)]


def be(kind: str) -> None:
    Relationship.objects.update(kind=kind)


def speaker_of(guest: Guest) -> int:
    return guest.opened(Dialogue.objects.select_related("relationship").get()).state.speaker


@given(st.sampled_from(KINDS), st.sampled_from(names()), st.integers(0, 7))
def test_the_first_to_tell_is_whom_the_script_says(kind: Kind, name: str, asker: int) -> None:
    script, asker = script_named(name), asker % kind.most
    table = Table("".join(map(str, range(kind.most))), asker)
    child = CHILD_SITS.get(kind.id, asker)
    assert first_seat(script, kind, table) == (child if name == "parent-child" else asker)


@given(st.sampled_from(names()), st.integers(0, 3), st.none() | st.integers(0, 3))
def test_only_where_the_script_asks_for_it_counts_whom_the_asker_names(
    name: str, asker: int, named: int | None
) -> None:
    script, family = script_named(name), next(kind for kind in KINDS if kind.id == "family")
    told = asker if name != "repair" or named is None else named
    assert first_seat(script, family, Table("0123", asker, named)) == told


@pytest.mark.parametrize("asker", range(4))
def test_a_script_may_let_whoever_was_asked_tell_first(asker: int) -> None:
    asked = replace(script_named("circle"), first=First(who="asked"))
    family = next(kind for kind in KINDS if kind.id == "family")
    assert first_seat(asked, family, Table("0247", asker)) == (asker + 1) % 4


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_where_a_child_tells_first_it_is_known_who_that_is(kind: Kind) -> None:
    needed = [name for name in kind.scripts if script_named(name).first.who == "child"]
    assert bool(needed) == ("child" in kind.roles)
    assert len(kind.roles) in (0, kind.most)


@pytest.mark.parametrize(("kind", "child", "asker"), KINDS_OF_A_CHILD)
def test_a_question_for_now_gives_each_the_right_part(two: Two, kind: str, child: int, asker: int) -> None:
    be(kind)
    path = ask(two[asker], when="room", script="parent-child", text="The blocks")["Location"]
    told = [text_of(one.get(path)) for one in two]
    for seat, words in enumerate(told):
        known = "You tell first." if seat == child else f"{'Ada' if child == 0 else 'Bo'} tells first."
        assert (known in words) is (asker != child), words
    opened = answer(two[1 - asker], path, "yes")["Location"]
    assert Dialogue.objects.get().first_seat == child
    place = shown_place(two[0], opened)
    assert place["speaker"] == child
    assert place["table"] == ["topic"]


def shown_place(one: object, opened: str) -> dict[str, object]:
    """Where the room of a running dialogue takes it on."""
    one.post(f"{opened}room/", do="enter")
    return shown(one.get(f"{opened}room/"), "place")


def shown(page: object, name: str) -> dict[str, object]:
    return json.loads(html.unescape(re.search(rf'data-{name}="([^"]*)"', page.content.decode())[1]))


def test_between_adults_whoever_asks_tells_first_whatever_they_are_to_each_other(two: Two) -> None:
    be("parent")
    path = ask(two[1], text="The move")["Location"]
    assert "first." not in text_of(two[0].get(path))
    answer(two[0], path, "yes")
    assert Dialogue.objects.get().first_seat == 1


@pytest.mark.parametrize(("teller", "first"), [("1", 1), ("0", 0), ("", 0), ("7", 0)])
def test_whoever_would_like_to_mend_what_they_did_lets_the_other_tell(
    two: Two, teller: str, first: int
) -> None:
    ada, bo = two
    form = ada.get("/talk/new/?script=repair").content.decode()
    assert re.search(r'name="teller" value="0" checked><span>I was</span>', form)
    assert "Who was hurt?" in form
    path = ask(ada, script="repair", text="Last night", teller=teller)["Location"]
    assert ("You tell first." in text_of(bo.get(path))) is (first == 1)
    answer(bo, path, "yes")
    assert Dialogue.objects.get().first_seat == first


def test_who_was_hurt_stays_chosen_while_something_stands_in_the_way(two: Two) -> None:
    page = ask(two[0], script="repair", text="Last night", teller="1", heat="9")
    assert "That is warm." in text_of(page)
    assert re.search(r'name="teller" value="1" checked', page.content.decode())


def test_another_dialogue_does_not_ask_and_does_not_count_it(two: Two) -> None:
    path = ask(two[0], text="Sunday mornings", teller="1")["Location"]
    answer(two[1], path, "yes")
    assert Dialogue.objects.get().first_seat == 0


def test_an_agreed_time_says_it_too(two: Two, clock: object) -> None:
    be("child")
    path = saturday(two[0], script="parent-child")["Location"]
    answer(two[1], path, "yes")
    assert "Bo tells first." in text_of(two[0].get(path))
    assert "You tell first." in text_of(two[1].get(path))


@pytest.mark.parametrize(("kind", "child", "asker"), KINDS_OF_A_CHILD)
def test_with_one_phone_a_parent_and_a_child_are_not_asked_what_they_are(
    two: Two, kind: str, child: int, asker: int
) -> None:
    be(kind)
    one, us = two[asker], Relationship.objects.get().pk
    path = one.post(f"/us/{us}/room/", script="parent-child")["Location"]
    page = one.get(path)
    assert shown(page, "first") == child
    assert "Who is the child?" not in text_of(page)
    assert 'data-act="begin"' not in page.content.decode()
    one.post(path, do="keep")
    assert Dialogue.objects.get().first_seat == child


def test_any_other_dialogue_with_one_phone_asks_who_begins(two: Two) -> None:
    us = Relationship.objects.get().pk
    page = two[0].get(two[0].post(f"/us/{us}/room/", script="light")["Location"])
    assert "Who begins?" in text_of(page)
    assert "data-first" not in page.content.decode()


def test_without_an_account_the_question_is_the_scripts(two: Two) -> None:
    told = text_of(two[0].get("/room/parent-child/"))
    assert "Who is the child?" in told
    assert told.count("I am the child") == 2
    assert "Who begins?" not in told
    assert "I begin" in text_of(two[0].get("/room/light/"))


def test_a_dialogue_that_runs_keeps_whom_it_began_with(ada: Guest, space: Relationship) -> None:
    be("child")
    Dialogue.objects.create(relationship=space, script="parent-child", first_seat=0)
    assert speaker_of(ada) == 0


def test_a_script_without_the_word_is_begun_by_whoever_asked() -> None:
    plain: Script = replace(script_named("light"), first=First())
    assert (plain.first.who, plain.first.title, plain.first.label) == ("asker", "Who begins?", "I begin")
