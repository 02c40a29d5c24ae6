"""Moments in the words and by the clock of who looks: "Saturday 19:00". Pure but for the zone, which is an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

WEEK = 7


def told(moment: datetime, *, now: datetime, zone: tzinfo) -> str:
    """Tell a moment as people do: today, tomorrow, the day's name within a week, else the date."""
    here = moment.astimezone(zone)
    return f"{_day(here.date(), now.astimezone(zone).date())}{_clock(here)}"


def dated(moment: datetime, *, zone: tzinfo) -> str:
    """Tell a moment with its day and its date, under words that say how near it is: "Sunday 22 November, 08:00"."""
    here = moment.astimezone(zone)
    return f"{here:%A} {here.day} {here:%B}, {_clock(here)}"


def _clock(here: datetime) -> str:
    return f"{here:%H:%M}" + (" UTC" if here.tzinfo is UTC else "")


def _day(day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead in (0, 1):
        return "today " if ahead == 0 else "tomorrow "
    if 1 < ahead < WEEK:
        return f"{day:%A} "
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%A} {day.day} {day:%B}{year}, "


def read(day: date | None, hour: time | None, *, zone: tzinfo) -> int | None:
    """Read a day and an hour by somebody's clock as a UTC stamp in seconds; nothing when one of them is missing.

    An hour that daylight saving skips comes after it; of an hour that comes twice, it is the first.
    """
    if day is None or hour is None:
        return None
    try:
        return int(datetime.combine(day, hour, tzinfo=zone).astimezone(UTC).timestamp())
    except (ValueError, OverflowError):
        return None
