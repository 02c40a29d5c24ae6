"""Takes the beginning of a mirror away: "What I hear you say is", which is form and not content."""

from collections.abc import Sequence

from withness.coach.phrases import phrases_for
from withness.coach.tongue import Tongue
from withness.coach.words import MARKS, Word

FRAME = frozenset({"frame"})
"""Beginnings that anybody uses: "the truth is"."""
STEM = FRAME | {"stem"}
"""Those of a mirror as well: "what I hear is"."""


def without_stem(words: Sequence[Word], tongue: Tongue, *, kinds: frozenset[str] = STEM) -> tuple[Word, ...]:
    """A clause without the beginnings it starts with; empty when it is nothing but one."""
    phrases = phrases_for(tongue.language, "stems")
    left = tuple(words)
    while left and phrases:
        begins = phrases.at_beginning(left, kinds)
        if not begins:
            break
        left = left[begins:]
        while left and left[0].text in MARKS:
            left = left[1:]
    return left
