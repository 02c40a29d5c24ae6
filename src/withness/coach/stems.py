"""Cuts a word down to what its forms share, by a list of endings; coarse, so that forms meet."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Ending(NamedTuple):
    """An ending, what takes its place, and how long a word must be to lose it."""

    cut: str
    put: str
    least: int


def stem_of(word: str, irregular: Mapping[str, str], endings: Sequence[Ending]) -> str:
    """The stem of a lower-case word."""
    base = irregular.get(word)
    if base is not None:
        return base if base == word else stem_of(base, irregular, endings)
    if len(word) <= 3:
        return word
    for cut, put, least in endings:
        if word.endswith(cut) and len(word) >= least:
            if cut != "s" or word[-2] not in "su":
                word = word[: len(word) - len(cut)] + put
            break
    return _tidied(word)


def _tidied(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lse":
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("y"):
        word = word[:-1] + "i"
    return word
