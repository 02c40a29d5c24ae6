"""When a letter arrives: the times that are offered, by the clock of the one who writes. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from msgspec import Struct

EVENING, MORNING = 22, 7
"""Between these hours of the writer's day a letter is not meant to ring: the morning is offered first."""
TOMORROW_AT, SATURDAY_AT = time(8), time(9)
SATURDAY = 5
LATEST = timedelta(days=366)

NOW = "now"
CHOSEN = "chosen"
"""What stands for a moment in the form where it is not one of the moments offered."""

GONE_BY = "That time has gone by. Choose one that is still to come."
TOO_FAR = "That is more than a year away. Choose a nearer day."
NO_TIME = "Choose a day and a time, or one of the others."


class Offered(Struct, frozen=True):
    """One time that is offered: what the form sends back, what it is called, and the day where that helps."""

    sends: str
    label: str
    on: datetime | None = None


def is_quiet(moment: datetime, zone: tzinfo) -> bool:
    """Tell whether it is late in the evening, night, or very early where somebody writes."""
    return not MORNING <= moment.astimezone(zone).hour < EVENING


def times_offered(now: datetime, zone: tzinfo) -> tuple[Offered, ...]:
    """Give the times to choose from, the suggested one first. "Choose a time" is the page's own."""
    morning, saturday = next_morning(now, zone), next_saturday(now, zone)
    at_once = Offered(NOW, "Now")
    early = Offered(_sent(morning), _named(morning, now, zone), morning)
    late = (
        [Offered(_sent(saturday), "Saturday morning", saturday)]
        if _day(saturday, zone) != _day(morning, zone)
        else []
    )
    return (early, at_once, *late) if is_quiet(now, zone) else (at_once, early, *late)


def next_morning(now: datetime, zone: tzinfo) -> datetime:
    """Give the next morning: this day's while it is still night, else the next day's."""
    here = now.astimezone(zone)
    day = here.date() if here.hour < MORNING else here.date() + timedelta(days=1)
    return _at(day, TOMORROW_AT, zone)


def next_saturday(now: datetime, zone: tzinfo) -> datetime:
    """Give the morning of the next Saturday after today."""
    today = now.astimezone(zone).date()
    return _at(today + timedelta(days=(SATURDAY - today.weekday() - 1) % 7 + 1), SATURDAY_AT, zone)


def chosen(sent: str, typed: str, *, now: datetime, zone: tzinfo) -> datetime | str:
    """Read when a letter shall arrive from what the form sent; or say in words what is wrong with it."""
    if sent == NOW:
        return now
    moment = _moment(typed if sent == CHOSEN else sent, zone)
    if moment is None:
        return NO_TIME
    if moment <= now:
        return GONE_BY
    return moment if moment - now <= LATEST else TOO_FAR


def _moment(written: str, zone: tzinfo) -> datetime | None:
    """Read a moment. Without a zone it is by the writer's clock; an hour that daylight saving skips comes after it."""
    try:
        moment = datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _at(day: date, hour: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def _day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def _sent(moment: datetime) -> str:
    return moment.isoformat()


def _named(morning: datetime, now: datetime, zone: tzinfo) -> str:
    today = _day(morning, zone) == _day(now, zone)
    return "This morning" if today else "Tomorrow morning"
