"""Whether who does what to whom is turned round: "I hurt you" has to come back as "you hurt me"."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from withness.coach.negators import says
from withness.coach.opposites import small_opposites
from withness.coach.roles import BOTH, HEARS, TELLS, in_active_voice, person_of
from withness.coach.sides import Side, Some, sides_of
from withness.coach.tongue import Tongue
from withness.coach.words import MARKS, Word

LEAST = 2
"""Words that two clauses share, before one is said to have the people changed over; or else they are the same."""
Roles = dict[tuple[str, str], str]
"""For a word of content and its side, "before" for who does it or "behind" for the one it is done to, the person."""


class Swap(NamedTuple):
    """A clause of the message, and the clause of the mirror in which the people are changed over."""

    row: int
    column: int


def role_swapped(told: Sequence[Word], given_back: Sequence[Word], tongue: Tongue) -> bool:
    """Whether one clause and its mirror have the two people changed over."""
    return any(swapped(*sides_of([told], [given_back], tongue), [(0,)]))


def swapped(told: Side, given: Side, facing: Sequence[Collection[int]]) -> Iterator[Swap]:
    """Clauses that come back with the other person doing it, or having it done to them; `facing` says in which."""
    known: dict[int, Roles] = {}
    for row, columns in enumerate(facing):
        here = _people(told, row) if columns else {}
        anybody = _is_of_anybody(told.clauses[row], told.tongue)
        for column in columns:
            if anybody and _is_of_anybody(given.clauses[column], told.tongue):
                continue
            if here and column not in known:
                known[column] = _people(given, column)
            there = known.get(column, {})
            if _is_echoed(told, given, row, column) or _is_swapped(
                told, given, Swap(row, column), here, there
            ):
                yield Swap(row, column)
                break


def _is_swapped(told: Side, given: Side, at: Swap, here: Roles, there: Roles) -> bool:
    both = here.keys() & there.keys()
    if not both or any(here[each] == there[each] for each in both):
        return False
    row, column = at
    if bool(told.denials[row]) != bool(given.denials[column]):
        return False
    apart = told.small[row] - given.small[column] and given.small[column] - told.small[row]
    if apart and small_opposites(
        told.clauses[row], given.clauses[column], told.tongue, all_else_is_the_same=True
    ):
        return False  # who came before you has you after them
    mine, theirs = Some(told, (row,)), Some(given, (column,))
    gone, new = len(mine.rest(row, theirs)), len(theirs.rest(column, mine))
    if len(told.content[row]) - gone < LEAST and (
        gone or new or not any(where == "before" for _, where in both)
    ):
        return False
    return gone * 3 <= len(told.content[row]) and new * 3 <= len(given.content[column])


def _is_echoed(told: Side, given: Side, row: int, column: int) -> bool:
    """Whether two clauses are the same word for word and the people in them are not: "I do it for you", said again."""
    if told.stems[row] - told.tongue.listed("third") != given.stems[column] - told.tongue.listed("third"):
        return False
    (others, first), (same, second) = (
        _without_people(side, side.clauses[number]) for side, number in ((told, row), (given, column))
    )
    if len(others) < LEAST or others != same or len(first) != len(second):
        return False
    wrong = [{*pair} for pair in zip(first, second, strict=True) if "" not in pair and pair[0] != pair[1]]
    return {TELLS, HEARS} in wrong or len(wrong) >= LEAST or (bool(wrong) and len(others) > LEAST + 1)


def _is_of_anybody(words: Sequence[Word], tongue: Tongue) -> bool:
    """Whether "you" means anybody: "when you can't breathe"."""
    anybody = tongue.listed("anybody")
    for word, after in pairwise(words):
        if word.text == "you" and after.text in anybody:
            return not any(each.text in tongue.listed("first") for each in words)
    return False


def _without_people(side: Side, words: Sequence[Word]) -> tuple[list[str], list[str]]:
    """The words of a clause, and beside them the people it names in their order; nobody for both together."""
    tongue = side.tongue
    small, third, joins = (
        MARKS | {"that"} | tongue.listed("being"),
        tongue.listed("third"),
        tongue.listed("joins"),
    )
    others: list[str] = []
    people: list[str] = []
    for at, word in enumerate(words):
        if word.text in third:
            people.append("3")
        elif person := person_of(word.text, tongue, telling=side.telling):
            people.append("" if person == BOTH or _both_named(words, at, side) else person)
        elif word.text not in small and (others or word.text not in joins):
            others.append(word.text)
    return others, people


def _people(side: Side, clause: int) -> Roles:
    """For each word of content the person who does it, and the person to whom it is done."""
    tongue = side.tongue
    persons, stop, towards, being = (
        tongue.persons,
        tongue.stop,
        tongue.listed("towards"),
        tongue.listed("being"),
    )
    words = in_active_voice(side.clauses[clause], tongue)
    is_turned = words is not side.clauses[clause]
    found: Roles = {}
    doer = deed = ""
    for at, word in enumerate(words):
        before = words[at - 1].text if at else ""
        if word.text in persons:
            person = _one_of_two(words, at, side)
            if deed and person:
                found.setdefault((deed, "behind"), person)
            led = not deed or _goes_on(words, at, tongue)  # "I asked you to come", and not "I told you how"
            doer, deed = (person if led and before not in towards else ""), ""
        elif word.text in MARKS:
            doer = deed = ""
        elif word.text not in stop or says(words, at, tongue):
            done = not is_turned and before in being and not word.text.endswith("ing")
            if doer:
                found.setdefault((word.stem, "behind" if done else "before"), doer)
            doer, deed = "", word.stem
    return found


def _goes_on(words: Sequence[Word], at: int, tongue: Tongue) -> bool:
    """Whether somebody to whom something is done does something in turn."""
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None or after.text in MARKS:
        return False
    return after.text not in tongue.stop or after.text in tongue.listed("goes on")


def _one_of_two(words: Sequence[Word], at: int, side: Side) -> str:
    """Which of the two a pronoun means; nobody where it says whose something is, or names both."""
    person = person_of(words[at].text, side.tongue, telling=side.telling)
    if person not in (TELLS, HEARS) or words[at].text in side.tongue.listed("owning"):
        return ""
    return "" if _both_named(words, at, side) else person


def _both_named(words: Sequence[Word], at: int, side: Side) -> bool:
    """Whether a pronoun is half of "you and me"."""
    persons = side.tongue.persons
    return any(
        0 <= other < len(words) and words[middle].text == "and" and words[other].text in persons
        for middle, other in ((at - 1, at - 2), (at + 1, at + 2))
    )
