"""One of a circle leaves for good in the middle: it goes on where it can, else it closes gently."""

from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.walks import accepts, engine, live, offered, way
from withness.protocol.fold import evolve, fold
from withness.protocol.moves import (
    Begin,
    Choose,
    Close,
    Depart,
    Leave,
    Move,
    Offer,
    Pause,
    Ready,
    decode,
    encode,
)
from withness.protocol.outcomes import SET_ASIDE
from withness.protocol.rules import Reason, Refused, decide
from withness.protocol.sight import seen_by
from withness.protocol.state import State, acting_in, begin, part_of, present
from withness.scripts import script_named

CIRCLE = script_named("circle")
ADA, BO, DEE, ELI = range(4)


def circle(seats: int = 4) -> State:
    return evolve(CIRCLE, begin(CIRCLE, seats=seats), ADA, Begin("The summer"))


def after(state: State, *moves: tuple[int, Move]) -> State:
    for seat, move in moves:
        decided = decide(CIRCLE, state, seat, move)
        assert not isinstance(decided, Refused), (state.step, seat, move, decided)
        state = evolve(CIRCLE, state, seat, move)
    return state


def all_do(move: Move, *seats: int) -> list[tuple[int, Move]]:
    return [(seat, move) for seat in seats]


def speaking(seats: int = 4) -> State:
    return after(circle(seats), *all_do(Ready(), *range(seats)))


def witnessing() -> State:
    story = [(ADA, Offer("a")), (BO, Offer("b")), (ADA, Choose("got_it")), (ADA, Choose("all"))]
    return after(speaking(), *story)


def test_when_the_one_who_mirrors_leaves_the_next_one_mirrors() -> None:
    state = after(speaking(), (ADA, Offer("a")), (BO, Depart()))
    assert state.step == "mirroring"
    assert part_of(CIRCLE, state, DEE) == "mirror"
    assert seen_by(CIRCLE, state, DEE).acts
    assert after(state, (DEE, Offer("b"))).step == "checking"


def test_when_a_witness_leaves_the_other_witness_is_enough() -> None:
    state = after(witnessing(), (DEE, Offer("d")), (ELI, Depart()))
    assert state.step == "passing"
    assert [words.text for words in state.table if words.seat == DEE] == ["d"]


def test_what_somebody_gave_unseen_before_leaving_stays_unseen() -> None:
    state = after(witnessing(), (DEE, Offer("for nobody")), (DEE, Depart()), (ELI, Offer("e")))
    assert "for nobody" not in msgspec.json.encode(state).decode()


def test_when_the_one_who_tells_leaves_in_the_middle_it_closes_gently() -> None:
    state = after(speaking(), (ADA, Offer("a")), (ADA, Depart()))
    assert state.step == CIRCLE.closing
    assert acting_in(CIRCLE, state, CIRCLE.step(state.step)) == (BO, DEE, ELI)
    assert after(state, *all_do(Choose("let_go"), BO, DEE, ELI)).outcome == "let_go"


def test_before_anything_was_told_the_next_one_begins() -> None:
    state = after(circle(), (BO, Ready()), (ADA, Depart()), (DEE, Ready()), (ELI, Ready()))
    assert (state.step, state.speaker) == ("speaking", BO)


@pytest.mark.parametrize("gone", [ADA, BO], ids=["who told", "who is next"])
def test_between_two_stories_it_passes_on_to_whoever_is_there(gone: int) -> None:
    state = after(witnessing(), (DEE, Offer("d")), (ELI, Offer("e")), (gone, Depart()))
    there = [seat for seat in range(4) if seat != gone]
    state = after(state, *all_do(Choose("pass_on"), *there))
    assert state.speaker == (BO if gone == ADA else DEE)
    assert after(state, *all_do(Ready(), *there)).step == "speaking"


