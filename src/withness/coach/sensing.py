"""Whether an answer says that the other makes sense, and why, in the other's words; and guesses at a feeling."""

from collections.abc import Sequence
from typing import NamedTuple

from withness.coach.feelings import kinds_of_feeling
from withness.coach.likeness import near
from withness.coach.listening import heard
from withness.coach.roles import content_of, roles_of
from withness.coach.said import Said
from withness.coach.tongue import Tongue, tongue_for
from withness.coach.words import MARKS, Word, words_of

ENOUGH = 4
"""Words of a reason that say something, whatever they are."""


class Sense(NamedTuple):
    """Says it that the other makes sense, does it say why, and does the why come from the other's words?"""

    sense: Said | None = None
    because: Said | None = None
    shares: bool = False


class Felt(NamedTuple):
    """A guess at what the other feels: whether there is one, whether it is offered as a guess, and its words."""

    guess: Said | None = None
    frame: Said | None = None
    words: tuple[Said, ...] = ()


def sense(text: str, *, heard_before: str = "", language: str = "en") -> Sense:
    """Look for "you make sense, because …". Without what was heard before, any reason with content will do."""
    tongue = tongue_for(language)
    if tongue is None:
        return Sense()
    words = words_of(text, tongue)
    said = heard(words, "sense", tongue)
    makes = next((one for one in said if one.kind == "sense"), None)
    if makes is None:
        return Sense()
    reasons = [one for one in said if one.kind == "because"]
    given = [
        (one, [word for word in words if word.start >= one.end and word.text not in MARKS]) for one in reasons
    ]
    because = next((one for one, reason in given if _says_something(reason, tongue)), None)
    outside = set(_content([word for word in words if not makes.start <= word.start < makes.end], tongue))
    if not heard_before:
        return Sense(makes, because, shares=because is not None)
    told = set(_content(words_of(heard_before, tongue), tongue))
    shares = bool(near(outside, told, tongue))
    if because is None and shares:  # "You make sense. I came home late and you had cooked."
        because = Said("because", makes.start, words[-1].end)
    return Sense(makes, because, shares)


def felt(text: str, *, language: str = "en") -> Felt:
    """Look for a guess at a feeling, and whether it is offered as one."""
    tongue = tongue_for(language)
    if tongue is None:
        return Felt()
    words = words_of(text, tongue)
    said = heard(words, "sense", tongue)
    first = {kind: next((one for one in said if one.kind == kind), None) for kind in ("empathy", "frame")}
    return Felt(first["empathy"], first["frame"], kinds_of_feeling(words, tongue))


def _says_something(reason: Sequence[Word], tongue: Tongue) -> bool:
    return len(_content(reason, tongue)) >= 2 or len(reason) >= ENOUGH


def _content(words: Sequence[Word], tongue: Tongue, *, after: int = -1) -> tuple[str, ...]:
    """The content of what follows a place, up to the end."""
    following = [word for word in words if word.start >= after and word.text not in MARKS]
    return content_of(roles_of(following, tongue, telling=False), tongue)
