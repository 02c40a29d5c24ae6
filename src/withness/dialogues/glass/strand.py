"""The turns of a dialogue by letter as a strand of knots in the people's colours, the last one still open. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from withness.dialogues.queries import Opened
from withness.dialogues.queries.seats import seats_awaited
from withness.protocol.moves import Choose, Offer

NUMBERS = (
    "No",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
)
LONGEST = 9
"""Knots that are drawn; of more, the last ones."""
STEP, HIGH, LOW = 34, 9, 27
"""How far knots lie apart, and how high those of one and those of the others hang."""


class Knot(Struct, frozen=True):
    """One turn: whose it was, where it hangs, the thread that leads to it, and whether it is still open."""

    hue: str
    x: int
    y: int
    thread: str = ""
    open: bool = False


class Strand(Struct, frozen=True):
    """A strand to draw: its knots, how wide it is, and the same in words."""

    knots: tuple[Knot, ...]
    width: int
    words: str


def strand_of(here: Opened, *, sealed: bool = False, arrived: bool = False) -> Strand | None:
    """Draw the turns as I may know them; nothing before the first one is taken.

    A letter I sealed is my turn. One that lies here is the next, unopened.
    """
    turns = turns_of(here)
    awaited = seats_awaited(here.script, here.seen)
    current = here.me.seat if here.me.seat in awaited else next(iter(awaited), None)
    answered = arrived and here.unanswered.mine  # what lies here is the answer to it
    if (sealed or answered) and turns[-1:] != [here.me.seat]:
        turns.append(here.me.seat)
    if sealed or arrived:
        current = here.others[0].seat if len(here.others) == 1 else None
    if not turns:
        return None
    if current is not None and turns[-1] != current:
        turns.append(current)
    shown = turns[-LONGEST:]
    hues = [here.people[seat].hue for seat in shown]
    knots = tuple(_knot(number, shown, hues, last=current is not None) for number in range(len(shown)))
    taken = len(turns) - (current is not None)
    if not taken:
        return None  # a choice before the first words is no turn yet
    whose = "here" if arrived else _whose(here, current)
    return Strand(knots, STEP * len(shown), _in_words(taken, whose))


def _whose(here: Opened, seat: int | None) -> str:
    if seat is None:
        return ""
    return "yours" if seat == here.me.seat else f"{here.people[seat].name}’s"


def turns_of(here: Opened) -> list[int]:
    """Give the seats whose words followed each other, each once in a row. My unanswered letter is not told yet."""
    told = [entry for entry in here.log if isinstance(entry.move, Offer | Choose)]
    if here.unanswered.mine:
        told = told[:-1]
    return [each.seat for number, each in enumerate(told) if not number or told[number - 1].seat != each.seat]


def _knot(number: int, shown: Sequence[int], hues: Sequence[str], *, last: bool) -> Knot:
    x, y = STEP // 2 + STEP * number, _height(shown[number])
    before = STEP // 2 + STEP * (number - 1), _height(shown[number - 1])
    bend = STEP // 2
    thread = (
        f"M{before[0]} {before[1]}C{before[0] + bend} {before[1]} {x - bend} {y} {x} {y}" if number else ""
    )
    return Knot(hues[number], x, y, thread, open=last and number == len(shown) - 1)


def _height(seat: int) -> int:
    return LOW if seat % 2 else HIGH


def _in_words(taken: int, whose: str) -> str:
    turns = "One turn" if taken == 1 else f"{NUMBERS[taken] if taken < len(NUMBERS) else taken} turns"
    so_far = f"{turns} so far." if taken else ""
    return f"{so_far} The next one is {whose}.".strip() if whose else so_far
