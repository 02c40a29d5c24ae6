"""Reads a text as words: lower case, short forms written out, each with the span it stands at."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from withness.coach.tongue import Tongue

_TOKEN = re.compile(
    r"[^\W\d_]+(?:['’‘`´][^\W\d_]+)*"  # a word, perhaps a short form
    r"|\d+(?:[.,:]\d+)*"  # a number or a time of day
    r"|[.?!…;:,\n()—]"  # what divides
    r"|\s[-–]+\s"
)
_QUOTES = str.maketrans("’‘`´", "''''")
_MARKS = {"…": ".", "\n": ".", "(": ",", ")": ",", "—": ",", "!": "!", "?": "?"}
ENDS = frozenset(".?!;")
MARKS = ENDS | {",", ":"}
LETTERS, WORDS = 3000, 600
"""How much of a text is read, in characters and in words and marks, so that a wall of text costs no time."""


class Word(NamedTuple):
    """One word, or one mark that divides, and where it stands."""

    text: str
    stem: str
    start: int
    end: int


def words_of(text: str, tongue: Tongue) -> tuple[Word, ...]:
    """Every word and mark of a text in order; a short form becomes its words, each at the span of the whole."""
    found: list[Word] = []
    stem, contractions, after_you_are = tongue.stem, tongue.contractions, tongue.listed("after you are")
    for match in _TOKEN.finditer(text, 0, LETTERS):
        if len(found) >= WORDS:
            break
        raw, (start, end) = match.group(), match.span()
        first = raw[0]
        if first.isalpha():
            if raw == "free" and text[start - 1 : start] == "-" and found:  # worry-free: without worry
                found.insert(-1, Word("without", "without", start, end))
                continue
            word = raw.lower()
            if found and found[-1].text == "your" and word in after_you_are:
                found[-1:] = [Word(part, part, *found[-1][2:]) for part in ("you", "are")]
            if word.isalpha() and word not in contractions:
                found.append(Word(word, stem(word), start, end))
                continue
            word = word.translate(_QUOTES)
            for part in contractions.get(word) or _possessed(word, tongue):
                found.append(Word(part, stem(part), start, end))
        elif first.isdigit():
            found.append(Word(raw, raw, start, end))
        else:
            mark = "," if first.isspace() else _MARKS.get(first, first)
            found.append(Word(mark, mark, start, end))
    return tuple(found)


def _possessed(word: str, tongue: Tongue) -> tuple[str, ...]:
    before, quote, after = word.rpartition("'")
    if not quote:
        return (word,)
    return (before, *tongue.tails[after]) if after in tongue.tails else (before.replace("'", "") or after,)


def span_of(words: Sequence[Word]) -> tuple[int, int]:
    """Where a run of words begins and ends in its text."""
    return words[0].start, max(word.end for word in words)
