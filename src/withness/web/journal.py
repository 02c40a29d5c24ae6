"""The journal: one line per event that a person who runs this place needs, and never a word that anybody wrote.

Only named fields reach the line. Messages of exceptions, paths, query strings, bodies and addresses do not.
"""

import logging
import re
import time
import traceback
from pathlib import Path

FIELDS = ("event", "actor", "object", "result")  # what our own calls may add by `extra`
_UNSAFE = re.compile(r"[^A-Za-z0-9_.:/-]+")
_PACKAGE = Path(__file__).parents[2]


class Discreet(logging.Filter):
    """Drops what must leave no trace: everything about /care/, and requests that were merely refused."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether this record may be written at all."""
        if _path_of(record).startswith("/care/"):
            return False
        return not (record.name.startswith("django.") and record.levelno < logging.ERROR)


class PlainLine(logging.Formatter):
    """Writes a record as `time level logger field=value …`, with the places of a fault but not its words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and below it where a fault happened."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        line = " ".join([moment, record.levelname, clean(record.name), *_fields(record)])
        return "\n".join([line, *_places(record)])


def clean(value: object) -> str:
    """A value reduced to letters that cannot start a new line or a new field."""
    return _UNSAFE.sub("_", str(value))[:80]


def _fields(record: logging.LogRecord) -> list[str]:
    named = [f"{name}={clean(getattr(record, name))}" for name in FIELDS if hasattr(record, name)]
    status, route = getattr(record, "status_code", None), _route_of(record)
    return [*named, *([f"status={status}"] if status else []), *([f"route={route}"] if route else [])]


def _places(record: logging.LogRecord) -> list[str]:
    if not record.exc_info or record.exc_info[0] is None:
        return []
    frames = traceback.extract_tb(record.exc_info[2])
    where = [f"  {_shortened(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return [*where, f"  {record.exc_info[0].__qualname__}"]


def _shortened(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_PACKAGE)) if path.is_relative_to(_PACKAGE) else "/".join(path.parts[-2:])


def _path_of(record: logging.LogRecord) -> str:
    return str(getattr(getattr(record, "request", None), "path", ""))


def _route_of(record: logging.LogRecord) -> str:
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return clean(match.view_name) if match else ""
