"""When a letter arrives, by the clock of the one who writes: over nights, weekends and changes of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.dialogues.glass import arrival
from withness.dialogues.glass.arrival import CHOSEN, NOW, chosen, next_morning, next_saturday, times_offered

zones = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe", "UTC"]
).map(ZoneInfo)
moments = st.datetimes(datetime(2012, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))
BERLIN = ZoneInfo("Europe/Berlin")


@given(moments, zones)
def test_the_morning_is_the_next_eight_oclock_there(now: datetime, zone: ZoneInfo) -> None:
    morning = next_morning(now, zone).astimezone(zone)
    assert (morning.hour, morning.minute) == (8, 0)
    assert now < morning < now + timedelta(hours=36)


@given(moments, zones)
def test_saturday_is_a_saturday_to_come_within_a_week(now: datetime, zone: ZoneInfo) -> None:
    saturday = next_saturday(now, zone).astimezone(zone)
    assert (saturday.weekday(), saturday.hour) == (5, 9)
    assert 1 <= (saturday.date() - now.astimezone(zone).date()).days <= 7
    assert saturday > now


@given(moments, zones)
def test_what_is_offered_is_taken_as_it_was_shown(now: datetime, zone: ZoneInfo) -> None:
    offered = times_offered(now, zone)
    for each in offered:
        arrives = chosen(each.sends, "", now=now, zone=zone)
        assert arrives == (each.on or now)
    days = [each.on.astimezone(zone).date() for each in offered if each.on]
    assert len(days) == len(set(days)), "one day is offered once"


@given(moments, zones)
def test_at_night_the_morning_is_suggested_and_by_day_now(now: datetime, zone: ZoneInfo) -> None:
    first = times_offered(now, zone)[0]
    here = now.astimezone(zone)
    assert (first.sends == NOW) == (7 <= here.hour < 22)
    if first.on and here.hour < 7:
        assert first.label == "This morning"
    elif first.on:
        assert first.label == "Tomorrow morning"


@given(moments, zones, st.integers(1, 300 * 24 * 60))
def test_a_chosen_time_is_by_the_writers_clock(now: datetime, zone: ZoneInfo, minutes: int) -> None:
    wall = (now + timedelta(minutes=minutes)).astimezone(zone)
    arrives = chosen(CHOSEN, wall.strftime("%Y-%m-%dT%H:%M"), now=now - timedelta(hours=3), zone=zone)
    assert isinstance(arrives, datetime)
    shown = arrives.astimezone(zone)
    assert shown.strftime("%Y-%m-%d %H:%M") == wall.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("typed", "arrives"),
    [
        (
            "2026-03-29T02:30",
            "2026-03-29T01:30+00:00",
        ),  # the hour that is skipped: half past three by the new clock
        ("2026-10-25T02:30", "2026-10-25T00:30+00:00"),  # the hour that comes twice: its first half past two
        ("2026-03-29T08:00", "2026-03-29T06:00+00:00"),
        ("2026-03-28T08:00", "2026-03-28T07:00+00:00"),
    ],
)
def test_nights_in_which_the_clocks_change(typed: str, arrives: str) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert chosen(CHOSEN, typed, now=now, zone=BERLIN) == datetime.fromisoformat(arrives)


def test_eight_oclock_stays_eight_when_the_clocks_change_in_between() -> None:
    before = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)  # 23:30 in Berlin, the night of the change
    assert next_morning(before, BERLIN) == datetime(2026, 3, 29, 6, tzinfo=UTC)
    before = datetime(2026, 10, 24, 21, 30, tzinfo=UTC)
    assert next_morning(before, BERLIN) == datetime(2026, 10, 25, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "typed", "told"),
    [
        (CHOSEN, "2026-05-01T10:00", arrival.GONE_BY),
        ("2026-05-01T10:00+00:00", "", arrival.GONE_BY),  # a page that lay open until its morning had passed
        (CHOSEN, "2028-05-01T10:00", arrival.TOO_FAR),
        (CHOSEN, "9999-12-31T23:59", arrival.TOO_FAR),
        (CHOSEN, "", arrival.NO_TIME),
        (CHOSEN, "soon", arrival.NO_TIME),
        (CHOSEN, "0001-01-01T00:00", None),
        ("whenever", "", arrival.NO_TIME),
        ("", "", arrival.NO_TIME),
    ],
)
def test_times_that_cannot_be_are_told_in_words(sent: str, typed: str, told: str | None) -> None:
    now = datetime(2026, 5, 1, 12, tzinfo=UTC)
    said = chosen(sent, typed, now=now, zone=BERLIN)
    assert said == told if told else isinstance(said, str)
