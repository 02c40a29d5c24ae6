"""Whether a "not" was added or dropped: one side denies a word, the other says it, and nothing there holds the not."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from withness.coach.negators import Denial, Place, goes_without_saying
from withness.coach.opposites import are_opposite
from withness.coach.sides import KIN, Side, Some
from withness.coach.tongue import Tongue
from withness.coach.words import Word

ABOUT = 0.5
"""How much of both clauses has to come back."""
FEW = 4
"""Negators of a clause that are looked at; nobody says more of them in one breath."""

_FOR_A_WHILE = frozenset(("until", "till", "unless"))


class Turn(NamedTuple):
    """A word that is denied on one side alone, and where it stands in both texts."""

    told: Place
    given: Place


def denied_on_one_side(told: Some, given: Some, row: int) -> Iterator[Turn]:
    """Words of a clause of the message that its mirror denies, or says although they were denied."""
    for denial in told.side.denials[row][:FEW]:
        place = _said_outright(told, given, denial)
        if place and denial.head:
            yield Turn(denial.head, place)
    for column in given.clauses:
        for denial in given.side.denials[column][:FEW]:
            place = _said_outright(given, told, denial)
            if place and denial.head and place.clause == row:
                yield Turn(place, denial.head)


def _said_outright(one: Some, other: Some, denial: Denial) -> Place | None:
    """Where the other side says plainly what a negator of this one denies, if nothing speaks for less."""
    head = denial.head
    if head is None or head.word.text in one.side.tongue.listed("too little to deny"):
        return None
    said, denied = _counted(other.side, one.found(head.word, other))
    if not said or _has_a_not(other, one):
        return None
    same = (
        place for each in one.clauses for place in one.side.content[each] if place.word.stem == head.word.stem
    )
    mine, against = _counted(one.side, same)
    if len(said) <= len(mine) or len(against) <= len(denied):
        return None
    gone = {clause: len(other.rest(clause, one)) for clause in {place.clause for place in said}}
    best = min(said, key=lambda place: gone[place.clause])
    return (
        best
        if _is_plain(one, other, denial, head, best) and _is_all_there(one, other, denial, head)
        else None
    )


def _counted(side: Side, places: Iterable[Place]) -> tuple[list[Place], list[Place]]:
    """Where a word is said, and where it is denied."""
    said: list[Place] = []
    denied: list[Place] = []
    for place in places:
        (denied if side.denies(place) else said).append(place)
    return said, denied


def _has_a_not(some: Some, other: Some) -> bool:
    """Whether these clauses hold a negator whose word the other side does not deny: the not may have moved."""
    heads = (denial.head for clause in other.clauses for denial in other.side.denials[clause])
    denied = {head.word.stem for head in heads if head}
    return any(
        denial.head is None
        or not any(
            worth >= KIN and stem in denied
            for stem, worth in some.side.like.get(denial.head.word.stem, {}).items()
        )
        for clause in some.clauses
        for denial in some.side.denials[clause]
    )


def _is_plain(one: Some, other: Some, denial: Denial, head: Place, place: Place) -> bool:
    """Whether the same one says the same, with nothing before it that makes it less, and no not in other words."""
    tongue = one.side.tongue
    mine, clause = one.side.clauses[head.clause], other.side.clauses[place.clause]
    doers = {one.side.doer(head), other.side.doer(place)} - {""}
    if len(doers) > 1 or _otherwise(mine) != _otherwise(clause):
        return False
    if _until(one.side, head.clause) and not _until(other.side, place.clause):
        return False
    rest = [
        each
        for each in other.rest(place.clause, one)
        if each.word.text not in tongue.listed("plainly") and not goes_without_saying(clause, each.at, tongue)
    ]
    if _is_wished(clause, place.at) and not _is_wished(mine, head.at):
        return False
    first = other.side.first(place)
    if any(first <= each.at < place.at for each in rest) or _might(mine, clause[first : place.at], tongue):
        return False
    if any(holds_a_not(each.word.text, tongue) for each in rest) or _in_two_words(clause, tongue):
        return False
    if any(
        are_opposite(x.word.stem, y.word.stem, tongue) for x in one.side.content[head.clause] for y in rest
    ):
        return False  # who does not want to leave wants to stay
    if mine[denial.at].text in tongue.listed("weak negators"):
        return not rest
    return len(rest) <= (1 - ABOUT) * len(other.side.content[place.clause])


def _is_all_there(one: Some, other: Some, denial: Denial, head: Place) -> bool:
    """Whether what is denied comes back: who slept badly has slept, and not well."""
    missing = one.rest(head.clause, other)
    degrees = one.side.tongue.listed("degrees")
    if any(each.word.text in degrees and each.at in denial.reach for each in missing):
        return False
    return len(missing) <= (1 - ABOUT) * len(one.side.content[head.clause])


def _until(side: Side, clause: int) -> bool:
    """Whether it is denied for a while or of the rest: not until Monday is on Monday, nothing but toast is toast."""
    words = side.clauses[clause]
    after = side.clauses[clause + 1][0].text if clause + 1 < len(side.clauses) else ""
    if after in ("but", "except") and words[-1].text in side.tongue.listed("denied before"):
        return True
    return after in _FOR_A_WHILE or any(word.text in _FOR_A_WHILE for word in words)


def _otherwise(clause: Sequence[Word]) -> set[str]:
    """What makes a clause something else than a plain word: it asks, supposes, or weighs one thing against another."""
    return {word.text for word in clause if word.text in ("?", "than", "if", "whether", "since", "ago")}


def _is_wished(clause: Sequence[Word], at: int) -> bool:
    """Whether a verb is named and not said to be done: "you wanted me to call"."""
    return at > 0 and clause[at - 1].text == "to"


def _might(clause: Sequence[Word], before: Sequence[Word], tongue: Tongue) -> bool:
    """Whether something is only thinkable on this side: "you would listen"."""
    there = {word.text for word in clause}
    return any(word.text in tongue.listed("thinkable") and word.text not in there for word in before)


def holds_a_not(text: str, tongue: Tongue) -> bool:
    """Whether a word says "not" in another way: stopped, forgot, undone."""
    return (
        text in tongue.listed("holding")
        or text in tongue.listed("leaning")
        or (text.startswith("un") and len(text) > 5)
        or (text.endswith("less") and len(text) > 6)
    )


def _in_two_words(clause: Sequence[Word], tongue: Tongue) -> bool:
    return any((one.stem, two.text) in tongue.holding_pairs for one, two in pairwise(clause))
