"""Reads of appointments: what is asked and agreed between some people, opened for one of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Q
from django.http import Http404
from msgspec import Struct

from withness.dialogues.models import Appointment
from withness.dialogues.queries.seats import first_seat, table_of
from withness.people.access import relationships_of
from withness.people.models import Member, Relationship
from withness.people.queries import Person, people_in
from withness.protocol.appointment import NOT_THIS_ONE, Asking, When, among, decode, may_begin, overlaps
from withness.protocol.moves import Pace
from withness.protocol.script import Script
from withness.scripts import script_named
from withness.vault import Damaged, Keyring


class Asked(Struct, frozen=True):
    """An appointment as one of its people sees it at a moment."""

    row: Appointment
    asking: Asking
    people: tuple[Person, ...]
    me: Person
    now: int

    @property
    def script(self) -> Script:
        """Give the dialogue that is asked for."""
        return script_named(self.asking.request.script)

    @property
    def asker(self) -> Person:
        """Give who asked."""
        return self._seated(self.asking.asker)

    @property
    def teller(self) -> Person | None:
        """Give who tells first, where it is not simply who asked."""
        table = table_of(self.asking)
        if table is None:
            return None
        first = int(table.seated[first_seat(self.script, self.row.relationship.kind_of, table)])
        return self._seated(first) if first != self.asking.asker else None

    @property
    def mine(self) -> bool:
        """Tell whether I asked."""
        return self.asker.is_me

    @property
    def is_asked_of_me(self) -> bool:
        """Tell whether it was asked by me or of me: whoever comes into a circle later was not there."""
        return self.me.seat in self.asking.seats

    @property
    def others(self) -> tuple[Person, ...]:
        """Give everybody else whose yes it takes."""
        return tuple(each for each in self.people if not each.is_me and each.seat in self.asking.seats)

    @property
    def other(self) -> Person:
        """Give the one it is about for me: who asked, or who named the time, or simply the other one."""
        proposed = self.asking.proposed
        person = self._seated(proposed.seat) if proposed else self.asker
        return person if not person.is_me else next(iter(self.others), self.me)

    @property
    def acts(self) -> bool:
        """Tell whether it waits for my answer."""
        return self.me.seat in self.asking.awaited

    @property
    def waits(self) -> bool:
        """Tell whether it waits for somebody else's answer."""
        return bool(self.asking.awaited) and not self.acts

    @property
    def may_begin(self) -> bool:
        """Tell whether the agreed time has come."""
        return may_begin(self.asking, self.now)

    @property
    def agreed_at(self) -> datetime | None:
        """Give the agreed time."""
        return _moment(self.asking.agreed_at)

    @property
    def proposed_at(self) -> datetime | None:
        """Give the time that is proposed, when it is one."""
        return _moment(self.asking.proposed.when.at) if self.asking.proposed else None

    @property
    def since(self) -> datetime | None:
        """Give since when what is proposed waits for an answer."""
        return _moment(self.asking.proposed.since) if self.asking.proposed else None

    @property
    def is_past(self) -> bool:
        """Tell whether the proposed time went by without an answer."""
        return self.asking.proposed is not None and 0 < self.asking.proposed.when.at <= self.now

    @property
    def only_words(self) -> bool:
        """Tell whether there are words about a time, and no time that can be agreed to."""
        return self.asking.proposed is not None and self.asking.proposed.only_words

    @property
    def moved(self) -> bool:
        """Tell whether another time was named than the one first asked for; each yes to that is a turn, too."""
        proposed = self.asking.proposed
        if proposed is None:
            return False
        return proposed.seat != self.asking.asker or self.asking.turn > len(proposed.yes)

    @property
    def said_yes(self) -> bool:
        """Tell whether I said yes to what somebody else proposed, and others have not answered yet."""
        proposed = self.asking.proposed
        return proposed is not None and proposed.seat != self.me.seat and self.waits

    @property
    def awaited(self) -> tuple[Person, ...]:
        """Give the others who have not answered yet."""
        return tuple(each for each in self.others if each.seat in self.asking.awaited)

    @property
    def by_letter(self) -> bool:
        """Tell whether it is to go slowly, by letter."""
        return self.asking.request.pace is Pace.LETTER

    @property
    def in_the_room(self) -> bool:
        """Tell whether it is to be said aloud, with one device."""
        return self.asking.request.pace is Pace.ROOM

    @property
    def declined(self) -> bool:
        """Tell whether somebody said that it is not this one."""
        return self.asking.outcome == NOT_THIS_ONE

    @property
    def mark(self) -> str:
        """Name how it stands, so that a page which waits notices news."""
        return f"a{self.row.pk}-{self.asking.turn}-{self.may_begin:d}"

    def _seated(self, seat: int) -> Person:
        return next((each for each in self.people if each.seat == seat), self.me)


