"""In the room: which dialogues suit one device between people, and how its page is filled. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import asdict

from withness.people.queries import Person
from withness.protocol.deck import Deck, deck_of, without_words, written
from withness.protocol.moves import Pace
from withness.protocol.script import CHILD, Script
from withness.scripts import names, script_named

FOR_TRYING = ("appreciation", "light", "short-form", "whole-dialogue", "parent-child", "colleague")
"""What two people can hold without an account: nothing that leads far back, or asks for much."""
MODULES = ("deck.js", "sides.js", "senses.js", "room-sends.js")
"""Modules that the room's script imports: loaded beside it, so that they need no second way."""


class Side(Struct, frozen=True):
    """How one person is drawn in the room; without an account nobody has a name."""

    seat: int
    hue: str
    shape: str
    name: str = ""
    initial: str = ""


CHILD_AND_GROWN_UP = {"speaker": "the child", "listener": "the grown-up"}
"""Who is who, where a child tells and nobody has a name."""
NOBODY = (Side(0, "ember", "circle"), Side(1, "tide", "square"))


def suits(script: Script, *, people: int = 2) -> bool:
    """Tell whether so many people can hold this dialogue aloud, with one device between them."""
    fewest, most = script.people
    return fewest <= people <= most and (not script.paces or Pace.ROOM in script.paces)


def decks_among(wanted: Iterable[str], *, people: int = 2) -> list[Script]:
    """Give the shipped scripts of these names that suit the room, in their order."""
    shipped = set(names())
    found = (script_named(name) for name in wanted if name in shipped)
    return [script for script in found if suits(script, people=people)]


def sides_of(people: Sequence[Person]) -> tuple[Side, ...]:
    """Seat the people of a relationship around the device, in their order."""
    return tuple(
        Side(seat, person.hue, person.shape, person.name, person.initial)
        for seat, person in enumerate(people)
    )


def page_of(script: Script, sides: tuple[Side, ...], *, near: int = 0, **more: object) -> dict[str, object]:
    """Give everything the page of the room needs, the near side first; more than two pass the device on."""
    shown = [sides[near], *(side for side in sides if side.seat != near)]
    return {
        "script": script,
        "deck": _without_names(script, sides, written(_cut(deck_of(script), more.get("kind")))),
        "people": json.dumps([asdict(side) for side in sides], ensure_ascii=False),
        "sides": shown if len(sides) == 2 else shown[:1],
        "everybody": sides,
        "near": near,
        "modules": MODULES,
        **more,
    }


def _without_names(script: Script, sides: Sequence[Side], deck: str) -> str:
    """Say "the child" and not "the other" between two who have no names here."""
    if script.first.who != CHILD or any(side.name for side in sides):
        return deck
    return re.sub(r'("|[.?!…] )?\{(speaker|listener)\}', _who, deck)


def _who(found: re.Match[str]) -> str:
    before, who = found[1] or "", CHILD_AND_GROWN_UP[found[2]]
    return f"{before}{who[0].upper()}{who[1:]}" if before else who


def _cut(deck: Deck, kind: object) -> Deck:
    return deck if kind == "talk" else without_words(deck)
