"""Beginnings that do not fit a kind of relationship are not offered, in no field and at no deeper step."""

from __future__ import annotations

import pytest
from hypothesis import given

from protocol.walks import Tries, engine, script_names, states, tries
from withness.library.kinds import KINDS, Kind
from withness.protocol.fold import fold
from withness.protocol.moves import Choose, Move, Offer, Ready
from withness.protocol.sight import EVERY_TIME, seen_by
from withness.scripts import script_named

ANGER = script_named("frustration")


def after_pieces(count: int) -> list[tuple[int, Move]]:
    told: list[tuple[int, Move]] = [(0, Ready()), (1, Ready()), (0, Choose("small"))]
    for stem in ["", "What hurts most is", "What scares me is", "", ""][:count]:
        told += [(0, Offer("words", stem)), (1, Offer("words")), (0, Choose("got_it")), (0, Choose("more"))]
    return told[:-1]


def test_without_then_the_next_deeper_beginning_is_one_that_fits() -> None:
    state = fold(ANGER, after_pieces(3))
    deeper = seen_by(ANGER, state, 0).deeper
    assert deeper is not None
    assert (deeper.say, deeper.time) == ("It reminds me of", "then")
    deeper = seen_by(ANGER, state, 0, times=("now", "longing")).deeper
    assert deeper is not None
    assert (deeper.say, deeper.time) == ("Beneath it I wish that", "longing")
    assert seen_by(ANGER, state, 0, times=("now",)).deeper is None


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_a_kind_offers_only_beginnings_of_its_times(kind: Kind) -> None:
    @engine
    @given(script_names, tries())
    def check(name: str, tried: Tries) -> None:
        script = script_named(name)
        for state in states(script, tried):
            sight = seen_by(script, state, state.speaker, times=kind.times)
            there = [*(sight.field.stems if sight.field else ()), *([sight.deeper] if sight.deeper else [])]
            assert all(stem.time in kind.times for stem in there)

    check()


def test_the_times_of_kinds_are_those_of_scripts() -> None:
    assert {time for kind in KINDS for time in kind.times} == EVERY_TIME
