"""A hint asks the one who writes about their own words: one at a time, two at most, and nobody else learns of it."""

from __future__ import annotations

import html
import logging
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from browser.wire import STORY
from dialogues.test_pages import AtTheTable, arrive, talk_of
from people.journeys import Visitor, text_of, two_together
from withness.coach.sections import file_of, sections_of
from withness.dialogues.glass.hints import KINDS, taken_out
from withness.dialogues.models import Draft, LoggedMove, PocketedThought

PIECE = "On Sundays I wake early and I wait for you to come down."
MIRROR = "you wake early on Sundays and you wait, but I was only tired."
OWN_SIDE = "but I was only tired."
ASKS = "This sounds like your own side"


class Writer(AtTheTable):
    """Somebody at the table whose script keeps drafts."""

    def drafts(self, text: str, **more: str) -> str:
        """Save what stands in the field, as the script does: the hint that comes back, drawn."""
        place = re.search(r'name="place" value="([^"]*)"', self.page().content.decode())[1]
        answer = self.post(f"{self.talk}draft/", **{"place": place, "do": "draft", "text": text, **more})
        assert answer.json()["saved"], answer.json()
        return str(answer.json()["hint"])

    def presses(self, do: str, **fields: str) -> HttpResponse:
        """Press a button and look at the page it shows or leads to, as a browser without script does."""
        answer = self.press(do, **fields)
        return answer if answer.status_code == 200 else self.get(answer["Location"])


def buttons(drawn: str) -> list[str]:
    return [html.unescape(each) for each in re.findall(r'<button[^>]* value="([^"]+)"', drawn)]


def asks(drawn: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", drawn)).split())


def hidden(answer: HttpResponse, *names: str) -> dict[str, str]:
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode()))
    return {name: html.unescape(found[name]) for name in names if name in found}


@pytest.fixture
def table(db: None) -> tuple[Writer, Writer]:
    """Ada has offered a piece; it is Bo who mirrors."""
    ada, bo, us = two_together()
    ada.__class__ = bo.__class__ = Writer
    ada.talk = bo.talk = talk_of(ada, bo, us)
    arrive(ada, bo)
    ada.press("offer", text=PIECE)
    return ada, bo


def everything_stored() -> str:
    rows = []
    for model in apps.get_models():
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            rows += [
                repr([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row])
                for row in cursor
            ]
    return "\n".join(rows)


def test_a_hint_reaches_the_one_who_writes_with_the_draft_and_nobody_else(
    table: tuple[Writer, Writer], caplog: pytest.LogCaptureFixture
) -> None:
    ada, bo = table
    before, other = LoggedMove.objects.count(), text_of(ada.page())
    with caplog.at_level(logging.DEBUG):
        drawn = bo.drafts(MIRROR)
    assert ASKS in asks(drawn)
    assert OWN_SIDE in asks(drawn)
    assert text_of(ada.page()) == other
    assert LoggedMove.objects.count() == before
    stored, written = everything_stored(), " ".join(record.getMessage() for record in caplog.records)
    for secret in (ASKS, "rebuttal", OWN_SIDE, "tired"):
        assert secret not in stored
        assert secret not in written
    assert [field.name for field in Draft._meta.fields] == [
        "id", "member", "dialogue", "place", "blob", "older_blob", "writer", "saved_at",
    ]  # fmt: skip


def test_a_faithful_mirror_meets_silence(table: tuple[Writer, Writer]) -> None:
    _, bo = table
    assert bo.drafts("you wake early on Sundays and you wait for me to come down") == ""


def test_what_was_left_in_is_not_asked_again_and_two_hints_are_enough(table: tuple[Writer, Writer]) -> None:
    _, bo = table
    three = f"{MIRROR} You should sleep longer. Why do you wait?"
    first = bo.drafts(three)
    number = re.search(r'data-hint="(\d+)"', first)[1]
    second = bo.drafts(three, hinted=number, left=number)
    other = re.search(r'data-hint="(\d+)"', second)[1]
    assert other != number
    both = f"{number},{other}"
    assert bo.drafts(three, hinted=both, left=both) == ""
    assert number in re.findall(r'data-hint="(\d+)"', bo.drafts(three, hinted=both, left=other))


