"""The numbers and the days that a clause names."""

from collections.abc import Sequence
from typing import NamedTuple

from withness.coach.negators import says
from withness.coach.tongue import Tongue
from withness.coach.words import Word

MOST = 40
"""Words of a clause in which numbers are looked for; one that names more is a wall of text."""


class Number(NamedTuple):
    """A number, and what it counts; nothing where that is not said."""

    value: str
    unit: str


def numbers_in(words: Sequence[Word], tongue: Tongue) -> list[Number]:
    """The numbers a clause names, digits and words alike: "five hundred and forty" is one."""
    numbers, words = tongue.numbers, words[:MOST]
    if not any(word.text in numbers or word.text[0].isdecimal() for word in words):
        return []
    found: list[str] = []
    ends: list[int] = []
    whole = False
    for at, word in enumerate(words):
        value = numbers.get(word.text) or (word.text if word.text[0].isdecimal() else "")
        if whole and found and (joined := _joined(found[-1], value)):
            found[-1], ends[-1] = joined, at
        elif value:
            found.append(value)
            ends.append(at)
        whole = bool(value) or (whole and word.text == "and")
    times = tongue.stem("times")  # three times are thrice
    units = [_unit(words, at, tongue) for at in ends]
    return [
        Number(f"{value}x", "") if unit == times else Number(value, unit)
        for value, unit in zip(found, units, strict=True)
    ]


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
    step = (
        100 if one % 100 == 0 else 10 if one % 10 == 0 and one % 100 > 10 else 0
    )  # ten three is two numbers
    return str(one + other) if one and 0 < other < step else ""


def named_in(words: Sequence[Word], tongue: Tongue) -> dict[int, set[str]]:
    """The days and their like that a clause names, by their kind; without a "may" that is no month."""
    found: dict[int, set[str]] = {}
    kinds = tongue.kinds
    for place, word in enumerate(words):
        if (known := kinds.get(word.text)) and _is_meant(words, place, tongue):
            found.setdefault(known[0], set()).add(known[1])
    return found


def _is_meant(words: Sequence[Word], place: int, tongue: Tongue) -> bool:
    if words[place].text not in tongue.listed("also words"):
        return True
    before = words[place - 1].text if place else ""
    return before in tongue.listed("before months") or before[:1].isdigit()
