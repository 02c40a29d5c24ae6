"""A calendar file for one agreed time (RFC 5545). Its words say nothing: a calendar shows the hour, and no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

TITLE = "Time for us"
ALARM = "It is time"
LONGEST_LINE = 75
"""Octets of a line; what is longer is folded (RFC 5545, 3.1)."""
ALARMS = (0, 10, 60)
"""Minutes before the time at which one may let oneself be told; 0 is no alarm."""
AT_ITS_TIME = -1
"""An alarm at the very time."""


def calendar_file(
    uid: str,
    at: datetime,
    *,
    minutes: int,
    made: datetime,
    sequence: int = 0,
    alarm: int = 0,
    title: str = TITLE,
) -> bytes:
    """Write the file. The same `uid` with a higher `sequence` moves the entry instead of adding another."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Time for us//EN",
        "BEGIN:VEVENT",
        f"UID:{escaped(uid)}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{stamp(made)}",
        f"DTSTART:{stamp(at)}",
        f"DTEND:{stamp(at + timedelta(minutes=minutes))}",
        f"SUMMARY:{escaped(title)}",
        "CLASS:PRIVATE",
        *(_alarm(alarm) if alarm else ()),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) + b"\r\n" for line in lines)


def _alarm(minutes: int) -> tuple[str, ...]:
    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{ALARM}",
        f"TRIGGER:-PT{max(minutes, 0)}M",
        "END:VALARM",
    )


def stamp(moment: datetime) -> str:
    """Write a moment in UTC, which every calendar shows by its owner's clock."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Escape what has a meaning in a calendar file (RFC 5545, 3.3.11)."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Fold a long line between characters, each part at most 75 octets with the space that marks it."""
    parts, part = [], b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > LONGEST_LINE:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part])
