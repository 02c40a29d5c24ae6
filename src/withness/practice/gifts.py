"""Gifts on a card: what is given, from when until when, and what each of the two may do with it. Pure.

A gift is no debt: nothing is counted, nothing follows from it, and it ends by itself (practice 2.2). The one who
asked can say thank you with one quiet mark, and can neither change it nor ask after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from withness.protocol.fold import evolve
from withness.protocol.moves import Move, Pace
from withness.protocol.script import Script, Slot
from withness.protocol.state import State, Words, laid, latest

LONGEST = 400
"""How much can stand on a card, in characters."""
WEEKS = (1, 2, 3, 4)
"""For how long a gift may be given at once (practice 2.2)."""
STAYS_FOR = timedelta(weeks=3)
"""How long a card that is over stays, before it goes by itself."""
LAST_CLOCK = timedelta(hours=-12)
"""The clock on earth by which a day is over last."""


class Given(Struct, frozen=True):
    """A gift that reached the one who asked, as a dialogue leads to it. Both are seats of the dialogue."""

    giver: int
    asker: int
    stem: str
    text: str
    days: int


class Card(Struct, frozen=True, omit_defaults=True):
    """What stands on a card, as it is sealed for the two.

    `giver` and `asker` are seats of the relationship; `begins` and `ends` are proleptic ordinals, and the last day
    belongs to it. Without `text` it was said aloud. `rested_by` is the seat of who ended it early; no words are left.
    """

    giver: int
    asker: int
    text: str
    begins: int
    ends: int
    stem: str = ""
    noticed: bool = False
    smaller: bool = False
    rested_by: int = -1

    @property
    def whole(self) -> str:
        """Give all of its words as one sentence, to say it in others; nothing where it was said aloud."""
        return f"{self.stem} {self.text}".strip() if self.text else ""

    @property
    def rests(self) -> bool:
        """Tell whether one of the two has ended it early."""
        return self.rested_by >= 0


class Notice(Struct, frozen=True):
    """The one who asked noticed it: one quiet mark."""


class MakeSmaller(Struct, frozen=True):
    """The giver says in other words what it is from now on."""

    text: str


class GiveAgain(Struct, frozen=True):
    """The giver gives it for another while, once it is over."""

    weeks: int


class LetRest(Struct, frozen=True):
    """Either of the two ends it, without a reason."""


Act = Notice | MakeSmaller | GiveAgain | LetRest


class Refused(StrEnum):
    """Why something cannot be done with a card, in words for the glass."""

    OVER = "It is over already. Nothing was changed."
    RUNS = "It is still running. It can be given again once it is over."
    NOT_YOURS = "That is for the other one of you to do. Nothing was changed."
    WORDS = "Find some words first."
    LONG = "That is a lot for a card. Make it a little shorter."
    WEEKS = "Choose one to four weeks."


def given_in(script: Script, before: State, after: State) -> Given | None:
    """Find the gift that has just reached the one who asked for it.

    In the room nothing comes onto a card: nothing is written down there, and one touches for both.
    """
    if not script.lays_cards or len(_reached(after)) <= len(_reached(before)) or after.pace is Pace.ROOM:
        return None
    gift, until = latest(after, Slot.GIFT), latest(after, Slot.UNTIL)
    days = _days_in(script, until) if until else 0
    if gift is None or not (gift.text or gift.aloud) or not days:
        return None
    text = "\n\n".join((gift.text, *gift.blocks))
    return Given(gift.seat, _reached(after)[-1].seat, gift.stem, text, days)


def came_from_the_room(script: Script, moves: Iterable[tuple[int, Move]], start: State) -> bool:
    """Tell whether what the giver gave was said in the room: there one device answers for both, so it binds nobody."""
    state, in_the_room = start, False
    for seat, move in moves:
        after = evolve(script, state, seat, move)
        if any(latest(after, slot) is not latest(state, slot) for slot in (Slot.GIFT, Slot.UNTIL)):
            in_the_room = state.pace is Pace.ROOM
        state = after
    return in_the_room


def _reached(state: State) -> tuple[Words, ...]:
    return laid(state, Slot.REACHED)


def _days_in(script: Script, until: Words) -> int:
    """Find for how many days the option lasts that was chosen with these words."""
    chosen = (each for each in script.step(until.step).options if each.says == until.text)
    return next((each.lasts for each in chosen), 0)


def card_of(given: Given, *, giver: int, asker: int, today: date) -> Card:
    """Lay a gift on a card: from today, for as long as it is given."""
    begins = today.toordinal()
    return Card(giver, asker, given.text, begins, begins + given.days, stem=given.stem)


def today_for(card: Card, seat: int, *, now: datetime, zone: tzinfo) -> date:
    """Tell which day it is for a card: the giver's own; for the other, the day by the last clock on earth.

    So it is never over for the one who asked while the giver's day still lasts, and nobody learns where the giver is.
    """
    return now.astimezone(zone).date() if seat == card.giver else last_day_at(now)


def last_day_at(now: datetime) -> date:
    """Tell the earliest day that it still is somewhere on earth."""
    return (now.astimezone(UTC) + LAST_CLOCK).date()


def is_over(card: Card, today: date) -> bool:
    """Tell whether its last day has passed."""
    return today.toordinal() > card.ends


def goes_on(card: Card) -> date:
    """Give the day on which a card goes by itself."""
    return date.fromordinal(card.ends) + STAYS_FOR


def is_gone(card: Card, now: datetime) -> bool:
    """Tell whether a card has stayed long enough, by every clock."""
    return last_day_at(now) > goes_on(card)


def decide(card: Card, seat: int, act: Act, *, today: date) -> Card | Refused:
    """Do something with a card, from one of the two seats; or say why not."""
    if card.rests:
        return Refused.OVER
    match act:
        case GiveAgain():
            return _given_again(card, seat, act.weeks, today)
        case _ if is_over(card, today):
            return Refused.OVER
        case LetRest():
            return replace(card, text="", stem="", noticed=False, smaller=False, rested_by=seat)
        case Notice():
            return replace(card, noticed=True) if seat == card.asker else Refused.NOT_YOURS
        case MakeSmaller(text=text):
            return _made_smaller(card, seat, text.strip())


def _given_again(card: Card, seat: int, weeks: int, today: date) -> Card | Refused:
    if seat != card.giver:
        return Refused.NOT_YOURS
    if not is_over(card, today):
        return Refused.RUNS
    if weeks not in WEEKS:
        return Refused.WEEKS
    begins = today.toordinal()
    return replace(card, begins=begins, ends=begins + 7 * weeks, noticed=False, smaller=False)


def _made_smaller(card: Card, seat: int, text: str) -> Card | Refused:
    if seat != card.giver:
        return Refused.NOT_YOURS
    if not text:
        return Refused.WORDS
    if len(text) > LONGEST:
        return Refused.LONG
    return card if text == card.whole else replace(card, text=text, stem="", smaller=True)


_decoder = msgspec.json.Decoder(Card)  # made while this is imported: two threads must not learn it at once
_encoder = msgspec.json.Encoder()


def encode(card: Card) -> str:
    """Write a card down, to be sealed."""
    return _encoder.encode(card).decode()


def decode(written: str) -> Card:
    """Read a card that was written down."""
    return _decoder.decode(written)
