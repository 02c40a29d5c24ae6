"""Ada asks, Bo gives: a dialogue up to its gift, and what each of them sees of the card."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

from django.conf import settings
from django.utils import timezone

from dialogues.table import Guest
from people.ground import Browser
from people.journeys import Visitor
from withness.dialogues.actions import Made
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.models import Dialogue
from withness.people.models import Member, Relationship
from withness.people.queries import people_in, space_for
from withness.practice import actions
from withness.practice.actions import Done
from withness.practice.gifts import Act, Given, Refused, card_of
from withness.practice.queries.gifts import Gift
from withness.protocol.moves import Choose, Offer, Ready

GIFT = Offer("look up and say hello, on weekdays.", stem="What I will do is")


def asking(ada: Guest, bo: Guest, space: Relationship) -> Dialogue:
    """Ada has asked for one small thing, and Bo may pick it."""
    made = begin_dialogue(ada.member, ada.keyring, space, script="change-request", topic="")
    assert isinstance(made, Made)
    dialogue = Dialogue.objects.select_related("relationship").get(pk=made.dialogue_id)
    ada.do(dialogue, Ready())
    bo.do(dialogue, Ready())
    for words in ("You come home without a word.", "To be greeted."):
        ada.do(dialogue, Offer(words))
        bo.do(dialogue, Offer(words))
        ada.do(dialogue, Choose("got_it"))
    bo.do(dialogue, Offer("The first minute tells you whether you matter."))
    ada.do(dialogue, Offer("Look up when I come in."))
    bo.do(dialogue, Offer("To look up."))
    ada.do(dialogue, Choose("these"))
    return dialogue


def offer_gift(bo: Guest, dialogue: Dialogue, gift: Offer = GIFT, weeks: str = "two") -> None:
    """Bo picks it, makes it his own and says for how long."""
    bo.do(dialogue, Choose("#1"), gift, Choose(weeks), Choose("by_myself"))


def play(ada: Guest, bo: Guest, space: Relationship) -> Dialogue:
    """A whole dialogue up to the gift, which reaches Ada."""
    dialogue = asking(ada, bo, space)
    offer_gift(bo, dialogue)
    ada.do(dialogue, Choose("reaches"))
    return dialogue


def at_browser(visitor: Visitor) -> Guest:
    """Who sits at a browser, with the keys that it opens."""
    cookies, guest = visitor.browser.cookies, Guest.__new__(Guest)
    names = settings.SESSION_COOKIE_NAME, settings.SESSION_TICKET_COOKIE
    guest.keyring = Browser(*(cookies[name].value for name in names)).keys()
    guest.member = Member.objects.get(pk=guest.keyring.member_id)
    return guest


def give(
    giver: Guest, asker: Guest, space: Relationship, text: str = GIFT.text, *, days_ago: int = 0
) -> Gift:
    """Lay the card as that dialogue does, without holding it; gives what the giver sees."""
    seats = {each.member_id: each.seat for each in space.memberships.all()}
    today = timezone.now().date() - timedelta(days=days_ago)
    given = Given(0, 0, GIFT.stem, text, 14)
    card = card_of(given, giver=seats[giver.member.pk], asker=seats[asker.member.pk], today=today)
    people_in(space, giver.keyring, giver.member)
    row = actions.new_card(giver.keyring, space, card)
    return next(each for each in gifts(giver, space) if each.id == row.pk)


def held(space: Relationship, script: str, times: int) -> None:
    """Let two have finished a dialogue so often."""
    for _ in range(times):
        Dialogue.objects.create(
            relationship=space, script=script, first_seat=0, is_open=False, outcome="talked"
        )


def on_day(gift: Gift, day: int) -> datetime:
    """The evening of a day of a gift; its first day is 0, and one of two weeks has 14 as its last."""
    return datetime.combine(gift.begins + timedelta(days=day), time(19), tzinfo=UTC)


def thank_and_close(ada: Guest, bo: Guest, dialogue: Dialogue, stays: str) -> None:
    for guest in (ada, bo):
        guest.do(dialogue, Offer("for the door"))
    for guest in (ada, bo):
        guest.do(dialogue, Ready())
    for guest in (ada, bo):
        guest.do(dialogue, Choose(stays))


def gifts(
    guest: Guest, space: Relationship, *, now: datetime | None = None, zone: tzinfo = UTC
) -> tuple[Gift, ...]:
    """What stands on this guest's Us."""
    seen = space_for(guest.member, guest.keyring, space.pk)
    return actions.shelf_beside(guest.member, guest.keyring, seen, now=now or timezone.now(), zone=zone).gifts


def only(found: tuple[Gift, ...]) -> Gift:
    (gift,) = found
    return gift


def do(guest: Guest, gift: Gift, act: Act, *, now: datetime | None = None) -> Done | Refused:
    return actions.do_with_gift(
        guest.member, guest.keyring, gift.id, act, now=now or timezone.now(), zone=UTC
    )


def put_away(guest: Guest, gift: Gift, *, now: datetime | None = None) -> Done | Refused:
    return actions.put_away(guest.member, guest.keyring, gift.id, now=now or timezone.now(), zone=UTC)


def keep_line(guest: Guest, gift: Gift, text: str, *, now: datetime | None = None) -> Done | Refused:
    return actions.keep_line(guest.member, guest.keyring, gift.id, text, now=now or timezone.now(), zone=UTC)
