"""What a page offers follows from what a step asks for: a script in another language has the same page."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from withness.dialogues.glass.page import Glass, glass
from withness.hub import Presence
from withness.people.queries import Person
from withness.protocol.reader import read
from withness.protocol.script import Script, Slot, gathering_at
from withness.protocol.sight import seen_by
from withness.protocol.state import Words, begin
from withness.scripts import script_named, text_of

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
IN_GERMAN = {
    "Speak": "Erzählen",
    "Mirror": "Spiegeln",
    "Make sense": "Verstehen",
    "Feel with": "Mitfühlen",
    "speaking": "erzaehlen",
    "mirroring": "asked_back",
    "arriving": "ankommen",
    "grounding": "atmen",
    "change_over": "wechseln",
    "resting": "ruhen",
    "smaller": "kleiner",
}
LOOKS = ("has_pocket", "may_begin_with", "reads_pieces", "may_leave", "smaller")
SEES = ("tells_on", "mirrors", "gathering")


def in_other_words(name: str) -> Script:
    """A script with stages, steps and options of other names; the note that tells why keeps its own."""
    text = text_of(name)
    for english, other in IN_GERMAN.items():
        text = re.sub(rf"(?<!why: )\b{english}\b" + r"(?=[,:}\]]|$)", other, text, flags=re.M)
    script = read(text)
    assert isinstance(script, Script), script
    return script


def drawn(script: Script, step: str, seat: int) -> Glass:
    """The page of a step for a seat; seat 0 speaks."""
    people = tuple(
        Person(each, each, name, name[0], hue, "circle", each == seat)
        for each, name, hue in ((0, "Ada", "ember"), (1, "Bo", "tide"))
    )
    told = tuple(Words(slot, 0, "I wait.") for slot in (Slot.PIECE, Slot.WISH, Slot.REQUEST))
    sight = seen_by(script, replace(begin(script), step=step, table=told), seat)
    return glass(sight, people, presence=Presence.HERE, now=NOW)


def offers(script: Script, seat: int) -> dict[str, list[int]]:
    """The numbers of the steps at which the page offers something."""
    pages = [drawn(script, step.id, seat) for step in script.steps]
    looks = {name: [at for at, page in enumerate(pages) if getattr(page, name)] for name in LOOKS}
    return looks | {name: [at for at, page in enumerate(pages) if getattr(page.sight, name)] for name in SEES}


@pytest.mark.parametrize("name", ["short-form", "whole-dialogue", "back-then", "appreciation"])
def test_a_page_offers_the_same_whatever_stages_and_steps_are_called(name: str) -> None:
    here, elsewhere = script_named(name), in_other_words(name)
    assert not {step.id for step in elsewhere.steps} & set(IN_GERMAN)
    for seat in (0, 1):
        assert offers(elsewhere, seat) == offers(here, seat)
        for one, other in zip(here.steps, elsewhere.steps, strict=True):
            assert drawn(here, one.id, seat).turn == drawn(elsewhere, other.id, seat).turn


def test_what_people_come_together_for_follows_from_the_script() -> None:
    for name, wanted in GATHERINGS.items():
        script = script_named(name)
        found = {step.id: gathering_at(step, script) for step in script.steps}
        assert {step: each.value for step, each in found.items() if each} == wanted


GATHERINGS = {
    "whole-dialogue": {
        "arriving": "arriving",
        "grounding": "breathing",
        "resting": "resting",
        "change_over": "changing over",
    },
    "appreciation": {"settling": "arriving", "change_over": "changing over"},
    "back-then": {"arriving": "arriving", "resting": "resting"},
    "circle": {"arriving": "arriving", "change_over": "changing over"},
    "self": {},
}


def test_too_much_is_said_to_words_that_are_to_be_given_back_and_only_where_the_script_lets_it() -> None:
    script = script_named("change-request")
    assert {drawn(script, step, 1).smaller for step in ("mirroring", "wish_mirror")} == {"smaller"}
    assert drawn(script, "none_yet", 0).choices
    assert drawn(script, "none_yet", 0).smaller == "", "a choice that is called the same is another one"


def test_a_long_text_is_told_in_parts_only_where_more_of_it_can_follow() -> None:
    tells = [step.id for step in script_named("appreciation").steps if step.who == "speaker"]
    assert not any(drawn(script_named("appreciation"), step, 0).sight.tells_on for step in tells)
    assert drawn(script_named("whole-dialogue"), "speaking", 0).sight.tells_on


def test_the_pocket_is_there_while_it_is_the_others_story_and_opens_where_one_tells() -> None:
    script = script_named("short-form")
    named = [step.id for step in script.steps]
    teller, hearer = offers(script, 0), offers(script, 1)
    assert [named[at] for at in teller["may_begin_with"]] == ["speaking"]
    assert (teller["has_pocket"], hearer["may_begin_with"]) == ([], [])
    assert [named[at] for at in hearer["has_pocket"]] == named[1 : named.index("change_over")]
