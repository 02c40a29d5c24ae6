"""Whether a mirror names another number, day or person where the message named one."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from withness.coach.negators import says
from withness.coach.sides import Side, Some
from withness.coach.tongue import Tongue
from withness.coach.words import Word


class Number(NamedTuple):
    """A number, and what it counts; nothing where that is not said."""

    value: str
    unit: str


def named_otherwise(told: Some, given: Some, row: int) -> Iterator[tuple[str, str, int]]:
    """Where the clauses that give one back name another number of the same, or another day."""
    yield from _numbers(told, given, row)
    yield from _days(told, given, row)


def _numbers(told: Some, given: Some, row: int) -> Iterator[tuple[str, str, int]]:
    tongue = told.side.tongue
    mine = numbers_in(told.side.clauses[row], tongue)
    if not mine:
        return
    here = {number for each in told.clauses for number in numbers_in(told.side.clauses[each], tongue)}
    there = {number for each in given.clauses for number in numbers_in(given.side.clauses[each], tongue)}
    for column in given.clauses:
        new = numbers_in(given.side.clauses[column], tongue)
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
    if one.value in {each.value for each in there} or other.value in {each.value for each in here}:
        return False
    if sorted((len(one.value), len(other.value))) == [2, 4] and one.value[-2:] == other.value[-2:]:
        return False  # 1974 is '74
    like = side.like.get(one.unit, {}).get(other.unit, 0.0) if one.unit else 0.0
    return one.unit == other.unit or like >= 0.8


def numbers_in(words: Sequence[Word], tongue: Tongue) -> list[Number]:
    """The numbers a clause names, digits and words alike: "five hundred and forty" is one."""
    found: list[str] = []
    ends: list[int] = []
    whole = False
    for at, word in enumerate(words):
        value = tongue.numbers.get(word.text) or (word.text if word.text[0].isdecimal() else "")
        if whole and found and (joined := _joined(found[-1], value)):
            found[-1], ends[-1] = joined, at
        elif value:
            found.append(value)
            ends.append(at)
        whole = bool(value) or (whole and word.text == "and")
    return [_counting(value, _unit(words, at, tongue)) for value, at in zip(found, ends, strict=True)]


def _counting(value: str, unit: str) -> Number:
    return Number(f"{value}x", "") if unit == "time" else Number(value, unit)  # three times, thrice


def _unit(words: Sequence[Word], at: int, tongue: Tongue) -> str:
    """What a number counts: the word of content right behind it."""
    return words[at + 1].stem if at + 1 < len(words) and says(words, at + 1, tongue) else ""


def _joined(before: str, value: str) -> str:
    """Two numbers said in one breath: twenty and two, five and hundred, hundred and forty."""
    if not (before.isdigit() and value.isdigit()):
        return ""
    one, other = int(before), int(value)
    if other in (100, 1000) and 0 < one < other:
        return str(one * other)
    step = 100 if one % 100 == 0 else 10 if one % 10 == 0 else 0
    return str(one + other) if one and 0 < other < step else ""


def _days(told: Some, given: Some, row: int) -> Iterator[tuple[str, str, int]]:
    """Where another day is named, and the one that was told nowhere; two in the morning is two at night."""
    tongue = told.side.tongue
    words = told.side.clauses[row]
    for kind, mine in _named(words, tongue).items():
        everywhere = not _is_hour(kind, tongue)
        here = _all_named(told, kind, tongue, everywhere=everywhere)
        there = _all_named(given, kind, tongue, everywhere=everywhere)
        if any(mine & named for named in there.values()):
            continue
        told_of = set[str]().union(*here.values())
        for column, named in there.items():
            same_hour = not everywhere and _values(words, tongue) & _values(
                given.side.clauses[column], tongue
            )
            if named - told_of and not same_hour:
                yield "detail", f"{min(mine)} / {min(named - told_of)}", column
                break


def _all_named(some: Some, kind: int, tongue: Tongue, *, everywhere: bool) -> dict[int, set[str]]:
    """What some clauses name of a kind, or all clauses of that text."""
    clauses = range(len(some.side.clauses)) if everywhere else some.clauses
    return {each: named for each in clauses if (named := _named(some.side.clauses[each], tongue).get(kind))}


def _is_hour(kind: int, tongue: Tongue) -> bool:
    return tongue.kinds["morning"][0] == kind


def _values(words: Sequence[Word], tongue: Tongue) -> set[str]:
    return {number.value for number in numbers_in(words, tongue)}


def _named(words: Sequence[Word], tongue: Tongue) -> dict[int, set[str]]:
    """The days and their like that a clause names, by their kind; without a "may" that is no month."""
    found: dict[int, set[str]] = {}
    for place, word in enumerate(words):
        if (known := tongue.kinds.get(word.text)) and _is_meant(words, place, tongue):
            found.setdefault(known[0], set()).add(known[1])
    return found


def _is_meant(words: Sequence[Word], place: int, tongue: Tongue) -> bool:
    if words[place].text not in tongue.listed("also words"):
        return True
    before = words[place - 1].text if place else ""
    return before in tongue.listed("before months") or before[:1].isdigit()
