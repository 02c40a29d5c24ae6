"""Reads of what belongs to each relationship on the pages Home and Talk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta

from msgspec import Struct

from withness.dialogues.models import Dialogue
from withness.dialogues.queries import Opened, opened_among
from withness.dialogues.queries.seats import sits
from withness.people.models import Member, Relationship
from withness.people.queries import Person, people_in
from withness.protocol.outcomes import HELD
from withness.vault import Damaged, Keyring

A_DAY = timedelta(days=1)
"""By how much a day by somebody's own clock may lie before the same day in world time."""


class Shared(Struct, frozen=True):
    """A relationship with what belongs to it on the pages Home and Talk."""

    relationship: Relationship
    people: tuple[Person, ...]
    me: Person
    others: tuple[Person, ...]
    open: Opened | None
    damaged: bool
    past: tuple[Dialogue, ...]
    until_i_left: Dialogue | None = None

    @property
    def is_open(self) -> bool:
        """Whether I can still say something new there."""
        return self.relationship.is_open and not self.me.has_left

    @property
    def is_own(self) -> bool:
        """Whether it is the space I have with myself."""
        return self.relationship.kind_of.most == 1

    @property
    def done(self) -> Mapping[str, int]:
        """Count what we have finished together, by script: also where the words were let go."""
        return Counter(each.script for each in self.past if each.outcome in HELD)

    @property
    def mark(self) -> str:
        """Name how things stand, so that Home notices news: numbers only, and nothing of anybody's coming or going."""
        at = f"{self.open.dialogue.pk}-{self.open.seen.seq}" if self.open else "0"
        return f"{self.relationship.pk}-{len(self.people)}-{len(self.past)}-{self.is_open:d}-{at}"


def shared_with(member: Member, keyring: Keyring, relationships: Iterable[Relationship]) -> list[Shared]:
    """Gather what Home and Talk show of each relationship."""
    return [_shared(member, keyring, relationship) for relationship in relationships]


def _shared(member: Member, keyring: Keyring, relationship: Relationship) -> Shared:
    people = people_in(relationship, keyring, member)
    me = next(person for person in people if person.is_me)
    dialogues = Dialogue.objects.filter(relationship=relationship).order_by("-pk")
    mine = [each for each in dialogues if sits(each, me)]
    last = _going_on_without(me, people, mine)
    running = next((each for each in mine if each.is_open and each is not last), None)
    if running:
        running.relationship = relationship
    here = _running(running, keyring, people) if running else None
    there = tuple(each for each in people if each.is_me or not (each.has_left and relationship.is_open))
    return Shared(
        relationship=relationship,
        people=there,
        me=me,
        others=tuple(person for person in there if not person.is_me),
        open=here,
        damaged=running is not None and here is None,
        past=tuple(each for each in mine if not (each.is_open or each is last)),
        until_i_left=last,
    )


def _going_on_without(me: Person, people: tuple[Person, ...], mine: list[Dialogue]) -> Dialogue | None:
    """Find the dialogue out of which somebody may have left a circle. How it went on must not show, nor whether."""
    if me.left_on is None or len(people) < 3 or not mine:
        return None
    ended_on = mine[0].ended_on
    return mine[0] if ended_on is None or ended_on >= me.left_on - A_DAY else None


def _running(dialogue: Dialogue, keyring: Keyring, people: tuple[Person, ...]) -> Opened | None:
    """Open a dialogue for a card; one whose stored bytes were damaged must not take Home with it."""
    try:
        return opened_among(dialogue, keyring, people)
    except Damaged:
        return None
