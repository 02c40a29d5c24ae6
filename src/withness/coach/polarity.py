"""Whether a mirror turned a clause round: a not, opposites, feelings, how often. Strong evidence or nothing.

Two clauses must be about the same thing, and differ in the very word they are about.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple

from withness.coach.denying import denied_on_one_side, holds_a_not
from withness.coach.naming import named_otherwise
from withness.coach.negators import Place
from withness.coach.opposites import are_opposite, small_opposites
from withness.coach.sides import Side, Some
from withness.coach.words import Word

MANY = 200
"""Pairs of words that are looked at in two clauses; more is a wall of text, which shall cost no time."""
_ANSWERED = frozenset(("yes / no", "no / yes"))


class Turned(NamedTuple):
    """What was turned round, the words that show it, and the clause of the mirror that does."""

    kind: str
    evidence: str
    column: int


class _Left(NamedTuple):
    """What a clause and those that give it back do not share: its own words, and by clause those of the mirror."""

    gone: list[Place]
    new: dict[int, list[Place]]


def conflicts(told: Some, given: Some, row: int) -> tuple[Turned, ...]:
    """Where one clause of a message and the clauses that give it back contradict each other.

    `told` holds all clauses of the message that those of `given` give back, and the clause itself.
    """
    left = _Left(told.rest(row, given), {column: given.rest(column, told) for column in given.clauses})
    found = list(_opposed(told, given, row, left))
    denied = [
        Turned("negation", turn.told.word.stem, turn.given.clause)
        for turn in denied_on_one_side(told, given, row)
    ]
    found = [] if found and denied else found + denied  # who hates to go likes not to go
    found += [Turned(*each) for each in named_otherwise(told, given, row)]
    if not found:
        found += _how_often(told, given, row, left)
        found += _feelings(told, given, left)
    return tuple(found)


def _opposed(told: Some, given: Some, row: int, left: _Left) -> Iterator[Turned]:
    """Opposites in the same place: what stands around them is the same in both clauses."""
    for column, new in left.new.items():
        every = islice(product(left.gone, new), MANY)
        pair = next(((x, y) for x, y in every if _opposite(told.side, x, given.side, y)), None)
        if pair:
            if _in_one_place(told, given, *pair) and _alike(told.side, given.side, pair, [*left.gone, *new]):
                yield Turned("antonym", f"{pair[0].word.stem} / {pair[1].word.stem}", column)
            return
        if small := _small(told.side, row, given.side, column, left):
            yield Turned("antonym", small, column)
            return


def _opposite(told: Side, x: Place, given: Side, y: Place) -> bool:
    return are_opposite(x.word.stem, y.word.stem, told.tongue) and not (_parted(told, x) or _parted(given, y))


def _small(told: Side, row: int, given: Side, column: int, left: _Left) -> str:
    """A small word and its opposite, where hardly anything else differs."""
    if not (told.small[row] - given.small[column] and given.small[column] - told.small[row]):
        return ""
    new, light = left.new[column], told.tongue.stems("light")
    same = all(place.word.stem in light for place in (*left.gone, *new))
    found = small_opposites(told.clauses[row], given.clauses[column], told.tongue, all_else_is_the_same=same)
    if len({told.leader(row), given.leader(column)} - {""}) > 1:
        return ""  # who came before you has you after them
    lost = 2 * len(left.gone) > len(told.content[row]) or 2 * len(new) > len(given.content[column])
    return "" if found in _ANSWERED and lost else found


def _parted(side: Side, place: Place) -> bool:
    """Whether a little word makes another verb of it: "the report came out", "my name was left off"."""
    after: tuple[Word, ...] = tuple(side.clauses[place.clause][place.at + 1 : place.at + 2])
    return place.word.stem in side.tongue.joined_verbs and any(
        word.text in side.tongue.listed("parting") for word in after
    )


def _alike(told: Side, given: Side, pair: tuple[Place, Place], left: Sequence[Place]) -> bool:
    """Whether both of two opposites are denied, or neither is; not where that is unclear: "forgot to lock"."""
    (x, y), tongue = pair, told.tongue
    if any(holds_a_not(place.word.text, tongue) for place in left if place not in pair):
        return False
    if told.denies(x) != told.denies_outright(x) or given.denies(y) != given.denies_outright(y):
        return False
    return told.denies(x) == given.denies(y)


def _in_one_place(told: Some, given: Some, x: Place, y: Place) -> bool:
    """Whether the same one is meant, and enough of what stands beside either word comes back."""
    doers = {told.side.doer(x), given.side.doer(y)} - {""}
    if len(doers) > 1 or len({told.side.leader(x.clause), given.side.leader(y.clause)} - {""}) > 1:
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


def _how_often(told: Some, given: Some, row: int, left: _Left) -> Iterator[Turned]:
    """Always where sometimes was said, of the same thing in the same words."""
    often, seldom = (told.side.tongue.listed(name) for name in ("whole", "part"))
    mine = {word.text for word in told.side.clauses[row]}
    if not mine & (often | seldom):
        return
    for column, new in left.new.items():
        theirs = {word.text for word in given.side.clauses[column]}
        for one, other in ((mine, theirs), (theirs, mine)):
            turns = one & often and other & seldom and not (other & often or one & seldom)
            if turns and all(place.word.text in often | seldom for place in (*left.gone, *new)):
                yield Turned("quantity", "", column)
                return


def _feelings(told: Some, given: Some, left: _Left) -> Iterator[Turned]:
    """A feeling that is good to have where one was said that is not, or the other way, in the same place."""
    known = told.side.tongue.leanings
    mine = [place for place in left.gone if place.word.stem in known]
    for column, new in left.new.items() if mine else ():
        for x, y in islice(product(mine, new), MANY):
            if known.get(y.word.stem, 0) != -known[x.word.stem] or not _in_one_place(told, given, x, y):
                continue
            if not told.side.denies(x) and not given.side.denies(y):
                yield Turned("feeling", f"{x.word.stem} / {y.word.stem}", column)
                return