def test_without_script_a_hint_comes_with_the_button_that_keeps_the_draft(
    table: tuple[Writer, Writer],
) -> None:
    _, bo = table
    assert ASKS not in text_of(bo.page())
    page = bo.presses("draft", text=MIRROR)
    assert ASKS in text_of(page)
    leave = next(each for each in buttons(page.content.decode()) if each.startswith("leave_in"))
    left = bo.presses(leave, text=MIRROR, **hidden(page, "place", "hinted", "left"))
    assert MIRROR in html.unescape(left.content.decode())
    again = bo.presses("draft", text=MIRROR, **hidden(left, "hinted", "left"))
    assert ASKS not in text_of(again)


def test_keeping_a_phrase_for_ones_turn_takes_exactly_it_out_of_the_field(
    table: tuple[Writer, Writer],
) -> None:
    ada, bo = table
    page = bo.presses("draft", text=MIRROR)
    keep = next(each for each in buttons(page.content.decode()) if each.startswith("set_aside"))
    after = bo.presses(keep, text=MIRROR, **hidden(page, "quote", "hinted", "left"))
    field = re.search(r'<textarea id="text".*?>(.*?)</textarea>', after.content.decode(), re.DOTALL)[1]
    assert html.unescape(field) == MIRROR.replace(OWN_SIDE, "")
    assert PocketedThought.objects.count() == 1
    assert OWN_SIDE in text_of(after)
    assert OWN_SIDE not in text_of(ada.page())


def test_a_phrase_that_was_changed_meanwhile_takes_nothing_else_along(table: tuple[Writer, Writer]) -> None:
    _, bo = table
    page = bo.presses("draft", text=MIRROR)
    keep = next(each for each in buttons(page.content.decode()) if each.startswith("set_aside"))
    changed = "you wake early on Sundays and you wait, and I was tired."
    after = bo.presses(keep, text=changed, **hidden(page, "quote"))
    assert changed in html.unescape(after.content.decode())


@given(before=st.text(max_size=20), quote=st.text(min_size=1, max_size=10), after=st.text(max_size=20))
def test_taking_out_leaves_the_rest_but_for_the_space(before: str, quote: str, after: str) -> None:
    rest = taken_out(before + quote + after, quote, len(before))
    assert rest in (before + after, before + after.lstrip(" "))
    assert taken_out(before, quote + "\x00", 0) == before


def test_a_thought_kept_by_a_hint_lies_ready_when_the_stories_change(table: tuple[Writer, Writer]) -> None:
    ada, bo = table
    page = bo.presses("draft", text=MIRROR)
    keep = next(each for each in buttons(page.content.decode()) if each.startswith("set_aside"))
    bo.presses(keep, text=MIRROR, **hidden(page, "quote"))
    steps = [
        (bo, "offer", "you wait"), (ada, "choose:got_it", ""), (ada, "choose:all", ""), (bo, "offer", "you wait"),
        (ada, "choose:all", ""), (bo, "offer", "waiting is long"), (ada, "choose:reaches", ""),
    ]  # fmt: skip
    for who, do, text in steps:
        assert who.press(do, **({"text": text} if text else {})).status_code == 303, do
    bo.press("offer", feelings="lonely")
    ada.press("offer", feelings="lonely")
    bo.press("choose:said")
    for who in (ada, bo):
        who.press("choose:change")
    assert "Now it is Bo" in text_of(ada.page())
    assert "You set one thought aside" in text_of(bo.page())
    assert OWN_SIDE in text_of(bo.page())
    assert "set one thought aside" not in text_of(ada.page())


