"""Cuts a text into clauses: at the marks that end a sentence, and at the words that join two thoughts."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from withness.coach.tongue import Tongue
from withness.coach.words import ENDS, MARKS, Word, span_of

LEAST, MOST = 3, 60
"""Words of a clause; nobody says one that is longer, and a wall of text is cut here so that it costs no time."""


class Clause(NamedTuple):
    """A run of words that say one thing, and where it stands."""

    words: tuple[Word, ...]
    start: int
    end: int


def clauses_of(words: Sequence[Word], tongue: Tongue) -> tuple[Clause, ...]:
    """The clauses of a text; pieces under three words stay with their neighbour."""
    found: list[Clause] = []
    first = 0
    for after in range(1, len(words) + 1):
        if words[after - 1].text in ENDS or after == len(words):
            found.extend(_within(words[first:after], tongue))
            first = after
    return tuple(found)


def _within(sentence: Sequence[Word], tongue: Tongue) -> Iterator[Clause]:
    runs: list[list[Word]] = [[]]
    for place, word in enumerate(sentence):
        if runs[-1] and (len(runs[-1]) >= MOST or _cuts(sentence, place, tongue)):
            runs.append([])
        runs[-1].append(word)
    merged: list[list[Word]] = []
    for run in runs:
        if merged and (_is_short(run) or _is_short(merged[-1])):
            merged[-1] += run
        else:
            merged.append(run)
    for run in merged:
        if any(word.text not in MARKS for word in run):
            yield Clause(tuple(run), *span_of(run))


def _is_short(run: Sequence[Word]) -> bool:
    """Whether hardly anything is said; a short form written out is one word."""
    starts = set[int]()
    for word in run:
        if word.text not in MARKS:
            starts.add(word.start)
            if len(starts) >= LEAST:
                return False
    return True


def _says_who(sentence: Sequence[Word], place: int, tongue: Tongue) -> bool:
    """Whether somebody does something right after this word, and nothing is compared: "as I said"."""
    compares = any(word.text == sentence[place].text for word in sentence[max(0, place - 4) : place])
    return not compares and any(
        word.text in tongue.listed("somebody") for word in sentence[place + 1 : place + 2]
    )


def _cuts(sentence: Sequence[Word], place: int, tongue: Tongue) -> bool:
    """Whether a new clause begins at this word."""
    word, before = sentence[place].text, sentence[place - 1].text
    if word in MARKS or sentence[place].start == sentence[place - 1].start:
        return False
    if word in tongue.listed("cut before"):
        return not (before == "and" or (before == "so" and word == "that"))
    if word in tongue.listed("cut before somebody") and _says_who(sentence, place, tongue):
        return True
    if before == ",":
        return word in tongue.listed("cut after comma")
    if (
        word == "so"
        and before != "not"
        and any(each.text == "that" for each in sentence[place + 1 : place + 2])
    ):
        return True
    return word == "and" and any(
        joined.text in tongue.listed("cut before joined") or joined.stem in tongue.joined_verbs
        for joined in sentence[place + 1 : place + 2]
    )
