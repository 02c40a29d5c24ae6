"""A circle of any size: each has one turn to tell, one mirrors, the others witness; it ends when all have told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.walks import engine
from withness.protocol.fold import evolve, fold
from withness.protocol.moves import Choose, Move, Offer, Ready
from withness.protocol.script import Slot
from withness.protocol.sight import seen_by
from withness.protocol.state import State, acting_in, begin, part_of
from withness.scripts import script_named

CIRCLE = script_named("circle")


def everyone(state: State, move: Move) -> State:
    """Let everybody of whom the step asks something make this move."""
    return fold(CIRCLE, [(seat, move) for seat in acting_in(CIRCLE, state, CIRCLE.step(state.step))], state)


def told(state: State, *, passes: bool) -> State:
    """Let the one whose turn it is tell one thing, or pass."""
    if passes:
        return evolve(CIRCLE, state, state.speaker, Choose("pass"))
    mirror = (state.speaker + 1) % state.seats
    way: list[tuple[int, Move]] = [
        (state.speaker, Offer("One thing.")),
        (mirror, Offer("One thing.")),
        (state.speaker, Choose("got_it")),
        (state.speaker, Choose("all")),
    ]
    return fold(CIRCLE, way, state)


@engine
@given(st.lists(st.booleans(), min_size=2, max_size=8))
def test_it_goes_round_once_and_ends_when_all_have_told_or_passed(passing: list[bool]) -> None:
    state = everyone(begin(CIRCLE, seats=len(passing)), Ready())
    speakers = []
    for passes in passing:
        speakers.append(state.speaker)
        state = told(state, passes=passes)
        if state.step == "witnessing":
            state = everyone(state, Offer(""))
        if state.step == "passing":
            state = everyone(everyone(state, Choose("pass_on")), Ready())
    assert speakers == list(range(len(passing)))
    assert state.step == "thank"


@pytest.mark.parametrize("seats", range(2, 9))
def test_the_others_witness_and_with_two_nobody_does(seats: int) -> None:
    state = told(everyone(begin(CIRCLE, seats=seats), Ready()), passes=False)
    parts = [part_of(CIRCLE, state, seat) for seat in range(seats)]
    assert parts == ["speaker", "mirror", *["witness"] * (seats - 2)]
    if seats == 2:
        assert state.step == "passing"
        return
    assert state.step == "witnessing"
    assert acting_in(CIRCLE, state, CIRCLE.step("witnessing")) == tuple(range(2, seats))
    assert [seen_by(CIRCLE, state, seat).acts for seat in (0, 1, 2)] == [False, False, True]


def test_silence_lays_nothing_on_the_table_and_sentences_are_revealed_together() -> None:
    state = told(everyone(begin(CIRCLE, seats=4), Ready()), passes=False)
    first = evolve(CIRCLE, state, 2, Offer("The stairs."))
    assert all("The stairs." not in str(seen_by(CIRCLE, first, seat).shown) for seat in (0, 1, 3))
    after = evolve(CIRCLE, first, 3, Offer(""))
    assert after.step == "passing"
    assert [words.text for words in after.table if words.slot is Slot.WITNESS] == ["The stairs."]
    assert all("The stairs." in str(seen_by(CIRCLE, after, seat).shown) for seat in range(4))


@pytest.mark.parametrize("seats", range(3, 9))
def test_one_who_wants_to_go_on_is_enough_to_go_on(seats: int) -> None:
    state = told(everyone(begin(CIRCLE, seats=seats), Ready()), passes=True)
    ends = everyone(state, Choose("enough"))
    assert ends.step == "thank"
    for one in range(seats):
        moves = [(seat, Choose("pass_on" if seat == one else "enough")) for seat in range(seats)]
        assert fold(CIRCLE, moves, state).step == "change_over"
