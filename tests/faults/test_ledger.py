"""The checker itself: a log with one move removed, doubled or moved must not pass."""

from __future__ import annotations

from uuid import uuid4

from faults.ledger import Line, faults_in

LOG = [Line(seq, str(uuid4())) for seq in range(1, 8)]
ACKNOWLEDGED = [line.move_id for line in LOG[1:6]]


def test_a_whole_log_passes() -> None:
    assert faults_in(LOG, ACKNOWLEDGED) == []


def test_a_lost_move_is_found_even_when_the_seqs_close_the_gap() -> None:
    closed = [Line(seq, line.move_id) for seq, line in enumerate(LOG[:3] + LOG[4:], start=1)]
    assert faults_in(closed, ACKNOWLEDGED) == [f"lost: {LOG[3].move_id}"]


def test_a_doubled_move_is_found() -> None:
    assert faults_in([*LOG, Line(8, LOG[2].move_id)], ACKNOWLEDGED) == [f"doubled: {LOG[2].move_id}"]


def test_a_gap_is_found() -> None:
    assert faults_in([*LOG[:-1], Line(9, LOG[-1].move_id)], ACKNOWLEDGED) == ["seqs have a gap or a double"]
