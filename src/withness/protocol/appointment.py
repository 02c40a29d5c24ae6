"""Asking for a dialogue: a small machine that ends with a time everybody said yes to, or kindly without one.

Whoever asks says about what, in which form and when. The others say yes, name another time, or let it be. Nobody is
ever bound: what was agreed can be moved or let rest by anybody. Times are UTC stamps in seconds; `now` is an argument.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from withness.protocol.moves import Pace

LONGEST_HEADLINE = 60
LONGEST_WORDS = 120
SHORTEST, LONGEST = 5, 120
"""Minutes that a dialogue may be asked for."""
WARMEST = 10
WARM = 5
"""Above this it is kinder to begin with something smaller (practice 1.5); said to the asker alone, never a lock."""
EARLY = 15 * 60
"""Seconds before an agreed time from which on it may begin."""
FURTHEST = 366 * 24 * 3600
"""Seconds ahead. A time after more than a year is a slip of the hand."""


class When(Struct, frozen=True, omit_defaults=True):
    """A time that is proposed: a moment, or none (`at` 0), which is now or, when `open`, whenever it suits."""

    at: int = 0
    open: bool = False


NOW, ANY_TIME = When(), When(open=True)


class Request(Struct, frozen=True, omit_defaults=True):
    """What is asked for. `heat` is how warm the subject is to the asker (0 to 10), if they like to tell.

    `teller` is the seat of whom the asker names as the first to tell, where the script asks them.
    """

    script: str
    minutes: int
    headline: str = ""
    heat: int | None = None
    pace: Pace = Pace.LIVE
    teller: int | None = None


class Proposal(Struct, frozen=True, omit_defaults=True):
    """A time that somebody would like, with a few words, the seats that said yes to it, and since when it waits."""

    when: When
    seat: int
    words: str = ""
    yes: tuple[int, ...] = ()
    since: int = 0

    @property
    def only_words(self) -> bool:
        """Tell whether it names no time that could be agreed to, only a few words about one."""
        return self.when.open and bool(self.words)


class Asking(Struct, frozen=True, omit_defaults=True):
    """How far the asking is. `seats` are all whose yes it takes; `agreed_at` stays until another time is agreed."""

    request: Request
    asker: int
    seats: tuple[int, ...]
    proposed: Proposal | None = None
    agreed_at: int = 0
    outcome: str = ""
    told: tuple[int, ...] = ()
    turn: int = 1

    @property
    def ended(self) -> bool:
        """Tell whether nothing more can be answered."""
        return bool(self.outcome)

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits for its first yes. Once a time is agreed, something else can be asked."""
        return not (self.ended or self.agreed_at)

    @property
    def awaited(self) -> tuple[int, ...]:
        """Give the seats whose answer is still open; everybody's, when the one who was waited for has left."""
        if self.ended or self.proposed is None:
            return ()
        return tuple(seat for seat in self.seats if seat not in self.proposed.yes) or self.seats

    @property
    def forgotten(self) -> bool:
        """Tell whether its words are of no use to anybody any more, and can go."""
        return self.ended and set(self.seats) <= set(self.told)


class Agree(Struct, frozen=True):
    """Saying yes to the time that is proposed."""


class Propose(Struct, frozen=True):
    """Naming another time, or a few words about one."""

    when: When = ANY_TIME
    words: str = ""


class Arrive(Struct, frozen=True):
    """Being there at the agreed time: the dialogue begins."""


class Decline(Struct, frozen=True):
    """Not this one; from the asker, taking it back; after an agreement, letting it rest. Never with a reason."""


class Acknowledge(Struct, frozen=True):
    """Having read that it is not this one, or that it rests: nothing of it is needed any more."""


Act = Agree | Propose | Arrive | Decline | Acknowledge

BEGUN, NOT_THIS_ONE, WITHDRAWN, RESTED = "begun", "not_this_one", "withdrawn", "rested"


class Reason(StrEnum):
    """Why something about an asking is refused; what was typed always stays."""

    ENDED = "This question has found its answer already."
    NOT_OVER = "It is still open."
    NOT_YOURS = "It is not yours to answer."
    ALREADY = "You have said yes to this time already."
    NOTHING_PROPOSED = "The time is agreed. You can move it or let it rest."
    TOO_EARLY = "It is a little early. It can begin a quarter of an hour before the time."
    PAST = "That time has passed. Choose one that is still to come."
    TOO_FAR = "That is more than a year away. Choose a nearer day."
    ONLY_WORDS = "There are only words about a time yet. Choose one that fits them."
    NO_TIME = "Choose a time, or write a few words about one."
    HEADLINE = "A few words are enough, up to 60 characters."
    WORDS = "A line is enough, up to 120 characters."
    MINUTES = "Choose between 5 and 120 minutes."
    HEAT = "Choose a number from 0 to 10, or leave it open."


class Accepted(Struct, frozen=True):
    """It may be written down."""

    after: Asking


class Refused(Struct, frozen=True):
    """Nothing changed, and why."""

    reason: Reason


