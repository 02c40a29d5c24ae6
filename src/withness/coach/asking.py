"""Whether a request is easy to grant: a thing to do, seen on a video, small, with a time; and what may not be asked."""

from collections.abc import Iterable
from typing import NamedTuple

from withness.coach.listening import heard
from withness.coach.moves import Said
from withness.coach.tongue import tongue_for
from withness.coach.words import words_of


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
    said = heard(words, "requests", tongue)
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


def _is_specific(said: Iterable[Said], *, measurable: bool) -> bool:
    """Something one could film: a doing with a measure, or a doing without vague words."""
    kinds = [one.kind for one in said]
    return "act" in kinds and (measurable or "vague" not in kinds)
