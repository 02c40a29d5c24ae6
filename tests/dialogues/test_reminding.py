"""Whoever waits for a letter takes a line for the own calendar: it says nothing, and nobody else learns of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from dialogues.table import Guest
from dialogues.test_asking_pages import everything
from dialogues.writer import Writer, bare
from people.journeys import text_of
from withness.dialogues.models import Dialogue

SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def two(ada: Guest, bo: Guest, letters: Dialogue, monkeypatch: pytest.MonkeyPatch) -> tuple[Writer, Writer]:
    monkeypatch.setattr(timezone, "now", lambda: SATURDAY)
    ada_writes, bo_writes = Writer(ada, letters), Writer(bo, letters)
    ada_writes.browser.cookies["zone"] = "Europe/Berlin"
    return ada_writes, bo_writes


def kept() -> list[tuple[object, ...]]:
    """Every row but those of sign-ins, which know when each was last here."""
    return [row for row in everything() if row[0] != "people_signin"]


def test_a_line_by_ones_own_clock_that_says_nothing_and_leaves_nothing(two: tuple[Writer, Writer]) -> None:
    ada, bo = two
    ada.send("I wake early.")
    assert "Remind me to ask gently" in text_of(ada.page())
    before, theirs = kept(), [bare(bo.get(path)) for path in (bo.talk, "/")]
    file = ada.press("", f"{ada.talk}remind/", day="2026-11-24", hour="19:30")
    assert file["Content-Type"].startswith("text/calendar")
    lines = file.content.decode().split("\r\n")
    assert {
        "DTSTART:20261124T183000Z",
        "DTEND:20261124T184000Z",
        "SUMMARY:Time for us",
        "TRIGGER:-PT0M",
    } <= set(lines)
    said = file.content.decode().lower()
    assert not any(word in said for word in ("ada", "bo:", "letter", "withness", "talk", "sunday"))
    assert kept() == before
    assert [bare(bo.get(path)) for path in (bo.talk, "/")] == theirs
    again = ada.press("", f"{ada.talk}remind/", day="2026-11-24", hour="19:30").content.decode()
    assert lines[4] not in again, "two lines have nothing in common but their words"


@pytest.mark.parametrize(
    ("day", "hour", "told"),
    [
        ("", "", "Choose a day and a time."),
        ("2026-11-24", "", "Choose a day and a time."),
        ("soon", "10:00", "That is not a day."),
        ("2026-11-21", "12:59", "That time has passed."),
        ("2028-01-01", "10:00", "more than a year"),
    ],
)
def test_a_moment_that_cannot_be_is_told(two: tuple[Writer, Writer], day: str, hour: str, told: str) -> None:
    ada, _bo = two
    ada.send("I wake early.")
    answer = ada.press("", f"{ada.talk}remind/", day=day, hour=hour)
    assert (answer.status_code, told in text_of(answer)) == (422, True)


def test_it_is_there_for_whoever_waits_and_tells_no_author_of_an_opening(two: tuple[Writer, Writer]) -> None:
    ada, bo = two
    assert "Remind me" in text_of(bo.page()), "Bo waits for the first letter"
    assert "Remind me" not in text_of(ada.page())
    assert ada.get(f"{ada.talk}remind/").status_code == 302
    ada.send("I wake early.")
    before = bare(ada.get(f"{ada.talk}remind/"))
    assert "Remind me" not in text_of(bo.page()), "a letter is here"
    assert bo.get(f"{bo.talk}remind/").status_code == 302
    bo.open()
    assert bare(ada.get(f"{ada.talk}remind/")) == before
    ada.press("pace:live")
    bo.press("pace:live")
    assert ada.get(f"{ada.talk}remind/").status_code == 302, "live, the other is there"


def test_a_stranger_finds_no_such_page(cleo: Guest, two: tuple[Writer, Writer], letters: Dialogue) -> None:
    assert Writer(cleo, letters).get(f"/talk/{letters.pk}/remind/").status_code == 404
