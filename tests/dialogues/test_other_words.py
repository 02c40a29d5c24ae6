"""What a page offers follows from what a step asks for: a script in another language has the same page."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from msgspec.structs import replace

from withness.dialogues.glass.page import Glass, glass
from withness.hub import Presence
from withness.people.queries import Person
from withness.protocol.reader import read
from withness.protocol.script import Script
from withness.protocol.sight import seen_by
from withness.protocol.state import begin
from withness.scripts import script_named, text_of

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
IN_GERMAN = {
    "Speak": "Erzählen",
    "Mirror": "Spiegeln",
    "Make sense": "Verstehen",
    "Feel with": "Mitfühlen",
    "speaking": "erzaehlen",
    "mirroring": "asked_back",
}


def in_other_words() -> Script:
    """The short form with stages and steps of other names."""
    text = text_of("short-form")
    for english, other in IN_GERMAN.items():
        text = re.sub(rf"\b{english}\b" + r"(?=[,:}\]]|$)", other, text, flags=re.M)
    script = read(text)
    assert isinstance(script, Script), script
    return script


def drawn(script: Script, step: str, seat: int) -> Glass:
    """The page of a step for a seat; seat 0 speaks."""
    people = tuple(
        Person(each, each, name, name[0], hue, "circle", each == seat)
        for each, name, hue in ((0, "Ada", "ember"), (1, "Bo", "tide"))
    )
    sight = seen_by(script, replace(begin(script), step=step), seat)
    return glass(sight, people, presence=Presence.HERE, now=NOW)


def offers(script: Script, seat: int) -> dict[str, list[int]]:
    """The numbers of the steps at which the page offers something."""
    pages = [drawn(script, step.id, seat) for step in script.steps]
    names = ("has_pocket", "may_begin_with", "reads_pieces", "may_leave")
    return {name: [at for at, page in enumerate(pages) if getattr(page, name)] for name in names}


def test_a_page_offers_the_same_whatever_stages_and_steps_are_called() -> None:
    here, elsewhere = script_named("short-form"), in_other_words()
    assert elsewhere.stages[:4] == ("Erzählen", "Spiegeln", "Verstehen", "Mitfühlen")
    for seat in (0, 1):
        assert offers(elsewhere, seat) == offers(here, seat)


def test_the_pocket_is_there_while_it_is_the_others_story_and_opens_where_one_tells() -> None:
    script = script_named("short-form")
    named = [step.id for step in script.steps]
    teller, hearer = offers(script, 0), offers(script, 1)
    assert [named[at] for at in teller["may_begin_with"]] == ["speaking"]
    assert (teller["has_pocket"], hearer["may_begin_with"]) == ([], [])
    assert [named[at] for at in hearer["has_pocket"]] == named[1 : named.index("change_over")]