Decision = Accepted | Refused


def ask(request: Request, when: When, *, asker: int, seats: tuple[int, ...], now: int) -> Decision:
    """Begin to ask: the asker has said yes to the time they name."""
    reason = _against_request(request) or _against_time(when, now)
    if reason:
        return Refused(reason)
    proposed = Proposal(when, asker, yes=(asker,), since=now)
    return Accepted(Asking(request, asker, seats, proposed))


def decide(asking: Asking, seat: int, act: Act, *, now: int) -> Decision:
    """Take one answer, or tell why not."""
    reason = _refusal(asking, seat, act, now)
    return Refused(reason) if reason else Accepted(evolve(asking, seat, act, now=now))


def evolve(asking: Asking, seat: int, act: Act, *, now: int) -> Asking:
    """Give how far it is after an answer that may be given."""
    after = replace(asking, turn=asking.turn + 1)
    match act:
        case Agree():
            return _agreed(after, after.proposed, seat) if after.proposed else after
        case Propose(when=when, words=words):
            return replace(after, proposed=Proposal(when, seat, words.strip(), (seat,), now))
        case Arrive():
            return _over(after, BEGUN, told=after.seats)
        case Decline():
            return _declined(after, seat)
        case Acknowledge():
            return replace(after, told=(*after.told, seat))


def among(asking: Asking, there: frozenset[int]) -> Asking:
    """Give the same with only those who are still there: a yes is not waited for from who has left."""
    return replace(asking, seats=tuple(seat for seat in asking.seats if seat in there))


def may_begin(asking: Asking, now: int) -> bool:
    """Tell whether the agreed time has come, or nearly."""
    return bool(asking.agreed_at) and not asking.ended and now >= asking.agreed_at - EARLY


def overlaps(at: int, minutes: int, other: Asking) -> bool:
    """Tell whether a time runs into one that is agreed already."""
    begins, ends = other.agreed_at, other.agreed_at + other.request.minutes * 60
    return bool(begins) and at < ends and begins < at + minutes * 60


def _agreed(after: Asking, proposed: Proposal, seat: int) -> Asking:
    proposed = replace(proposed, yes=(*proposed.yes, seat))
    if not set(after.seats) <= set(proposed.yes):
        return replace(after, proposed=proposed)
    if proposed.when.at:
        return replace(after, proposed=None, agreed_at=proposed.when.at)
    return _over(after, BEGUN, told=after.seats)


def _declined(after: Asking, seat: int) -> Asking:
    """What was agreed rests, which the others are told; a question taken back leaves without a word."""
    if after.agreed_at:
        return _over(after, RESTED, told=(seat,))
    if seat == after.asker:
        return _over(after, WITHDRAWN, told=after.seats)
    return _over(after, NOT_THIS_ONE, told=tuple(each for each in after.seats if each != after.asker))


def _over(after: Asking, outcome: str, *, told: tuple[int, ...]) -> Asking:
    return replace(after, proposed=None, outcome=outcome, told=told)


def _refusal(asking: Asking, seat: int, act: Act, now: int) -> Reason | None:
    if seat not in asking.seats:
        return Reason.NOT_YOURS
    if isinstance(act, Acknowledge):
        return None if asking.ended else Reason.NOT_OVER
    if asking.ended:
        return Reason.ENDED
    match act:
        case Agree():
            return _against_agreeing(asking, seat, now)
        case Propose():
            return _against_proposal(act, now)
        case Arrive():
            return None if may_begin(asking, now) else Reason.TOO_EARLY
    return None


def _against_agreeing(asking: Asking, seat: int, now: int) -> Reason | None:
    if asking.proposed is None:
        return Reason.NOTHING_PROPOSED
    if seat not in asking.awaited:
        return Reason.ALREADY
    if asking.proposed.only_words:
        return Reason.ONLY_WORDS
    return _against_time(asking.proposed.when, now)


def _against_proposal(act: Propose, now: int) -> Reason | None:
    if len(act.words.strip()) > LONGEST_WORDS:
        return Reason.WORDS
    if act.when == ANY_TIME and not act.words.strip():
        return Reason.NO_TIME
    return _against_time(act.when, now)


def _against_time(when: When, now: int) -> Reason | None:
    if not when.at:
        return None
    if when.at <= now:
        return Reason.PAST
    return Reason.TOO_FAR if when.at > now + FURTHEST else None


def _against_request(request: Request) -> Reason | None:
    if len(request.headline) > LONGEST_HEADLINE:
        return Reason.HEADLINE
    if not SHORTEST <= request.minutes <= LONGEST:
        return Reason.MINUTES
    return None if request.heat is None or 0 <= request.heat <= WARMEST else Reason.HEAT


_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Asking] = msgspec.json.Decoder(Asking)


def encode(asking: Asking) -> str:
    """Write an asking as the text that is sealed and kept."""
    return _encoder.encode(asking).decode()


def decode(written: str) -> Asking:
    """Read a kept asking back."""
    return _decoder.decode(written)
