"""Every dialogue can rest at every step and come back, and ends when the people want it to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from protocol.walks import (
    BOTH,
    SCRIPTS,
    Tries,
    accepts,
    engine,
    live,
    offered,
    reached,
    script_names,
    states,
    tries,
)
from withness.protocol.fold import evolve
from withness.protocol.moves import (
    Choose,
    Close,
    Leave,
    Move,
    Pause,
    Resume,
    TakeBack,
)
from withness.protocol.outcomes import SET_ASIDE
from withness.protocol.script import COME_BACK, Kind, Script, Step
from withness.protocol.sight import seen_by
from withness.protocol.state import State
from withness.scripts import script_named


@engine
@given(script_names, tries(), st.sampled_from(BOTH))
def test_pausing_and_leaving_are_open_at_every_step_and_lead_back_to_it(
    name: str, tried: Tries, seat: int
) -> None:
    script = script_named(name)
    for state in states(script, tried):
        if state.ended:
            continue
        if state.left:
            assert accepts(script, state, state.left.seat, Resume())
            continue
        assert accepts(script, state, seat, Leave())
        assert accepts(script, state, seat, Close()) or state.step == script.closing
        stops: list[Move] = [Leave(), Pause(20)] if not state.paused else []
        for stop in stops:
            assert accepts(script, state, seat, stop)
            stopped = evolve(script, state, seat, stop)
            assert not accepts(script, stopped, 1 - seat, Resume())
            for who in BOTH:
                for move in offered(seen_by(script, state, who)):
                    assert not accepts(script, stopped, who, move)
            assert accepts(script, stopped, seat, Resume())
            assert replace(evolve(script, stopped, seat, Resume()), seq=state.seq) == state


@engine
@given(script_names, tries())
def test_closing_gently_leads_to_what_shall_stay_in_one_move(name: str, tried: Tries) -> None:
    script = script_named(name)
    for state in states(script, tried):
        for seat in BOTH:
            if accepts(script, state, seat, Close()):
                closed = evolve(script, state, seat, Close())
                assert closed.outcome == SET_ASIDE or (closed.step == script.closing and live(closed))


def _steps_to_an_end(script: Script) -> dict[tuple[str, str], int]:
    """How many moves the people need from each (step, step to come back to) if they want to end."""
    far: dict[tuple[str, str], int] = {}
    backs = {"", *(option.come_back for step in script.steps for option in step.options)}
    for _ in range(len(script.steps) * len(backs) + 1):
        for step in script.steps:
            for back in backs:
                ways = [0 for option in step.options if option.end]
                ways += [far[there] + 1 for there in _onward(step, back) if there in far]
                if ways:
                    far[step.id, back] = min(ways)
    return far


def _onward(step: Step, back: str) -> list[tuple[str, str]]:
    ways = [(step.to, back)] if step.to else []
    for option in step.options:
        if option.to == COME_BACK:
            ways.append((back or option.otherwise, ""))
        elif option.to:
            ways.append((option.to, option.come_back or back))
    return ways + [(after_all, back) for after_all in _after_all(step)]


def _after_all(step: Step) -> list[str]:
    return [each for each in (step.after_all, *(option.after_all for option in step.options)) if each]


DISTANCES = {script.script: _steps_to_an_end(script) for script in SCRIPTS}


def _together(script: Script, state: State, seat: int) -> list[int]:
    """Everyone who has yet to move, if the step takes everyone; else the one who moves."""
    if script.step(state.step).who != "everyone":
        return [seat]
    return [who for who in range(state.seats) if all(answer.seat != who for answer in state.answers)]


def _best(script: Script, state: State) -> tuple[int, Move]:
    """The move that leads nearer to an end, made by whoever may make it."""
    far = DISTANCES[script.script]
    ways: list[tuple[int, int, int, Move]] = []
    for seat in range(state.seats):
        for index, move in enumerate(offered(seen_by(script, state, seat))):
            if isinstance(move, TakeBack) or (isinstance(move, Choose) and move.stem):
                continue
            trial = state
            for who in _together(script, state, seat):
                trial = evolve(script, trial, who, move)
            there = -1 if trial.ended else far[trial.step, trial.come_back]
            ways.append((there, seat, index, move))
    _, seat, _, move = min(ways, key=lambda each: each[:3])
    return seat, move


@engine
@given(script_names, tries())
def test_every_loop_ends_when_the_people_want_it_to(name: str, tried: Tries) -> None:
    script = script_named(name)
    state = reached(script, tried)
    if state.paused or state.left:
        state = evolve(script, state, (state.paused or state.left).seat, Resume())  # type: ignore[union-attr]  # one of them is there
    state = replace(state, answers=()) if script.step(state.step).kind is Kind.AGREE else state
    moves = 0
    while not state.ended:
        state = evolve(script, state, *_best(script, state))
        moves += 1
        assert moves <= 2 * len(script.steps)