def test_no_hints_switches_them_off_in_one_tap_and_mine_on_again(table: tuple[Writer, Writer]) -> None:
    _, bo = table
    stored = everything_stored()
    assert bo.press("no_hints", text=MIRROR).status_code == 303
    assert MIRROR in html.unescape(bo.page().content.decode())
    assert bo.drafts(MIRROR) == ""
    assert ASKS not in text_of(bo.presses("draft", text=MIRROR))
    assert "hints" not in everything_stored().replace(stored, "")
    bo.post("/mine/hints/", hints="on")
    assert ASKS in asks(bo.drafts(MIRROR))


def test_a_place_without_a_coach_gives_no_hints_and_no_switch(
    table: tuple[Writer, Writer], settings: Any
) -> None:
    ada, bo = table
    settings.COACH = False
    assert bo.drafts(MIRROR) == ""
    assert ASKS not in text_of(bo.presses("draft", text=MIRROR))
    assert "Hints while you write" not in text_of(bo.get("/mine/"))
    bo.press("offer", text=MIRROR)
    ada.press("choose:again")
    assert "Show me what I kept" not in text_of(bo.page())
    assert bo.get(f"{bo.talk}kept/").status_code in (302, 303)


def test_a_speaker_is_asked_about_hard_words_with_the_beginning_above_the_field(db: None) -> None:
    ada, bo, us = two_together()
    ada.__class__ = bo.__class__ = Writer
    ada.talk = bo.talk = talk_of(ada, bo, us)
    arrive(ada, bo)
    assert "you never" in asks(ada.drafts("on Sundays you never come down")).lower()
    drawn = ada.drafts("that you do it on purpose", stem="I feel")
    assert "When does it feel like that?" in asks(drawn)
    assert "I feel" not in re.sub(r"<[^>]+>", "", drawn)
    assert "set_aside" not in drawn


def test_only_whoever_sits_there_may_ask(table: tuple[Writer, Writer]) -> None:
    ada, _ = table
    cleo = Visitor("Cleo").begin()
    assert cleo.post(f"{ada.talk}draft/", do="draft", text=MIRROR).status_code == 404
    assert cleo.get(f"{ada.talk}kept/").status_code == 404
    assert Visitor().post("/mine/hints/", hints="off")["Location"].startswith("/sign-in/")


def test_no_page_waits_for_the_coach(table: tuple[Writer, Writer], monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are drawn while reading of any word by the coach would be heard."""
    ada, bo = table
    bo.drafts(MIRROR)
    read: list[str] = []
    for module in ("hinting.hint_for", "risk.risks", "kept.kept"):
        monkeypatch.setattr(f"withness.coach.{module}", lambda *args, **more: read.append("read") or ())
    for who in (ada, bo):
        who.page()
    assert read == []
    bo.drafts(MIRROR)
    assert read


def whole_dialogue(ada: Writer, bo: Writer) -> list[str]:
    """Both stories' worth of moves from arriving to what stays, with a draft before all words: what both then read."""
    read = []
    for _, seat, do, typed in STORY:
        who = (ada, bo)[seat]
        if "text" in typed:
            who.drafts(f"{typed['text']}. You never listen, but I was only tired. Why do you wait?")
        assert who.press(do, **typed).status_code == 303, do
        read += [re.sub(r"/talk/\d+/", "", text_of(each.page())) for each in (ada, bo)]
    return read


def test_a_whole_dialogue_lacks_nothing_with_the_coach_off_and_shows_nothing_of_it_to_anybody(
    db: None, settings: Any
) -> None:
    read = {}
    ada, bo, us = two_together()
    ada.__class__ = bo.__class__ = Writer
    for settings.COACH in (True, False):
        ada.talk = bo.talk = talk_of(ada, bo, us)
        read[settings.COACH] = whole_dialogue(ada, bo)
    assert "You talked." in read[True][-1]
    assert read[True] == read[False]


def test_every_kind_of_hint_has_a_number() -> None:
    listed = {
        line.partition("=")[0].strip()
        for family, lines in sections_of(file_of("en", "hints.txt")).items()
        for line in lines
        if family != "not here"
    }
    assert listed <= set(KINDS)
    assert len(set(KINDS)) == len(KINDS)
