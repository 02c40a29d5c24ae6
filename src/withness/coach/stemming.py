"""Takes the beginning of a mirror away: "What I hear you say is", which is form and not content."""

from collections.abc import Sequence

from withness.coach.phrases import phrases_for
from withness.coach.tongue import Tongue
from withness.coach.words import MARKS, Word


def without_stem(words: Sequence[Word], tongue: Tongue) -> tuple[Word, ...]:
    """A mirror's clause without the beginnings it starts with; empty when it is nothing but one."""
    phrases = phrases_for(tongue.language, "stems")
    left = tuple(words)
    while left and phrases:
        begins = phrases.at_beginning(left)
        if not begins:
            break
        left = left[begins:]
        while left and left[0].text in MARKS:
            left = left[1:]
    return left
