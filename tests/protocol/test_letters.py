"""By letter: gatherings wait for nobody, and whoever wrote a letter does not learn that it was opened."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from protocol.walks import WHOLE, Tries, engine, script_names, tries, walked
from withness.protocol.fold import evolve, fold
from withness.protocol.letters import Unanswered, as_known_to, taken_as_there, unanswered, with_gatherings
from withness.protocol.moves import Begin, ChangePace, Choose, Move, Offer, Pace, Pause, Ready, Resume
from withness.protocol.rules import Accepted, decide
from withness.protocol.script import Kind
from withness.protocol.sight import seen_by
from withness.protocol.state import State, begin
from withness.scripts import script_named

START = begin(WHOLE)


def to_speaking() -> list[tuple[int, Move]]:
    moves, state = with_gatherings(WHOLE, START, 0, Begin("Sundays", Pace.LETTER))
    assert WHOLE.step(state.step).kind is Kind.SAY, state.step
    return moves


def test_a_dialogue_by_letter_begins_where_something_can_be_written() -> None:
    moves = to_speaking()
    assert [move for _, move in moves[1:]] == [Ready()] * (len(moves) - 1)
    assert fold(WHOLE, moves, START).pace is Pace.LETTER


@engine
@given(script_names, tries(), st.integers(2, 5))
def test_gatherings_pass_by_themselves_and_every_move_in_them_would_have_been_accepted(
    name: str, tried: Tries, seats: int
) -> None:
    script = script_named(name)
    for _, _, _, after in walked(script, tried, seats=seats):
        if after.ended:
            continue
        decided = decide(script, after, 0, ChangePace(Pace.LETTER))
        if not isinstance(decided, Accepted):
            continue
        moves, stands = with_gatherings(script, after, 0, ChangePace(Pace.LETTER))
        assert not taken_as_there(script, stands)
        resting = stands.paused or stands.left
        assert resting or script.step(stands.step).kind is not Kind.GATHER
        again = after
        for seat, move in moves:
            assert isinstance(decide(script, again, seat, move), Accepted)
            again = evolve(script, again, seat, move)
        assert again == stands


def test_an_opened_letter_stays_unanswered_behind_pauses_and_wishes() -> None:
    letter: tuple[int, Move] = (0, Offer("I wake early.", blocks=("I wait.",)))
    begun = to_speaking()
    beside: list[tuple[int, Move]] = [
        (0, Pause(20)),
        (0, Resume()),
        (1, ChangePace(Pace.LIVE)),
        (1, ChangePace(Pace.LETTER)),
    ]
    assert unanswered(WHOLE, START, [*begun, letter, *beside]) == (len(begun),)
    answered: tuple[int, Move] = (1, Offer("You wake early.", blocks=("You wait.",)))
    assert unanswered(WHOLE, START, [*begun, letter, *beside, answered]) == (len(begun) + len(beside) + 1,)
    both: list[tuple[int, Move]] = [(seat, ChangePace(Pace.LIVE)) for seat in (0, 1)]
    assert unanswered(WHOLE, START, [*begun, letter, *both]) == ()
    back: list[tuple[int, Move]] = [*both, (0, ChangePace(Pace.LETTER))]
    assert unanswered(WHOLE, START, [*begun, letter, *back]) == (), "live, both saw where it stands"


def known(moves: list[tuple[int, Move]], seat: int) -> Unanswered:
    return as_known_to(seat, WHOLE, start=START, moves=moves, state=fold(WHOLE, moves, START))


def test_its_author_sees_the_same_before_and_after_it_was_opened() -> None:
    begun, letter = to_speaking(), Offer("I wake early.", blocks=("I wait.",))
    before, after = known(begun, 0), known([*begun, (0, letter)], 0)
    assert after.mine == letter
    assert after.state == before.state
    assert seen_by(WHOLE, after.state, 0) == seen_by(WHOLE, before.state, 0)
    theirs = known([*begun, (0, letter)], 1)
    assert (theirs.theirs, theirs.author, theirs.mine) == (letter, 0, None)
    assert theirs.state == fold(WHOLE, [*begun, (0, letter)], START)


def test_an_answer_tells_that_it_was_opened() -> None:
    moves: list[tuple[int, Move]] = [*to_speaking(), (0, Offer("I wake.")), (1, Choose("smaller"))]
    assert known(moves, 0) == Unanswered(fold(WHOLE, moves, START))


@engine
@given(script_names, tries(), st.integers(2, 4))
def test_by_letter_somebody_may_always_go_on_by_what_the_pages_show(
    name: str, tried: Tries, seats: int
) -> None:
    """What is left out for an author never leaves everybody waiting."""
    script = script_named(name)
    start = begin(script, seats=seats)
    slow: list[tuple[int, Move]] = []
    for _, seat, move, _ in walked(script, tried, seats=seats):
        slow.append((seat, move))
        if len(slow) == 1:
            slow.append((0, ChangePace(Pace.LETTER)))
        state = fold(script, slow, start)
        if not (state.ended or state.paused or state.left):
            assert any(_acts(script, start, slow, state, each) for each in range(seats))


def _acts(script, start, moves, state: State, seat: int) -> bool:  # type: ignore[no-untyped-def]
    stands = as_known_to(seat, script, start=start, moves=moves, state=state)
    return stands.mine is None and seen_by(script, stands.state, seat).acts
