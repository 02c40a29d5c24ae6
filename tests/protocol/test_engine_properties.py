"""What holds in every dialogue, whatever two people try and in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.walks import (
    BOTH,
    SCRIPTS,
    Tries,
    accepts,
    any_move,
    engine,
    live,
    offered,
    options,
    reached,
    script_names,
    states,
    tries,
    walked,
    way,
)
from withness.protocol.fold import fold, picked
from withness.protocol.moves import (
    Choose,
    Close,
    Leave,
    Move,
    Offer,
    Pause,
    Ready,
    Resume,
    TakeBack,
    decode,
    encode,
)
from withness.protocol.script import Kind, Script, Slot
from withness.protocol.sight import Sight, seen_by
from withness.protocol.state import part_of
from withness.scripts import script_named


def test_the_ways_that_are_tried_lead_everywhere() -> None:
    """The properties below are worth what the ways are worth: they come to every step of every dialogue."""
    for script in SCRIPTS:
        seats = max(2, script.people[0])
        waits = {step.id for step in script.steps} - {script.start}
        for seed in range(250):
            waits -= {after.step for *_, after in walked(script, way(seed, 120), seats=seats)}
            if not waits:
                break
        assert not waits


@engine
@given(script_names, tries(), st.integers(2, 8))
def test_nobody_moves_out_of_turn(name: str, tried: Tries, seats: int) -> None:
    script = script_named(name)
    for before, seat, move, _ in walked(script, tried, seats=seats):
        step = script.step(before.step)
        mine = step.who in ("everyone", part_of(script, before, seat))
        if isinstance(move, Offer | Ready):
            assert mine
            assert all(answer.seat != seat for answer in before.answers)
        if isinstance(move, Choose):
            there = {each.id for each in (step.options if mine else step.meanwhile)}
            assert move.option in there or (mine and picked(step, before, move.option))
            assert all(answer.seat != seat for answer in before.answers)
        if not isinstance(move, Pause | Resume | Leave | Close):
            assert live(before)


@engine
@given(script_names, tries(), st.integers(2, 8))
def test_there_is_one_speaker_and_everybody_has_a_part(name: str, tried: Tries, seats: int) -> None:
    script = script_named(name)
    state = reached(script, tried, seats=seats)
    parts = [part_of(script, state, seat) for seat in range(seats)]
    first, *between, last = script.parts
    assert all(parts.count(part) == 1 for part in (first, *between[: seats - 1]))
    assert parts.count(last) == max(0, seats - len(script.parts) + 1)
    assert parts[state.speaker] == first
    swapped = [
        after.speaker for before, *_, after in walked(script, tried, seats=seats) if after.half > before.half
    ]
    assert swapped == [(half + 1) % seats for half in range(len(swapped))]


@engine
@given(script_names, tries(), st.integers(2, 8))
def test_somebody_may_always_move_until_it_has_ended(name: str, tried: Tries, seats: int) -> None:
    script = script_named(name)
    for state in states(script, tried, seats=seats):
        if state.ended:
            assert not any(accepts(script, state, seat, Resume()) for seat in range(seats))
            continue
        if not live(state):
            assert [accepts(script, state, seat, Resume()) for seat in range(seats)].count(True) == 1
            continue
        sights = [seen_by(script, state, seat) for seat in range(seats)]
        onward = [move for sight in sights for move in offered(sight) if not isinstance(move, TakeBack)]
        assert onward


@engine
@given(script_names, tries(), st.integers(2, 8))
def test_what_a_page_offers_is_accepted(name: str, tried: Tries, seats: int) -> None:
    script = script_named(name)
    for state in states(script, tried, seats=seats):
        for seat in range(seats):
            for move in offered(seen_by(script, state, seat)):
                assert accepts(script, state, seat, move), move


@engine
@given(script_names, tries(), st.sampled_from(BOTH), any_move)
def test_what_a_page_does_not_offer_is_refused(name: str, tried: Tries, seat: int, move: Move) -> None:
    script = script_named(name)
    for state in states(script, tried):
        anything = [move, Ready(), TakeBack(), Offer("words"), Offer(feelings=("sad",))]
        anything += [Choose(option, text) for option in (*options, "#1", "#3") for text in ("", "words")]
        for each in anything:
            if accepts(script, state, seat, each):
                _must_be_offered(seen_by(script, state, seat), each)


def _must_be_offered(sight: Sight, move: Move) -> None:
    match move:
        case Choose():
            picks = {f"#{number}" for number in range(1, len(sight.picks) + 1)}
            assert move.option in picks | {option.id for option in sight.options}
        case Offer():
            assert sight.field
        case Ready():
            assert sight.acts
            assert sight.kind is Kind.GATHER
        case TakeBack():
            assert sight.may_take_back


@engine
@given(script_names, tries(), st.integers(0, 60))
def test_folding_all_is_folding_a_part_and_going_on(name: str, tried: Tries, cut: int) -> None:
    script = script_named(name)
    log = [(seat, move) for _, seat, move, _ in walked(script, tried)]
    whole = fold(script, log)
    assert fold(script, log[cut:], fold(script, log[:cut])) == whole
    assert whole == reached(script, tried)
    assert whole.seq == len(log)


@engine
@given(script_names, tries())
def test_a_move_survives_being_written_down(name: str, tried: Tries) -> None:
    script = script_named(name)
    for _, _, move, _ in walked(script, tried):
        assert decode(encode(move)) == move


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.script)
def test_one_deeper_beginning_is_held_out_and_only_after_two_pieces(script: Script) -> None:
    held = 0

    @engine
    @given(tries())
    def check(tried: Tries) -> None:
        nonlocal held
        for _, _, _, after in walked(script, tried):
            for seat in BOTH:
                deeper = seen_by(script, after, seat).deeper
                if deeper:
                    held += 1
                    assert deeper.deeper
                    assert len([words for words in after.table if words.slot == Slot.PIECE]) >= 2
                    assert deeper.say not in {words.stem for words in after.table}
                    assert part_of(script, after, seat) == script.parts[0]

    check()
    assert (held > 0) == any(stem.deeper for step in script.steps for stem in step.stems)
