"""Writes of gifts: lay a card, do something with it, keep a line of one's own, put it away."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, tzinfo

from django.db import OperationalError, transaction
from msgspec import Struct

from withness.dialogues.queries import Opened
from withness.people.erasing import leave_no_copy
from withness.people.generations import hold_newest_key
from withness.people.keyring import hold_current
from withness.people.models import Member, Relationship
from withness.people.queries import Space
from withness.practice.access import card_for
from withness.practice.gifts import (
    LONGEST,
    Act,
    Card,
    GiveAgain,
    LetRest,
    Refused,
    came_from_the_room,
    card_of,
    decide,
    encode,
    given_in,
    is_gone,
    today_for,
)
from withness.practice.models import GiftCard, GiftSide, line_context
from withness.practice.queries.gifts import (
    Gift,
    Shelf,
    asking_in,
    card_context,
    cards_in,
    gift_for,
    gifts_in,
)
from withness.protocol.state import State, begin
from withness.vault import Keyring


class Done(Struct, frozen=True):
    """It is kept."""


def lay_card(keyring: Keyring, here: Opened, after: State, *, today: date) -> None:
    """Lay a gift on a card, when it has reached the one who asked with the move that led from `here` to `after`.

    Call it in the move's transaction, with the newest key held. The dialogue does not know the card, nor the card it:
    what shall stay of the one decides nothing about the other.
    """
    given = given_in(here.script, here.state, after)
    if given is None:
        return
    seated = here.dialogue.seated
    start = begin(here.script, speaker=here.dialogue.first_seat, seats=len(seated))
    if came_from_the_room(here.script, [(entry.seat, entry.move) for entry in here.log], start):
        return
    giver, asker = int(seated[given.giver]), int(seated[given.asker])
    if giver == asker:
        return  # with oneself nobody else is there to give to
    new_card(keyring, here.dialogue.relationship, card_of(given, giver=giver, asker=asker, today=today))


def new_card(keyring: Keyring, relationship: Relationship, card: Card) -> GiftCard:
    """Add a card to a relationship whose newest key is held."""
    row = GiftCard.objects.create(relationship=relationship, blob=b"")
    _write(keyring, row, card)
    return row


@transaction.atomic
def do_with_gift(
    member: Member, keyring: Keyring, card_id: int, act: Act, *, now: datetime, zone: tzinfo
) -> Done | Refused:
    """Notice a gift, make it smaller, give it again or let it rest; whoever lets it rest has put it away."""
    gift = _held(member, keyring, card_id, now=now, zone=zone)
    if gift.frozen:
        return Refused.OVER
    me = gift.giver if gift.mine else gift.asker
    today = today_for(gift.card, me.seat, now=now, zone=zone)
    after = decide(gift.card, me.seat, act, today=today)
    if isinstance(after, Refused):
        return after
    row = GiftCard.objects.select_related("relationship").get(pk=card_id)
    _write(keyring, row, after)
    if isinstance(act, GiveAgain):
        GiftSide.objects.filter(card=row).update(is_away=False)
    if isinstance(act, LetRest):
        GiftSide.objects.update_or_create(card=row, member=member, defaults={"is_away": True, "blob": b""})
    leave_no_copy()
    return Done()


@transaction.atomic
def keep_line(
    member: Member, keyring: Keyring, card_id: int, text: str, *, now: datetime, zone: tzinfo
) -> Done | Refused:
    """Keep what helps the giver remember, and how it is going, for the giver alone."""
    hold_current(keyring)
    gift = _held(member, keyring, card_id, now=now, zone=zone)
    if not gift.mine or gift.card.rests:
        return Refused.OVER if gift.mine else Refused.NOT_YOURS
    if len(text) > LONGEST:
        return Refused.LONG
    blob = keyring.seal_own(text, *line_context(card_id)) if text else b""
    GiftSide.objects.update_or_create(card_id=card_id, member=member, defaults={"blob": blob})
    leave_no_copy()
    return Done()


@transaction.atomic
def put_away(
    member: Member, keyring: Keyring, card_id: int, *, now: datetime, zone: tzinfo
) -> Done | Refused:
    """Take a card that is over off one's own Us, with the own line. Once both have, nothing is left of it."""
    gift = _held(member, keyring, card_id, now=now, zone=zone)
    if gift.runs:
        return Refused.RUNS
    GiftSide.objects.update_or_create(card_id=card_id, member=member, defaults={"is_away": True, "blob": b""})
    row = card_for(member, card_id)
    readers = _readers_of(gift, row.relationship)
    if GiftSide.objects.filter(card=row, is_away=True, member__in=readers).count() == len(readers):
        row.delete()
    leave_no_copy()
    return Done()


def _readers_of(gift: Gift, relationship: Relationship) -> list[int]:
    """Name who of the two can still come by: not who left a circle that goes on, nor who has no place any more."""
    stays = (each for each in (gift.giver, gift.asker) if not (each.has_left and relationship.is_open))
    return [each.member_id for each in stays if each.member_id]


def shelf_beside(member: Member, keyring: Keyring, space: Space, *, now: datetime, zone: tzinfo) -> Shelf:
    """Gather what stands beside a space on Us, after what has stayed long enough has gone."""
    _let_go(space, keyring, now=now)
    return Shelf(space, gifts_in(space, member, keyring, now=now, zone=zone), asking_in(space))


def _let_go(space: Space, keyring: Keyring, *, now: datetime) -> None:
    """Let go of what has stayed long enough, as it was read; a busy or full disk keeps nobody from looking at Us."""
    gone = [row for row, card in cards_in(space.id, keyring) if is_gone(card, now)]
    if not gone:
        return
    with suppress(OperationalError), transaction.atomic():
        for row in gone:
            GiftCard.objects.filter(pk=row.pk, blob=row.blob).delete()
            leave_no_copy()


def _held(member: Member, keyring: Keyring, card_id: int, *, now: datetime, zone: tzinfo) -> Gift:
    """Look at a gift so that it stays as it is until the transaction ends."""
    row = card_for(member, card_id)
    hold_newest_key(row.relationship, keyring)
    return gift_for(member, keyring, card_id, now=now, zone=zone)


def _write(keyring: Keyring, row: GiftCard, card: Card) -> None:
    place = row.relationship_id, row.relationship.generation
    row.blob = keyring.seal_shared(*place, encode(card), *card_context(row.pk))
    row.save(update_fields=["blob"])
