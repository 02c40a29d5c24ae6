"""Requests that do not belong in an exercise: those that would give one person power over the other's life.

The patterns are a data file, one per language. They are bounded: no pattern can take longer than the text is long,
times a constant (practice 2.2).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec
import yaml
from msgspec import Struct

LANGUAGE = "en"
GAPS = {"~": r"(?: (?!my )\w+){0,2}", "…": r"(?: (?!my )\w+){0,5}"}
"""Words that may stand between. None of them is "my": what follows it is one's own."""
STOPS = re.compile(r"(?:please )?(?:stop|quit|dont|do not|never|no more|no longer|avoid)(?= |$)")


class BlockedClass(Struct, frozen=True):
    """What a request is about that does not belong here."""

    id: str
    about: str
    patterns: tuple[re.Pattern[str], ...]


class _Written(Struct, frozen=True):
    about: str
    patterns: tuple[str, ...]


class _File(Struct, frozen=True):
    words: dict[str, str]
    classes: dict[str, _Written]


# Learns the shape of the file while this is imported, by one thread, as protocol.reader does and for its reason.
_SHAPE = msgspec.json.Decoder(_File)


def blocked(text: str, language: str = LANGUAGE) -> BlockedClass | None:
    """Find what a request is about that does not belong in an exercise; nothing for a request that does."""
    said = f" {plain(text)}"
    classes = blocked_classes(language)
    return next((each for each in classes if any(one.search(said) for one in each.patterns)), None)


def asks_to_stop(text: str) -> bool:
    """Tell whether a request says only what is not to be: saying what one would like instead is easier to give."""
    return STOPS.match(plain(text)) is not None


@cache
def blocked_classes(language: str = LANGUAGE) -> tuple[BlockedClass, ...]:
    """Give all classes of blocked requests in a language."""
    read = yaml.safe_load(files(__package__).joinpath(f"requests.{language}.yaml").read_text("utf-8"))
    written = msgspec.convert(read, _File)
    return tuple(
        BlockedClass(name, each.about, tuple(_compiled(one, written.words) for one in each.patterns))
        for name, each in written.classes.items()
    )


def plain(text: str) -> str:
    """Reduce a sentence to its words: small letters, no signs, one space between."""
    return " ".join(re.sub(r"[^\w ]+", " ", re.sub(r"['’]", "", text.casefold())).split())


def _compiled(pattern: str, lists: dict[str, str]) -> re.Pattern[str]:
    """Turn words in their order into what finds them: each begins with a space, so the text gets one before it."""
    built = "(?<! my)"
    for token in re.sub(r"\{(\w+)\}", lambda name: lists[name[1]], pattern).split():
        built += GAPS[token] if token in GAPS else f" {_alternatives(token)}(?= |$)"
    return re.compile(built)


def _alternatives(token: str) -> str:
    words = (re.escape(word).replace(r"\*", r"\w*").replace("_", " ") for word in token.split("|"))
    return f"(?:{'|'.join(words)})"
