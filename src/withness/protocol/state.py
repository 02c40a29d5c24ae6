"""Where a dialogue stands: frozen values that a fold over the moves arrives at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from withness.protocol.moves import Pace
from withness.protocol.script import ASKED, EVERYONE, Option, Script, Slot, Step


class Words(Struct, frozen=True):
    """Something that lies on the table between the people."""

    slot: Slot
    seat: int
    text: str
    stem: str = ""
    aloud: bool = False
    feelings: tuple[str, ...] = ()
    step: str = ""
    blocks: tuple[str, ...] = ()


class Answer(Struct, frozen=True):
    """What one person gave in a step that everyone takes at once; nobody else sees it before all have."""

    seat: int
    words: Words | None = None
    option: str = ""
    settles: int = 0


class Paused(Struct, frozen=True):
    """A pause: whose it is, until when it was promised (UTC seconds), and how often it was made longer."""

    seat: int
    until: int
    longer: int = 0


class Left(Struct, frozen=True):
    """Somebody stopped for now; `note` may tell until when."""

    seat: int
    note: str = ""


class PaceWish(Struct, frozen=True):
    """Somebody would like to go on at another pace, and waits for the others to wish it too."""

    seat: int
    pace: Pace


class State(Struct, frozen=True):
    """Everything that later moves depend on.

    `seq` counts the moves; `half` counts stories from 1; `entered` is the seq at which the step began and names
    this visit of it; `before` is the state to return to when the last words are taken back, by `offered_by` alone.
    `tellers` told before the present speaker; `gone` are the seats of who left for good, `gone_at` when the last did.
    """

    step: str
    seats: int
    seq: int = 0
    half: int = 1
    speaker: int = 0
    entered: int = 0
    table: tuple[Words, ...] = ()
    told: tuple[tuple[Words, ...], ...] = ()
    answers: tuple[Answer, ...] = ()
    come_back: str = ""
    stem: str = ""
    returned: Words | None = None
    rounds: int = 0
    paused: Paused | None = None
    left: Left | None = None
    outcome: str = ""
    before: State | None = None
    offered_by: int = -1
    pace: Pace = Pace.LIVE
    pace_wishes: tuple[PaceWish, ...] = ()
    tellers: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    gone_at: int = 0

    @property
    def place(self) -> str:
        """Name this visit of this step: the place a draft belongs to, and no other."""
        return f"{self.step}.{self.entered}"

    @property
    def ended(self) -> bool:
        """Tell whether the dialogue is over."""
        return bool(self.outcome)


def begin(script: Script, *, speaker: int = 0, seats: int = 2) -> State:
    """Give the state before anybody has moved."""
    return State(step=script.start, seats=seats, speaker=speaker)


def named_first(script: Script, roles: Sequence[str]) -> int | None:
    """Give the seat of whom the script names as the first to tell; `roles` are what the seats are to each other."""
    return roles.index(script.first.who) if script.first.who in roles else None


def first_to_tell(script: Script, *, asker: int, roles: Sequence[str]) -> int:
    """Give the seat that tells first, when somebody has asked: who that is, the script says."""
    named = named_first(script, roles)
    if named is not None:
        return named
    return (asker + 1) % len(roles) if script.first.who == ASKED else asker


def present(state: State) -> tuple[int, ...]:
    """Give the seats that nobody has left, going round from the speaker on."""
    return _round(state.speaker, state.seats, state.gone)


@lru_cache(maxsize=512)
def _round(speaker: int, seats: int, gone: tuple[int, ...]) -> tuple[int, ...]:
    """Go round the table; the same few tables are asked about with every move."""
    places = ((speaker + step) % seats for step in range(seats))
    return tuple(seat for seat in places if seat not in gone)


def next_of(state: State) -> int:
    """Give the seat whose turn to tell comes next: the one that listens now."""
    return next((seat for seat in present(state) if seat != state.speaker), state.speaker)


def part_of(script: Script, state: State, seat: int) -> str:
    """Tell which part a seat has in this half: the parts go round, the last one is everyone else's."""
    there = present(state)
    distance = there.index(seat) if seat in there else len(there)
    return script.parts[min(distance, len(script.parts) - 1)]


def acting_in(script: Script, state: State, step: Step) -> tuple[int, ...]:
    """Give the seats that a step asks something of: everyone, or whoever has its part now."""
    seats = sorted(present(state))
    return tuple(seat for seat in seats if step.who in (EVERYONE, part_of(script, state, seat)))


def all_have_told(state: State) -> bool:
    """Tell whether everybody has had the turn to tell, the one who has it now among them."""
    return set(present(state)) <= {*state.tellers, state.speaker}


def latest(state: State, slot: Slot) -> Words | None:
    """Find the words that were last laid on the table as this."""
    return next((words for words in reversed(state.table) if words.slot == slot), None)


def is_open(script: Script, state: State, option: Option) -> bool:
    """Tell whether an option has its place now: there is something to take back, and room for more."""
    if not (option.drops or option.up_to):
        return True
    there = len(laid(state, script.step(option.to).slot))
    return bool(there) if option.drops else there < option.up_to


def laid(state: State, slot: Slot) -> tuple[Words, ...]:
    """Give all words of this kind on the table, in the order in which they came."""
    return tuple(words for words in state.table if words.slot == slot)


def answered(state: State, seat: int) -> bool:
    """Tell whether a seat has given its answer in a step that everyone takes at once."""
    return any(answer.seat == seat for answer in state.answers)
