"""A script on one small page of paper, for two people and no device."""

from __future__ import annotations

import re

from msgspec import Struct

from withness.practice.queries import Example, straight_on
from withness.protocol.deck import Card, Half, deck_of
from withness.protocol.script import CHILD, EVERYONE, Kind, Script, Step

TELLS, LISTENS = Example("", "", "ember", "circle"), Example("", "", "tide", "square")
"""On paper people are a circle and a square: whoever tells takes the circle."""
ROOM_FOR_TWO = 11
"""With more lines than this, each has one beginning: it has to stay one page."""
OTHER = "the other"
OF_A_DEVICE = re.compile(r"[Tt]ouch\.|touches one|\bpress\b")


class Line(Struct, frozen=True):
    """One line to be said or done: whose it is (nobody alone, when both do), what to say, what helps."""

    person: Example | None
    say: tuple[str, ...]
    do: str
    note: str


class Paper(Struct, frozen=True):
    """What stands on the page. What comes again after each piece stands there once, and `again` says so.

    `changes` tells whether they may change over: nobody hands a child the part of the grown-up (practice 2.18).
    `child_tells` says who takes which part, where that is not theirs to choose.
    """

    lines: tuple[Line, ...]
    again: bool
    changes: bool
    child_tells: bool = False


def paper_of(script: Script) -> Paper:
    """Give the lines of a script in the order in which they usually come; what only a device needs is left out."""
    deck = deck_of(script)
    cards = {step.id: deck.cards[step.id] for step in straight_on(script) if step.id in deck.cards}
    befores = (None, *cards.values())
    found = [
        _line(card, script)
        for (name, card), before in zip(cards.items(), befores, strict=False)
        if _on_paper(card, before, script.step(name))
    ]
    once = {(line.person, line.do, line.say): line for line in reversed(found)}
    lines = tuple(line for line in found if once[line.person, line.do, line.say] is line)
    count = 2 if len(lines) < ROOM_FOR_TWO else 1
    changes = any(option.swap for step in script.steps for option in step.options)
    shown = tuple(_short(line, count) for line in lines)
    again, child_tells = len(lines) < len(found), script.first.who == CHILD
    return Paper(shown, again=again, changes=changes, child_tells=child_tells)


def _on_paper(card: Card, before: Card | None, step: Step) -> bool:
    """Leave out keeping, and looking at what stands on a device. A landing stays, but not two of them in a row."""
    if card.kind is Kind.GATHER:
        return before is None or (before.kind is not Kind.GATHER and not step.shows)
    return card.kind is not Kind.AGREE


def _line(card: Card, script: Script) -> Line:
    part = script.parts[0] if card.who == EVERYONE else card.who
    half = card.halves[part]
    person = None if card.who == EVERYONE else TELLS if part == script.parts[0] else LISTENS
    note = "" if OF_A_DEVICE.search(half.note) else half.note
    return Line(person, half.beginnings, _told(_doing(half)), _told(note))


def _doing(half: Half) -> str:
    return half.lead if half.beginnings else half.large


def _short(line: Line, count: int) -> Line:
    say = tuple(each if each.endswith((".", "?")) else f"{each}…" for each in line.say[:count])
    return Line(line.person, say, line.do, line.note)


def _told(sentence: str) -> str:
    told = re.sub(r"([.?!…] )?\{\w+\}", lambda found: _after(found[1] or ""), sentence)
    return told[:1].upper() + told[1:]


def _after(stop: str) -> str:
    return f"{stop}{OTHER.capitalize()}" if stop else OTHER
