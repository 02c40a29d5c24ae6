"""Whether a mirror turned a clause round: a not, opposites, feelings, how often. Strong evidence or nothing.

Two clauses must be about the same thing, and differ in the very word they are about.
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from withness.coach.denying import denied_on_one_side
from withness.coach.naming import named_otherwise
from withness.coach.negators import Place
from withness.coach.opposites import are_opposite, small_opposites
from withness.coach.sides import Side, Some
from withness.coach.words import Word

_ANSWERED = frozenset(("yes / no", "no / yes"))


class Turned(NamedTuple):
    """What was turned round, the words that show it, and the clause of the mirror that does."""

    kind: str
    evidence: str
    column: int


def conflicts(told: Some, given: Some, row: int) -> tuple[Turned, ...]:
    """Where one clause of a message and the clauses that give it back contradict each other.

    `told` holds all clauses of the message that those of `given` give back, and the clause itself.
    """
    found = list(_opposed(told, given, row))
    found += [
        Turned("negation", turn.told.word.stem, turn.given.clause)
        for turn in denied_on_one_side(told, given, row)
    ]
    found += [Turned(*each) for each in named_otherwise(told, given, row)]
    if not found:
        found += _how_often(told, given, row)
        found += _feelings(told, given, row)
    return tuple(found)


def _opposed(told: Some, given: Some, row: int) -> Iterator[Turned]:
    """Opposites in the same place: what stands around them is the same in both clauses."""
    tongue, mine = told.side.tongue, told.side.clauses[row]
    gone = told.rest(row, given)
    for column in given.clauses:
        new = given.rest(column, told)
        for x, y in product(gone, new):
            if are_opposite(x.word.stem, y.word.stem, tongue) and not (
                _parted(told.side, x) or _parted(given.side, y)
            ):
                if _in_one_place(told, given, x, y) and _denied_alike(told.side, x, given.side, y):
                    yield Turned("antonym", f"{x.word.stem} / {y.word.stem}", column)
                return
        back = given.side.clauses[column]
        same = all(place.word.stem in tongue.stems("light") for place in (*gone, *new))
        small = small_opposites(mine, back, tongue, all_else_is_the_same=same)
        lost = 2 * len(gone) > len(told.side.content[row]) or 2 * len(new) > len(given.side.content[column])
        if small and (small not in _ANSWERED or not lost):
            yield Turned("antonym", small, column)
            return


def _parted(side: Side, place: Place) -> bool:
    """Whether a little word makes another verb of it: "the report came out", "my name was left off"."""
    after: tuple[Word, ...] = tuple(side.clauses[place.clause][place.at + 1 : place.at + 2])
    return place.word.stem in side.tongue.joined_verbs and any(
        word.text in side.tongue.listed("parting") for word in after
    )


def _denied_alike(told: Side, one: Place, given: Side, other: Place) -> bool:
    """Whether both of two opposites are denied, or neither is; not where that is unclear."""
    if told.denies(one) != told.denies_outright(one) or given.denies(other) != given.denies_outright(other):
        return False
    return told.denies(one) == given.denies(other)


def _in_one_place(told: Some, given: Some, x: Place, y: Place) -> bool:
    """Whether the same one is meant, and enough of what stands beside either word comes back."""
    doers = {told.side.doer(x), given.side.doer(y)} - {""}
    if len(doers) > 1:
        return False
    shares = [_around(told, x, given), _around(given, y, told)]
    known = [share for share in shares if share is not None]
    if len(known) < len(shares):
        return len(doers) == 1 or not known
    return sum(known) >= 1.0


def _around(some: Some, place: Place, other: Some) -> float | None:
    """How much of a clause beside one word comes back; nothing where there is nothing beside it."""
    whole = len(some.side.content[place.clause]) - 1
    gone = sum(each.at != place.at for each in some.rest(place.clause, other))
    return 1 - gone / whole if whole else None


def _how_often(told: Some, given: Some, row: int) -> Iterator[Turned]:
    """Always where sometimes was said, of the same thing in the same words."""
    often, seldom = (told.side.tongue.listed(name) for name in ("whole", "part"))
    mine = {word.text for word in told.side.clauses[row]}
    if not mine & (often | seldom):
        return
    for column in given.clauses:
        theirs = {word.text for word in given.side.clauses[column]}
        for one, other in ((mine, theirs), (theirs, mine)):
            if one & often and other & seldom and not (other & often or one & seldom):
                rest = [*told.rest(row, given), *given.rest(column, told)]
                if all(place.word.text in often | seldom for place in rest):
                    yield Turned("quantity", "", column)
                    return


def _feelings(told: Some, given: Some, row: int) -> Iterator[Turned]:
    """A feeling that is good to have where one was said that is not, or the other way, in the same place."""
    known = told.side.tongue.leanings
    mine = [place for place in told.rest(row, given) if place.word.stem in known]
    for column in given.clauses if mine else ():
        for x, y in product(mine, given.rest(column, told)):
            if known.get(y.word.stem, 0) != -known[x.word.stem] or not _in_one_place(told, given, x, y):
                continue
            if not told.side.denies(x) and not given.side.denies(y):
                yield Turned("feeling", f"{x.word.stem} / {y.word.stem}", column)
                return
