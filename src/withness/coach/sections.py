"""Reads the word lists: lines under [headings], with # for comments."""

from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import IO


def sections_of(text: str) -> dict[str, tuple[str, ...]]:
    """The lines under each heading; one heading may come back, its lines add up."""
    found: dict[str, list[str]] = {}
    heading = ""
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
        elif line:
            found.setdefault(heading, []).append(line)
    return {heading: tuple(lines) for heading, lines in found.items()}


def file_of(language: str, name: str) -> str:
    """The text of one of a language's files."""
    return (_folder() / language / name).read_text(encoding="utf-8")


def opened(language: str, name: str) -> IO[str]:
    """One of a language's files, to be read line by line: a long one, of which little is kept."""
    return (_folder() / language / name).open(encoding="utf-8")


@lru_cache(1)
def languages() -> frozenset[str]:
    """The languages that have rules."""
    return frozenset(
        entry.name
        for entry in _folder().iterdir()
        if entry.is_dir() and entry.name.isalpha() and len(entry.name) == 2
    )


def _folder() -> Traversable:
    return files("withness.coach")


@lru_cache(32)
def pairs_in(language: str, name: str, heading: str) -> tuple[tuple[str, str], ...]:
    """The lines under a heading that give each name a sentence: `name = sentence`."""
    lines = sections_of(file_of(language, name))[heading]
    halves = (line.partition("=") for line in lines)
    return tuple((left.strip(), right.strip()) for left, _, right in halves)
