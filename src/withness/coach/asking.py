"""Whether a request is easy to grant: a thing to do, seen on a video, small, with a time; and what may not be asked."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from withness.coach.listening import heard
from withness.coach.said import Said
from withness.coach.sections import pairs_in
from withness.coach.tongue import Tongue, tongue_for
from withness.coach.words import MARKS, Word, words_of

OTHER = "the other"
"""What the other person is called where no name is known."""


class Blocked(NamedTuple):
    """What a request is about that does not belong in an exercise, and the words that show it."""

    id: str
    about: str
    said: Said


class Asked(NamedTuple):
    """What a request is, and the words that show it."""

    positive: bool = True
    specific: bool = False
    measurable: bool = False
    timed: bool = False
    small: bool = True
    behaviour: bool = True
    demand: bool = False
    asks: bool = False
    blocked: bool = False
    said: tuple[Said, ...] = ()


def asked(text: str, *, language: str = "en") -> Asked | None:
    """Look at a request; nothing where there are no rules for the language."""
    tongue = tongue_for(language)
    if tongue is None:
        return None
    words = words_of(text, tongue)
    said = (*heard(words, "requests", tongue), *_levers(words, tongue))
    kinds = {one.kind for one in said}
    measurable = "measurable" in kinds or any(word.text[0].isdigit() for word in words)
    return Asked(
        positive="negative" not in kinds,
        specific=_is_specific(said, measurable=measurable),
        measurable=measurable,
        timed="timed" in kinds,
        small="big" not in kinds,
        behaviour="feeling" not in kinds,
        demand="demand" in kinds,
        asks="ask" in kinds,
        blocked="blocked" in kinds,
        said=said,
    )


def blocked(text: str, *, language: str = "en", other: str = OTHER) -> Blocked | None:
    """Find what gives one person power over the other's life, whatever signs stand between the words."""
    tongue = tongue_for(language)
    if tongue is None:
        return None
    found = _by_class(words_of(text, tongue), tongue)
    name, about = next((each for each in blocked_classes(language) if each[0] in found), ("", ""))
    return Blocked(name, about.replace("{other}", other), found[name]) if name else None


def blocked_classes(language: str = "en") -> tuple[tuple[str, str], ...]:
    """Each class of requests that do not belong in an exercise, and what it is about."""
    return pairs_in(language, "hints.txt", "not here")


def _levers(words: Sequence[Word], tongue: Tongue) -> tuple[Said, ...]:
    return tuple(said._replace(kind="blocked") for said in _by_class(words, tongue).values())


def _by_class(words: Sequence[Word], tongue: Tongue) -> dict[str, Said]:
    """What there is of each class: its first words. What comes after "my" is one's own, and may be asked."""
    bare = [word for word in words if word.text not in MARKS]
    places = {word.start: place for place, word in reversed([*enumerate(bare)])}
    found: dict[str, Said] = {}
    for said in heard(bare, "blocked", tongue):
        place = places[said.start]
        if not place or bare[place - 1].text != "my":
            found.setdefault(said.kind, said)
    return found


def _is_specific(said: Iterable[Said], *, measurable: bool) -> bool:
    """Something one could film: a doing with a measure, or a doing without vague words."""
    kinds = [one.kind for one in said]
    return "act" in kinds and (measurable or "vague" not in kinds)
