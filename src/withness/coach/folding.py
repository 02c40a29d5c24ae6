"""Says what is said in several words in one: "can't stand" as "hate", so that what means alike meets."""

from collections.abc import Sequence

from withness.coach.tongue import Tongue
from withness.coach.words import Word


def folded(words: Sequence[Word], tongue: Tongue) -> tuple[Word, ...]:
    """The same words with turns of phrase as what they mean, each standing where the phrase stood."""
    turns = tongue.turns_of_phrase
    found: list[Word] = []
    at = 0
    while at < len(words):
        for stems, meant in turns.get(words[at].stem, ()):
            here = words[at : at + len(stems)]
            if len(here) == len(stems) and all(map(_is, here, stems)):
                start, end = here[0].start, max(word.end for word in here)
                found += [Word(text, tongue.stem(text), start, end) for text in meant]
                at += len(stems)
                break
        else:
            found.append(words[at])
            at += 1
    return tuple(found)


def _is(word: Word, stem: str) -> bool:
    return stem in (word.stem, "*")
