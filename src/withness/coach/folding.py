"""Says what is said in several words in one: "can't stand" as "hate", so that what means alike meets."""

from collections.abc import Sequence
from itertools import pairwise

from withness.coach.tongue import Tongue
from withness.coach.words import Word

LONGEST = 8
"""Words of a phrase."""


def folded(words: Sequence[Word], tongue: Tongue) -> Sequence[Word]:
    """The same words with turns of phrase as what they mean, each standing where the phrase stood."""
    turns = tongue.turns_of_phrase
    if not any((one.stem, two.stem) in turns for one, two in pairwise(words)):
        return words
    found: list[Word] = []
    at = 0
    while at < len(words):
        stems, meant = _at(words, at, tongue)
        if stems:
            here = words[at : at + stems]
            start, end = here[0].start, max(word.end for word in here)
            found += [Word(text, tongue.stem(text), start, end) for text in meant]
        else:
            found.append(words[at])
        at += stems or 1
    return tuple(found)


def _at(words: Sequence[Word], at: int, tongue: Tongue) -> tuple[int, tuple[str, ...]]:
    """How many words of a phrase stand here, and what they mean; none where there is no phrase."""
    stems = tuple(word.stem for word in words[at : at + LONGEST])
    for phrase, meant in tongue.turns_of_phrase.get(stems[:2], ()):
        if stems[: len(phrase)] == phrase:
            return len(phrase), meant
    return 0, ()
