"""Reads of gifts: the cards of a space, opened for one of the two a card is between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, tzinfo

from django.http import Http404
from msgspec import Struct

from withness.dialogues.models import Dialogue
from withness.people.models import Member, Relationship
from withness.people.queries import Person, Space, space_for
from withness.practice.access import card_for
from withness.practice.gifts import Card, decode, goes_on, is_over, today_for
from withness.practice.models import GiftCard, GiftSide, line_context
from withness.practice.offers import offers
from withness.protocol.outcomes import HELD
from withness.protocol.script import Slot
from withness.protocol.state import Words
from withness.scripts import script_named
from withness.vault import Damaged, Keyring


class Gift(Struct, frozen=True):
    """A card as one of its two sees it now. `line` is my own, about it; `frozen` when nothing new is said here."""

    id: int
    card: Card
    giver: Person
    asker: Person
    over: bool
    frozen: bool
    line: str = ""

    @property
    def mine(self) -> bool:
        """Tell whether I give it."""
        return self.giver.is_me

    @property
    def other(self) -> Person:
        """Give the one it is between me and."""
        return self.asker if self.mine else self.giver

    @property
    def runs(self) -> bool:
        """Tell whether it is given at this time."""
        return not (self.over or self.card.rests)

    @property
    def words(self) -> Words:
        """Give what is given, with its beginning, as the pages of dialogues show words."""
        card = self.card
        return Words(Slot.GIFT, card.giver, card.text, card.stem, aloud=not card.text)

    @property
    def begins(self) -> date:
        """Give the first day."""
        return date.fromordinal(self.card.begins)

    @property
    def ends(self) -> date:
        """Give the last day."""
        return date.fromordinal(self.card.ends)

    @property
    def goes_on(self) -> date:
        """Give the day on which the card goes by itself."""
        return goes_on(self.card)


class Shelf(Struct, frozen=True):
    """What stands beside a space on the page Us: its gifts, and the dialogue with which one asks for one."""

    space: Space
    gifts: tuple[Gift, ...]
    asks_with: str

    @property
    def is_shown(self) -> bool:
        """Tell whether there is anything to show: a gift, or a way to one once people know their way."""
        return bool(self.gifts or self.asks_with)


def cards_in(relationship_id: int, keyring: Keyring) -> Iterator[tuple[GiftCard, Card]]:
    """Open the cards of a relationship whose key is in use; what was damaged is passed over."""
    rows = GiftCard.objects.filter(relationship=relationship_id).select_related("relationship")
    for row in rows.order_by("pk"):
        with suppress(Damaged):
            yield row, _opened(row, keyring)


def _opened(row: GiftCard, keyring: Keyring) -> Card:
    relationship: Relationship = row.relationship
    place = relationship.pk, relationship.generation
    return decode(keyring.open_shared(*place, bytes(row.blob), *card_context(row.pk)))


def card_context(card_id: int) -> tuple[str, int]:
    """What a card is sealed to: its own row."""
    return ("gift", card_id)


def gifts_in(
    space: Space, member: Member, keyring: Keyring, *, now: datetime, zone: tzinfo
) -> tuple[Gift, ...]:
    """Give the gifts of a space that are between this member and another, but for those they have put away."""
    by_seat = {person.seat: person for person in (*space.people, *space.gone)}
    sides = {side.card_id: side for side in GiftSide.objects.filter(member=member)}
    found = []
    for row, card in cards_in(space.id, keyring):
        giver, asker = by_seat.get(card.giver), by_seat.get(card.asker)
        side = sides.get(row.pk)
        if giver and asker and (giver.is_me or asker.is_me) and not (side and side.is_away):
            frozen = space.state != "together" or giver.has_left or asker.has_left
            me = giver if giver.is_me else asker
            over = frozen or is_over(card, today_for(card, me.seat, now=now, zone=zone))
            line = _line_on(side, keyring) if side else ""
            found.append(Gift(row.pk, card, giver, asker, over, frozen, line))
    return tuple(found)


def _line_on(side: GiftSide, keyring: Keyring) -> str:
    try:
        return keyring.open_own(bytes(side.blob), *line_context(side.card_id)) if side.blob else ""
    except Damaged:
        return ""


def gift_for(member: Member, keyring: Keyring, card_id: int, *, now: datetime, zone: tzinfo) -> Gift:
    """Give one gift between this member and another; 404 for everybody else, and once it was put away."""
    space = space_for(member, keyring, card_for(member, card_id).relationship_id)
    found = gifts_in(space, member, keyring, now=now, zone=zone)
    gift = next((each for each in found if each.id == card_id), None)
    if gift is None:
        raise Http404
    return gift


def asking_in(space: Space) -> str:
    """Name the dialogue with which two people ask each other for something, once it is among the first on offer."""
    if space.state != "together" or space.is_circle:
        return ""
    held = Dialogue.objects.filter(relationship=space.id, outcome__in=HELD)
    near = offers(space.kind, Counter(held.values_list("script", flat=True))).first
    return next((each.name for each in near if script_named(each.name).lays_cards), "")
