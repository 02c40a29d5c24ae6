"""What negators deny: the word behind each, or before it, and how far it reaches."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from withness.coach.tongue import Tongue
from withness.coach.words import MARKS, Word

SCOPE, FAR = 4, 20
"""How many words of content a negator reaches, among how many words."""


class Place(NamedTuple):
    """A word of content in its clause."""

    clause: int
    at: int
    word: Word


class Denial(NamedTuple):
    """A negator in a clause: the word it denies, if that is clear, and the places of the words it reaches."""

    at: int
    head: Place | None
    reach: frozenset[int]


def says(words: Sequence[Word], at: int, tongue: Tongue) -> bool:
    """Whether a word says something where it stands: "like" does behind a person or a negator."""
    word = words[at]
    if word.text not in tongue.stop:
        return word.text not in MARKS
    if not at or word.text not in tongue.listed("doing"):
        return False
    before = words[at - 1].text
    return before in tongue.persons or before in tongue.negators or before in tongue.listed("before doing")


def denials(clause: Sequence[Word], number: int, tongue: Tongue) -> tuple[Denial, ...]:
    """Every negator of a clause with what it denies; "not only" and "no doubt" deny nothing."""
    negators = tongue.negators
    found = [
        Denial(at, _head(clause, at, number, tongue), frozenset(_reach(clause, at, tongue)))
        for at, word in enumerate(clause)
        if word.text in negators and not (_of_course(clause, at, tongue) or _answers(clause, at, tongue))
    ]
    if len(found) < 2:
        return tuple(found)
    heads = Counter(denial.head.at for denial in found if denial.head)
    return tuple(  # of "it is not that you do not care" nobody knows what it denies
        denial._replace(head=None) if denial.head and heads[denial.head.at] > 1 else denial
        for denial in found
    )


def goes_without_saying(clause: Sequence[Word], at: int, tongue: Tongue) -> bool:
    """Whether a word is the trouble of "without trouble"."""
    return at > 0 and _of_course(clause, at - 1, tongue)


def _of_course(clause: Sequence[Word], at: int, tongue: Tongue) -> bool:
    after = clause[at + 1].text if at + 1 < len(clause) else ""
    if clause[at].text == "not":
        return after in ("only", "just")
    if clause[at].text in tongue.listed("denied before"):
        return after in ("but", "except")
    return clause[at].text in ("no", "without") and after in tongue.listed("matters of course")


def _answers(clause: Sequence[Word], at: int, tongue: Tongue) -> bool:
    """Whether a "no" is an answer and denies nothing that is named: "you said no before asking"."""
    return clause[at].text == "no" and (at + 1 == len(clause) or not says(clause, at + 1, tongue))


def _reach(clause: Sequence[Word], at: int, tongue: Tongue) -> Iterator[int]:
    left = SCOPE
    for place in range(at + 1, min(len(clause), at + FAR)):
        text = clause[place].text
        if not left or text in MARKS or text in tongue.listed("shields"):
            return
        if says(clause, place, tongue):
            yield place
            left -= 1


def _head(clause: Sequence[Word], at: int, number: int, tongue: Tongue) -> Place | None:
    if clause[at].text in tongue.listed("denied before") and at and says(clause, at - 1, tongue):
        return Place(number, at - 1, clause[at - 1])
    beside = tongue.listed("goes with not")
    return next(
        (
            Place(number, place, clause[place])
            for place in _reach(clause, at, tongue)
            if clause[place].text not in beside
        ),
        None,
    )