def test_it_goes_round_until_everybody_who_is_still_there_has_told() -> None:
    state, there, told = speaking(), [ADA, BO, DEE, ELI], []
    while state.step == "speaking":
        speaker, mirror = present(state)[:2]
        told.append(speaker)
        state = after(state, (speaker, Offer("a")), (mirror, Offer("b")), (speaker, Choose("got_it")))
        if speaker == BO:
            state, there = after(state, (DEE, Depart())), [ADA, BO, ELI]
        state = after(state, (speaker, Choose("all")))
        witnesses = acting_in(CIRCLE, state, CIRCLE.step(state.step))
        state = after(state, *all_do(Offer("w"), *witnesses)) if state.step == "witnessing" else state
        if state.step == "passing":
            state = after(state, *all_do(Choose("pass_on"), *there), *all_do(Ready(), *there))
    assert (told, state.step) == ([ADA, BO, ELI], "thank")


def test_two_go_on_without_witnesses_and_one_alone_does_not() -> None:
    state = after(speaking(), (ADA, Offer("a")), (ELI, Depart()), (DEE, Depart()))
    state = after(state, (BO, Offer("b")), (ADA, Choose("got_it")), (ADA, Choose("all")))
    assert state.step == "passing"
    assert after(state, (BO, Depart())).step == CIRCLE.closing


def test_leaving_when_nothing_was_told_and_one_is_left_sets_it_aside() -> None:
    state = after(circle(2), (BO, Depart()))
    assert state.outcome == SET_ASIDE


@pytest.mark.parametrize("stop", [Pause(20), Leave("back at six")], ids=["pause", "stop"])
def test_a_pause_or_a_stop_of_somebody_who_left_is_over(stop: Move) -> None:
    state = after(speaking(), (ADA, Offer("a")), (DEE, stop), (DEE, Depart()))
    assert (state.paused, state.left) == (None, None)
    assert seen_by(CIRCLE, state, BO).acts


def test_whoever_left_may_do_nothing_any_more() -> None:
    state = after(speaking(), (ADA, Offer("a")), (DEE, Depart()))
    for move in (Offer("x"), Ready(), Close(), Pause(20), Leave(), Depart()):
        assert decide(CIRCLE, state, DEE, move) == Refused(Reason.GONE)
    sight = seen_by(CIRCLE, state, DEE)
    assert (sight.acts, sight.options) == (False, ())


def test_it_is_said_in_that_step_and_not_in_the_next() -> None:
    state = after(speaking(), (ADA, Offer("a")), (DEE, Depart()))
    assert seen_by(CIRCLE, state, ADA).parted
    assert not seen_by(CIRCLE, after(state, (BO, Offer("b"))), ADA).parted
    closed = after(speaking(), (ADA, Offer("a")), (ADA, Depart()))
    assert seen_by(CIRCLE, closed, BO).parted


def test_it_is_written_like_any_other_move() -> None:
    assert decode(encode(Depart())) == Depart()


@engine
@given(st.integers(2, 8), st.integers(0, 2**32), st.integers(0, 80))
def test_whoever_leaves_and_whenever_somebody_may_always_move_and_it_can_end(
    seats: int, seed: int, longest: int
) -> None:
    chance, state, log = Random(seed), circle(seats), [(ADA, Begin("The summer"))]
    for first, _ in way(seed, longest):
        there = present(state)
        seat = there[first % len(there)]
        moves = [Depart()] if chance.random() < 0.06 else offered(seen_by(CIRCLE, state, seat)) or [Pause(20)]
        move = chance.choice(moves)
        if accepts(CIRCLE, state, seat, move):
            log.append((seat, move))
            state = evolve(CIRCLE, state, seat, move)
        if state.ended:
            return
        if live(state):
            acting = [each for each in range(seats) if seen_by(CIRCLE, state, each).acts]
            assert acting
            assert not set(acting) & set(state.gone)
    start = begin(CIRCLE, seats=seats)
    half = len(log) // 2
    assert fold(CIRCLE, log[half:], fold(CIRCLE, log[:half], start)) == state
    assert finished(state).ended


def finished(state: State) -> State:
    """Close it from wherever it stands: one closes gently, everybody chooses what stays."""
    first = present(state)[0]
    if accepts(CIRCLE, state, first, Close()):
        state = after(state, (first, Close()))
    open_ = [] if state.ended else [each for each in present(state) if seen_by(CIRCLE, state, each).acts]
    return after(state, *all_do(Choose("let_go"), *open_))
