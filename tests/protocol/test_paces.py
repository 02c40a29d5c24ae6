"""A dialogue can go live, by letter and into the room at any step: the pace changes nothing in where it stands."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from protocol.walks import SCRIPTS, WHOLE, Tries, engine, script_names, tries, walked
from withness.protocol.fold import evolve, fold
from withness.protocol.moves import Begin, ChangePace, Close, Leave, Move, Offer, Pace, Pause, decode, encode
from withness.protocol.rules import MOST_BLOCKS, Accepted, Reason, Refused, decide
from withness.protocol.script import Slot
from withness.protocol.state import PaceWish, State, begin
from withness.scripts import script_named

paces = st.sampled_from(list(Pace))


def bare(state: State | None) -> State | None:
    """A state without its counters and its pace: what is told, whose turn it is, where it stands."""
    if state is None:
        return None
    before = bare(state.before)
    return replace(state, seq=0, entered=0, pace=Pace.LIVE, pace_wishes=(), before=before)


def mixed(moves: list[tuple[int, Move]], seed: int, *, seats: int) -> list[tuple[int, Move]]:
    """Let people change the pace between these moves, alone or together, as chance will have it."""
    chance = Random(seed)
    woven: list[tuple[int, Move]] = []
    for move in moves:
        for _ in range(chance.choice((0, 0, 1, 3))):
            woven.append((chance.randrange(seats), ChangePace(chance.choice(list(Pace)))))
        woven.append(move)
    return woven


@engine
@given(script_names, tries(), st.integers(2, 5), st.integers(0, 2**32))
def test_the_same_moves_in_any_mixture_of_paces_come_to_the_same_state(
    name: str, tried: Tries, seats: int, seed: int
) -> None:
    script = script_named(name)
    moves = [(seat, move) for _, seat, move, _ in walked(script, tried, seats=seats)]
    state = begin(script, seats=seats)
    for seat, move in mixed(moves, seed, seats=seats):
        decided = decide(script, state, seat, move)
        if isinstance(move, ChangePace):
            if isinstance(decided, Accepted):
                state = evolve(script, state, seat, move)
            continue
        assert isinstance(decided, Accepted)
        state = evolve(script, state, seat, move)
    assert bare(state) == bare(fold(script, moves, begin(script, seats=seats)))


@engine
@given(st.lists(st.tuples(st.integers(0, 2), paces), max_size=12))
def test_slower_comes_at_once_and_together_needs_everybody(wishes: list[tuple[int, Pace]]) -> None:
    state = begin(WHOLE, seats=3)
    for seat, pace in wishes:
        if isinstance(decide(WHOLE, state, seat, ChangePace(pace)), Refused):
            continue
        before, state = state, evolve(WHOLE, state, seat, ChangePace(pace))
        if state.pace is not before.pace and state.pace is not Pace.LETTER:
            others = {wish.seat for wish in before.pace_wishes if wish.pace is pace}
            assert others | {seat} == {0, 1, 2}
        if pace is Pace.LETTER:
            assert state.pace is Pace.LETTER
    assert all(wish.pace is not state.pace for wish in state.pace_wishes)


def test_a_wish_can_be_taken_back_and_declined_alike() -> None:
    wished = evolve(WHOLE, begin(WHOLE), 0, ChangePace(Pace.ROOM))
    assert wished.pace_wishes == (PaceWish(0, Pace.ROOM),)
    for seat in (0, 1):
        rested = evolve(WHOLE, wished, seat, ChangePace(Pace.LIVE))
        assert rested.pace is Pace.LIVE
        assert not rested.pace_wishes
    assert evolve(WHOLE, wished, 1, ChangePace(Pace.ROOM)).pace is Pace.ROOM


def test_the_pace_can_change_while_it_rests_but_not_after_the_end() -> None:
    for rest in (Pause(20), Leave("soon")):
        state = evolve(WHOLE, begin(WHOLE), 0, rest)
        assert isinstance(decide(WHOLE, state, 1, ChangePace(Pace.LETTER)), Accepted)
    ended = evolve(WHOLE, begin(WHOLE), 0, Close())
    assert decide(WHOLE, ended, 1, ChangePace(Pace.LETTER)) == Refused(Reason.ENDED)


def test_a_pace_that_is_there_or_wished_already_is_said_so() -> None:
    state = begin(WHOLE)
    assert decide(WHOLE, state, 0, ChangePace(Pace.LIVE)) == Refused(Reason.SAME_PACE)
    state = evolve(WHOLE, state, 0, ChangePace(Pace.ROOM))
    assert decide(WHOLE, state, 0, ChangePace(Pace.ROOM)) == Refused(Reason.ALREADY_WISHED)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.script)
def test_a_dialogue_begins_with_its_topic_and_its_pace(script) -> None:  # type: ignore[no-untyped-def]
    first = Begin("Sunday mornings", Pace.LETTER)
    assert isinstance(decide(script, begin(script), 0, first), Accepted)
    state = evolve(script, begin(script), 0, first)
    assert (state.pace, state.seq, state.table[0].text) == (Pace.LETTER, 1, "Sunday mornings")
    assert state.table[0].slot is Slot.TOPIC
    assert decide(script, state, 0, first) == Refused(Reason.NOT_HERE)
    # Whoever asked tells first, unless the script names another.
    asked = decide(script, begin(script), 1, first)
    assert isinstance(asked, Accepted) == (script.script in ("parent-child", "repair"))


def test_a_letter_has_several_pieces() -> None:
    state = replace(begin(WHOLE), step="speaking")
    letter = Offer("I wake early.", blocks=("I wait for you.", "I miss you."))
    assert decode(encode(letter)) == letter
    told = evolve(WHOLE, state, 0, letter)
    assert (told.table[0].text, told.table[0].blocks) == (letter.text, letter.blocks)
    assert decide(WHOLE, state, 0, replace(letter, blocks=("",))) == Refused(Reason.EMPTY)
    assert decide(WHOLE, state, 0, replace(letter, text=" ")) == Refused(Reason.EMPTY)
    assert decide(WHOLE, state, 0, replace(letter, blocks=("x" * 2001,))) == Refused(Reason.TOO_LONG)
    too_many = replace(letter, blocks=("x",) * MOST_BLOCKS)
    assert decide(WHOLE, state, 0, too_many) == Refused(Reason.TOO_MANY_PIECES)


def test_a_circle_goes_by_no_letter_and_whoever_shares_a_device_may_go_apart() -> None:
    circle, child = script_named("circle"), script_named("parent-child")
    refused = Refused(Reason.NOT_THIS_PACE)
    assert decide(circle, begin(circle, seats=4), 1, ChangePace(Pace.LETTER)) == refused
    there = evolve(child, begin(child), 0, Begin(pace=Pace.ROOM))
    assert decide(child, there, 1, ChangePace(Pace.LETTER)) == refused
    assert isinstance(decide(child, there, 1, ChangePace(Pace.LIVE)), Accepted)