def _moment(at: int) -> datetime | None:
    return datetime.fromtimestamp(at, UTC) if at else None


def asked_about(row: Appointment, keyring: Keyring, member: Member, *, now: int) -> Asked | None:
    """Open an appointment; nothing when its words have gone. Whoever came later finds none."""
    people = people_in(row.relationship, keyring, member)
    found = _opened(row, keyring, people, now)
    if found and not found.is_asked_of_me:
        raise Http404
    return found


def asked_among(
    relationship: Relationship, keyring: Keyring, people: tuple[Person, ...], *, now: int
) -> tuple[Asked, ...]:
    """Give what concerns me of all that was asked between some people: what is mine to answer or to do comes first."""
    rows = list(Appointment.objects.filter(~Q(blob=b""), relationship=relationship).order_by("pk"))
    for row in rows:
        row.relationship = relationship
    opened = (_opened(row, keyring, people, now) for row in rows)
    concerning = [
        each for each in opened if each and each.is_asked_of_me and each.me.seat not in each.asking.told
    ]
    return tuple(sorted(concerning, key=_urgency))


def _urgency(asked: Asked) -> tuple[bool, bool, int]:
    return not asked.may_begin, not (asked.acts or asked.asking.ended), asked.asking.agreed_at


def _opened(row: Appointment, keyring: Keyring, people: tuple[Person, ...], now: int) -> Asked | None:
    if not row.blob:
        return None
    place = row.relationship_id, row.relationship.generation
    try:
        asking = decode(
            keyring.open_shared(*place, bytes(row.blob), *asking_context(row.pk, row.seat, row.turn))
        )
    except Damaged:
        return None
    there = frozenset(each.seat for each in people if not each.has_left)
    me = next(each for each in people if each.is_me)
    return Asked(row, among(asking, there), people, me, now)


def asking_context(appointment_id: int, seat: int, turn: int) -> tuple[str, int, int, int]:
    """What an appointment is sealed to: its own row, its asker and its turn."""
    return ("appointment", appointment_id, seat, turn)


class Taken(Struct, frozen=True):
    """Something that is agreed already, and its time."""

    asked: Asked
    at: datetime


def colliding(
    member: Member, keyring: Keyring, *, when: When, minutes: int, but: int, now: int
) -> Taken | None:
    """Find something this member has agreed to already, with anybody, at a time that is proposed."""
    if not when.at:
        return None
    return next(
        (
            each
            for each in _agreed_by(member, keyring, now)
            if each.asked.row.pk != but and overlaps(when.at, minutes, each.asked.asking)
        ),
        None,
    )


def _agreed_by(member: Member, keyring: Keyring, now: int) -> Iterable[Taken]:
    for relationship in relationships_of(member).filter(closed_at=None):
        for each in asked_among(relationship, keyring, people_in(relationship, keyring, member), now=now):
            if each.agreed_at and not each.asking.ended:
                yield Taken(each, each.agreed_at)
