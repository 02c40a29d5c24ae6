"""The shipped scripts, as files: one per dialogue or exercise, with its plan beside it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from withness.protocol.reader import read
from withness.protocol.script import Script

LANGUAGE = "en"
EARLIER = "earlier"
"""The folder of earlier versions: a log is read with the version it was written with."""


def names(language: str = LANGUAGE) -> tuple[str, ...]:
    """Give the names of all shipped scripts."""
    found = (each.name for each in files(__name__).joinpath(language).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml")))


def text_of(name: str, language: str = LANGUAGE, *, ending: str = "yaml") -> str:
    """Read the file of a shipped script, or of its plan (`ending="talk"`)."""
    return files(__name__).joinpath(language, f"{name}.{ending}").read_text(encoding="utf-8")


@cache
def script_named(name: str, language: str = LANGUAGE, *, version: int | None = None) -> Script:
    """Give a shipped script: the newest, or the version that a log was written with.

    A shipped script has no faults, which the checks make sure of.
    """
    newest = _read(text_of(name, language))
    if version in (None, newest.version):
        return newest
    return _read(text_of(f"{EARLIER}/{name}.{version}", language))


def _read(text: str) -> Script:
    script = read(text)
    if not isinstance(script, Script):
        raise ValueError("\n".join(map(str, script)))
    return script
