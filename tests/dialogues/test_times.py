"""Times are told and read by one's own clock, daylight saving included; the calendar file is one, and says nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from withness.dialogues.glass.calendar import LONGEST_LINE, calendar_file, escaped, folded
from withness.dialogues.glass.times import dated, read, told

BERLIN, KOLKATA, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata"), ZoneInfo("Pacific/Auckland")
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "zone", "words"),
    [
        (timedelta(hours=1), UTC, "today 13:00 UTC"),
        (timedelta(hours=1), BERLIN, "today 14:00"),
        (timedelta(hours=12), BERLIN, "tomorrow 01:00"),
        (timedelta(hours=12), UTC, "tomorrow 00:00 UTC"),
        (timedelta(days=5, hours=6), BERLIN, "Saturday 19:00"),
        (timedelta(days=6), AUCKLAND, "Monday 01:00"),
        (timedelta(days=7), BERLIN, "Monday 30 November, 13:00"),
        (timedelta(days=40), KOLKATA, "Saturday 2 January 2027, 17:30"),
        (timedelta(days=-1), BERLIN, "Sunday 22 November, 13:00"),
    ],
)
def test_a_moment_is_told_by_the_clock_of_who_looks(ahead: timedelta, zone: ZoneInfo, words: str) -> None:
    assert told(MONDAY + ahead, now=MONDAY, zone=zone) == words


def test_a_date_is_told_with_the_same_clock() -> None:
    early = MONDAY.replace(hour=8)
    assert dated(early, zone=UTC) == "Monday 23 November, 08:00 UTC"
    assert dated(early, zone=BERLIN) == "Monday 23 November, 09:00"
    assert dated(early, zone=KOLKATA) == "Monday 23 November, 13:30"


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (date(2027, 3, 27), time(19), "2027-03-27T18:00:00+00:00"),
        (date(2027, 3, 28), time(19), "2027-03-28T17:00:00+00:00"),
        (date(2027, 3, 28), time(2, 30), "2027-03-28T01:30:00+00:00"),  # the hour that is skipped
        (date(2027, 10, 31), time(2, 30), "2027-10-31T00:30:00+00:00"),  # the hour that comes twice
        (date(2027, 10, 31), time(19), "2027-10-31T18:00:00+00:00"),
    ],
)
def test_an_hour_is_read_by_ones_own_clock_when_the_clocks_change(day: date, hour: time, utc: str) -> None:
    assert datetime.fromtimestamp(read(day, hour, zone=BERLIN) or 0, UTC).isoformat() == utc


def test_half_a_time_is_none() -> None:
    assert read(None, time(19), zone=BERLIN) is None
    assert read(date(2027, 1, 1), None, zone=BERLIN) is None
    assert read(date(1, 1, 1), time(0), zone=AUCKLAND) is None


@given(
    some.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)), some.sampled_from([BERLIN, KOLKATA, AUCKLAND])
)
def test_what_is_told_was_typed(moment: datetime, zone: ZoneInfo) -> None:
    typed = moment.replace(second=0, microsecond=0)
    at = read(typed.date(), typed.time(), zone=zone)
    assert at is not None
    back = datetime.fromtimestamp(at, zone)
    skipped = typed.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != typed
    assert back.replace(tzinfo=None) == typed or skipped


def fields(written: bytes) -> list[tuple[str, str]]:
    """Read a calendar file as RFC 5545 says: unfold, then name and value of each line."""
    assert written.endswith(b"\r\n")
    lines = written.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    return [(name, value) for name, _, value in (line.partition(":") for line in lines)]


def test_a_calendar_reads_the_time_and_nothing_else() -> None:
    at = datetime(2026, 11, 28, 19, tzinfo=BERLIN)
    written = calendar_file("a7@withness", at, minutes=30, made=MONDAY, sequence=2, alarm=10)
    found = dict(fields(written))
    assert (found["DTSTART"], found["DTEND"]) == ("20261128T180000Z", "20261128T183000Z")
    assert (found["UID"], found["SEQUENCE"], found["SUMMARY"]) == ("a7@withness", "2", "Time for us")
    assert (found["TRIGGER"], found["DESCRIPTION"]) == ("-PT10M", "It is time")
    opened = [value for name, value in fields(written) if name == "BEGIN"]
    assert opened == ["VCALENDAR", "VEVENT", "VALARM"]
    assert [value for name, value in fields(written) if name == "END"] == opened[::-1]


def test_an_alarm_is_ones_own_choice() -> None:
    assert b"VALARM" not in calendar_file("a7@withness", MONDAY, minutes=30, made=MONDAY)


@given(some.text(max_size=200))
def test_any_text_survives_folding_and_escaping(title: str) -> None:
    title = "".join(sign for sign in title if sign.isprintable() or sign == "\n")
    written = calendar_file("a7", MONDAY, minutes=30, made=MONDAY, title=title)
    assert all(len(line) <= LONGEST_LINE for line in written.split(b"\r\n"))
    summary = dict(fields(written))["SUMMARY"]
    assert summary == escaped(title)
    plain = summary.replace("\\\\", "\0").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
    assert plain.replace("\0", "\\") == title


def test_a_line_is_folded_between_characters() -> None:
    assert folded("é" * 40).split(b"\r\n")[1][:1] == b" "
    assert folded("é" * 40).replace(b"\r\n ", b"").decode() == "é" * 40
