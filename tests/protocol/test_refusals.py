"""Refusals that no page provokes, but a request may: they are answered with a reason, and nothing moves."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from protocol.walks import WHOLE
from withness.protocol.fold import fold
from withness.protocol.moves import Begin, Choose, Close, Leave, Move, Offer, Pause, Ready, Resume
from withness.protocol.rules import Accepted, Reason, Refused, decide
from withness.protocol.sight import seen_by
from withness.protocol.state import begin

BEGUN: list[tuple[int, Move]] = [(0, Begin("Money"))]
SPEAKING: list[tuple[int, Move]] = [*BEGUN, *[(seat, Ready()) for seat in (0, 1, 0, 1)]]
MIRRORED: list[tuple[int, Move]] = [*SPEAKING, (0, Offer("One.")), (1, Offer("One."))]
FEELING: list[tuple[int, Move]] = [
    *MIRRORED,
    (0, Choose("got_it")),
    (0, Choose("all")),
    (1, Offer("All.")),
    (0, Choose("all")),
    (1, Offer("Sense.")),
    (0, Choose("reaches")),
]
FITTING: list[tuple[int, Move]] = [*FEELING, (1, Offer(feelings=("sad",)))]
LONG = "x" * 81


@pytest.mark.parametrize(
    ("log", "seat", "move", "reason"),
    [
        ([], 1, Begin("Money"), Reason.NOT_HERE),
        ([], 0, Begin("x" * 121), Reason.TOO_LONG),
        (BEGUN, 0, Begin("Money"), Reason.NOT_HERE),
        (MIRRORED, 0, Choose("add", "One.", stem=LONG), Reason.TOO_LONG),
        (MIRRORED, 0, Choose("got_it", "and more"), Reason.NOT_HERE),
        (MIRRORED, 0, Choose("got_it", aloud=True), Reason.NOT_HERE),
        (MIRRORED, 0, Choose("got_it", stem="You never"), Reason.NOT_HERE),
        (SPEAKING, 0, Offer("  "), Reason.EMPTY),
        (SPEAKING, 0, Offer("One.", feelings=("sad",)), Reason.NOT_HERE),
        (SPEAKING, 0, Ready(), Reason.NOT_HERE),
        (MIRRORED, 0, Choose("add"), Reason.EMPTY),
        (FEELING, 1, Offer(), Reason.NO_FEELING),
        (FEELING, 1, Offer(feelings=(" ",)), Reason.NO_FEELING),
        (FEELING, 1, Offer(feelings=("a", "b", "c", "d")), Reason.TOO_MANY),
        (FEELING, 1, Offer(feelings=("x" * 41,)), Reason.TOO_LONG),
        (FITTING, 0, Offer(feelings=("sad", "a", "b", "c")), Reason.TOO_MANY),
        (SPEAKING, 0, Resume(), Reason.NOT_PAUSED),
        (SPEAKING, 0, Leave(LONG), Reason.TOO_LONG),
        (SPEAKING, 0, Pause(1441), Reason.PAUSE_LENGTH),
        ([*SPEAKING, (0, Pause(20))], 1, Resume(), Reason.NOT_YOUR_PAUSE),
        ([*SPEAKING, (0, Pause(20))], 1, Pause(20), Reason.NOT_YOUR_PAUSE),
        ([*SPEAKING, (0, Leave())], 1, Resume(), Reason.STILL_AWAY),
        ([*SPEAKING, (0, Leave())], 1, Offer("One."), Reason.RESTING),
        ([*BEGUN, (0, Close())], 0, Leave(), Reason.ENDED),
    ],
)
def test_is_refused(log: list[tuple[int, Move]], seat: int, move: Move, reason: Reason) -> None:
    assert decide(WHOLE, fold(WHOLE, log), seat, move) == Refused(reason)


def test_nothing_can_be_dropped_before_anything_was_told() -> None:
    """A script may come to a choice that drops before anything was told: it is neither offered nor accepted."""
    state = replace(begin(WHOLE), step="mirroring")
    assert seen_by(WHOLE, state, 1).field
    assert seen_by(WHOLE, state, 1).options == ()
    assert decide(WHOLE, state, 1, Choose("smaller")) == Refused(Reason.NOT_HERE)


def test_closing_is_open_to_the_one_who_waits() -> None:
    assert decide(WHOLE, fold(WHOLE, BEGUN), 0, Close()) == Accepted(0, Close())
