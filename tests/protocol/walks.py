"""Random ways through a script: what people might try, and what the glass offers them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from withness.protocol.fold import PICK_SIGN, evolve
from withness.protocol.moves import Choose, Close, Leave, Move, Offer, Pause, Ready, Resume, TakeBack
from withness.protocol.rules import Accepted, decide
from withness.protocol.script import Kind, Option, Script
from withness.protocol.sight import Sight, seen_by
from withness.protocol.state import State, begin
from withness.scripts import names, script_named

SCRIPTS = [script_named(name) for name in names()]
WHOLE = script_named("whole-dialogue")
engine = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
script_names = st.sampled_from([script.script for script in SCRIPTS])
BOTH = (0, 1)

words = st.text(max_size=8)
options = sorted(
    {option.id for s in SCRIPTS for step in s.steps for option in (*step.options, *step.meanwhile)}
)
any_move: st.SearchStrategy[Move] = st.one_of(
    st.builds(
        Offer, text=words, stem=words, aloud=st.booleans(), feelings=st.lists(words, max_size=4).map(tuple)
    ),
    st.builds(
        Choose, option=st.sampled_from([*options, "nothing"]), text=words, stem=words, aloud=st.booleans()
    ),
    st.just(Ready()),
    st.just(TakeBack()),
    st.builds(Pause, minutes=st.sampled_from([0, 10, 19, 20, 60, 1440, 1441])),
    st.just(Resume()),
    st.builds(Leave, note=words),
    st.just(Close()),
)
"""Anything a request could carry, sensible or not."""

STRAIGHT_ON = 50
"""A number below this picks the first thing that leads on; the others pick among all that is there."""

Tries = list[tuple[int, int | Move]]


def tries(*, longest: int = 120) -> st.SearchStrategy[Tries]:
    """What several people try, one after the other: mostly something that the glass offers, sometimes anything.

    Drawn from a seed, so that long ways cost little; a shorter way of the same seed is the beginning of a longer one.
    """
    return st.builds(way, st.integers(0, 2**32), st.integers(0, longest))


def way(seed: int, size: int) -> Tries:
    """Go one way by chance, the same for the same seed."""
    chance = Random(seed)
    eager = chance.random()  # some people go straight on, others try everything
    return [(chance.randrange(4), _one(chance, eager)) for _ in range(size)]


def _one(chance: Random, eager: float) -> int | Move:
    if chance.random() < eager:
        return chance.randrange(STRAIGHT_ON)
    return chance.randrange(100) if chance.random() < 0.8 else _wild(chance)


def _wild(chance: Random) -> Move:
    word = chance.choice(["", "wild"])
    aloud = chance.random() < 0.2
    feelings = (word,) * chance.randrange(4)
    return chance.choice(
        [
            Offer(word, aloud=aloud),
            Offer(feelings=feelings),
            Choose(chance.choice(options), word, aloud=aloud),
            Ready(),
            TakeBack(),
            Resume(),
        ]
    )


def offered(sight: Sight, text: str = "words") -> list[Move]:
    """Every move that a page holds out, with words that fit. Stopping for now and closing are not among them."""
    moves: list[Move] = [_offering(sight, text)] if sight.field else []
    moves += [Choose(f"{PICK_SIGN}{number}") for number in range(1, len(sight.picks) + 1)]
    moves += [_choosing(option, text) for option in sight.options]
    if sight.acts and sight.kind is Kind.GATHER:
        moves.append(Ready())
    if sight.deeper:
        moves.append(Choose(sight.deeper_option, stem=sight.deeper.say))
    if sight.may_take_back:
        moves.append(TakeBack())
    return moves


def _choosing(option: Option, text: str) -> Choose:
    return Choose(option.id, text="" if option.words == "no" else text)


def _offering(sight: Sight, text: str) -> Offer:
    if sight.kind in (Kind.FEEL, Kind.FITS):
        return Offer(feelings=(text,))
    assert sight.field
    stem = sight.field.stems[len(text) % len(sight.field.stems)].say if sight.field.stems else ""
    return Offer(text, stem)


ALWAYS: tuple[Move, ...] = (Pause(20), Resume(), Leave("soon"))


def walked(script: Script, tried: Tries, *, seats: int = 2) -> Iterator[tuple[State, int, Move, State]]:
    """Go the way that `tried` describes; tell each accepted move with the state before and after it."""
    state = begin(script, seats=seats)
    for index, (first, what) in enumerate(tried):
        seat, move = first % seats, what
        if isinstance(move, int):
            seat, move = _picked(script, state, seat, pick=move, text=f"t{index}t")
        if isinstance(decide(script, state, seat, move), Accepted):
            after = evolve(script, state, seat, move)
            yield state, seat, move, after
            state = after


def _picked(script: Script, state: State, first: int, *, pick: int, text: str) -> tuple[int, Move]:
    """Mostly go on; now and then pause, come back, leave, end it or take something back."""
    for seat in ((first + step) % state.seats for step in range(state.seats)):
        there = offered(seen_by(script, state, seat), text)
        onward = [move for move in there if not (isinstance(move, TakeBack) or _ends(script, state, move))]
        if pick < 88 and onward:
            agreeing = script.step(state.step).kind is Kind.AGREE
            return seat, onward[0 if pick < STRAIGHT_ON and not agreeing else pick % len(onward)]
        if pick < 95 and there:
            return seat, there[pick % len(there)]
    rests = state.paused or state.left
    if rests and pick % 3:
        return rests.seat, Resume()
    if rests:  # what would be there if it did not rest
        awake = offered(seen_by(script, replace(state, paused=None, left=None), first), text)
        return first, awake[pick % len(awake)] if awake else Close()
    return first, Close() if pick == 99 else ALWAYS[pick % len(ALWAYS)]


def _ends(script: Script, state: State, move: Move) -> bool:
    step = script.step(state.step)
    option = move.option if isinstance(move, Choose) else ""
    return state.half < 3 and any(each.end for each in (*step.options, *step.meanwhile) if each.id == option)


def states(script: Script, tried: Tries, *, seats: int = 2) -> Iterator[State]:
    """Tell every state on the way, from the beginning."""
    yield begin(script, seats=seats)
    for *_, after in walked(script, tried, seats=seats):
        yield after


def reached(script: Script, tried: Tries, *, seats: int = 2) -> State:
    """Give the state at the end of a way."""
    return list(states(script, tried, seats=seats))[-1]


def accepts(script: Script, state: State, seat: int, move: Move) -> bool:
    """Tell whether the rules let this person make this move now."""
    return isinstance(decide(script, state, seat, move), Accepted)


def live(state: State) -> bool:
    """Tell whether the dialogue goes on: it neither rests nor has ended."""
    return not (state.ended or state.paused or state.left)
