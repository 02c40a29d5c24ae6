"""Words on the glass: whose they are, and the heading over them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from withness.dialogues.glass.wording import HEADINGS
from withness.people.queries import Person
from withness.protocol.script import Slot
from withness.protocol.sight import Shown
from withness.protocol.state import Words

THANKS = "thanks"
AROUND = frozenset({Slot.TOPIC, Slot.WHEN, Slot.THANKS})
"""Words that belong to no story: what it is to be about, and how it closes."""


class Card(Struct, frozen=True):
    """Words on the page, with whose they are and a heading over them."""

    what: str
    person: Person
    mine: bool
    heading: str
    words: tuple[Words, ...]


def isolated(name: str) -> str:
    """Keep a name's writing direction to itself inside a plain sentence, as <bdi> does in markup."""
    return name if name.isascii() else f"\u2068{name}\u2069"


def cards_of(shown: Shown, people: tuple[Person, ...], *, oneself: bool = False) -> Iterator[Card]:
    """Give one card a person: what two have offered at once stays each one's own; thanks from the other come first."""
    in_order = (
        sorted(shown.words, key=lambda each: people[each.seat].is_me) if shown.what == THANKS else shown.words
    )
    for seat, words in groupby(in_order, key=lambda each: each.seat):
        heading = _heading(shown.what, people[seat], oneself=oneself)
        yield Card(shown.what, people[seat], people[seat].is_me, heading, tuple(words))


def _heading(what: str, person: Person, *, oneself: bool) -> str:
    """Say whose words these are; of two parts of one person both are called by what they are."""
    mine, others = HEADINGS[what]
    if person.is_me and not oneself:
        return mine
    heading = others.format(name=isolated(person.name))
    return heading[:1].upper() + heading[1:] if oneself else heading


def card_of(words: Words, people: tuple[Person, ...], *, oneself: bool = False) -> Card:
    """Give a kept line of a dialogue its heading, for reading it again."""
    return next(cards_of(Shown(words.slot.value, (words,)), people, oneself=oneself))


def halves(
    tables: tuple[tuple[Words, ...], ...], people: tuple[Person, ...], *, oneself: bool = False
) -> tuple[tuple[Card, ...], ...]:
    """Give the kept words of each story, in the order in which they came."""
    return tuple(
        tuple(card_of(words, people, oneself=oneself) for words in story) for story in _stories(tables)
    )


def _stories(tables: tuple[tuple[Words, ...], ...]) -> list[tuple[Words, ...]]:
    """Lay what was said before and after all stories beside the nearest one: whoever passed has told none."""
    found: list[tuple[Words, ...]] = []
    for table in filter(None, tables):
        if found and not (_tells(table) and _tells(found[-1])):
            found[-1] = (*found[-1], *table)
        else:
            found.append(table)
    return found


def _tells(table: tuple[Words, ...]) -> bool:
    return any(words.slot not in AROUND for words in table)
