"""Whether a mirror names another number, day or person where the message named one."""

from collections.abc import Iterator
from itertools import product

from withness.coach.counting import Number
from withness.coach.sides import Side, Some
from withness.coach.tongue import Tongue


def named_otherwise(told: Some, given: Some, row: int) -> Iterator[tuple[str, str, int]]:
    """Where the clauses that give one back name another number of the same, or another day."""
    yield from _numbers(told, given, row)
    yield from _days(told, given, row)


def _numbers(told: Some, given: Some, row: int) -> Iterator[tuple[str, str, int]]:
    mine = told.side.numbers[row]
    if not mine:
        return
    here = {number for each in told.clauses for number in told.side.numbers[each]}
    there = {number for each in given.clauses for number in given.side.numbers[each]}
    for column in given.clauses:
        new = given.side.numbers[column]
        pair = next(((x, y) for x, y in product(mine, new) if _differ(x, y, here, there, told.side)), None)
        if pair:
            yield "number", f"{_spoken(pair[0])} / {_spoken(pair[1])}", column
            return


def _spoken(number: Number) -> str:
    return f"{number.value} {number.unit}".strip()


def _differ(one: Number, other: Number, here: set[Number], there: set[Number], side: Side) -> bool:
    """Whether two numbers are of the same and not the same, or the same of days and of weeks."""
    times = side.tongue.stems("times")
    if one.value == other.value:
        return (
            one.unit != other.unit
            and {one.unit, other.unit} <= times
            and one not in there
            and other not in here
        )
    if one.value.rstrip("x") == other.value.rstrip("x"):
        return False  # the tenth time, the tenth
    if one.value in {each.value for each in there} or other.value in {each.value for each in here}:
        return False
    if sorted((len(one.value), len(other.value))) == [2, 4] and one.value[-2:] == other.value[-2:]:
        return False  # 1974 is '74
    like = side.like.get(one.unit, {}).get(other.unit, 0.0) if one.unit else 0.0
    return one.unit == other.unit or like >= 0.8


def _days(told: Some, given: Some, row: int) -> Iterator[tuple[str, str, int]]:
    """Where another day is named, and the one that was told nowhere; two in the morning is two at night."""
    tongue = told.side.tongue
    for kind, mine in told.side.named[row].items():
        everywhere = not _is_hour(kind, tongue)
        here = _all_named(told, kind, everywhere=everywhere)
        there = _all_named(given, kind, everywhere=everywhere)
        if any(mine & named for named in there.values()):
            continue
        told_of = set[str]().union(*here.values())
        for column, named in there.items():
            same_hour = not everywhere and _values(told.side, row) & _values(given.side, column)
            if named - told_of and not same_hour and _about_the_same(told, given, row, column):
                yield "detail", f"{min(mine)} / {min(named - told_of)}", column
                break


def _about_the_same(told: Some, given: Some, row: int, column: int) -> bool:
    """Whether most of what stands beside the days comes back, anywhere in the other text."""
    whole = (
        Some(told.side, tuple(range(len(told.side.clauses)))),
        Some(given.side, tuple(range(len(given.side.clauses)))),
    )
    for one, clause, other in ((whole[0], row, whole[1]), (whole[1], column, whole[0])):
        kinds = one.side.tongue.kinds
        beside = [place for place in one.side.content[clause] if place.word.text not in kinds]
        gone = [place for place in one.rest(clause, other) if place.word.text not in kinds]
        if 2 * len(gone) > len(beside):
            return False
    return True


def _all_named(some: Some, kind: int, *, everywhere: bool) -> dict[int, set[str]]:
    """What some clauses name of a kind, or all clauses of that text."""
    clauses = range(len(some.side.clauses)) if everywhere else some.clauses
    return {each: named for each in clauses if (named := some.side.named[each].get(kind))}


def _is_hour(kind: int, tongue: Tongue) -> bool:
    return tongue.kinds["morning"][0] == kind


def _values(side: Side, clause: int) -> set[str]:
    return {number.value for number in side.numbers[clause]}
