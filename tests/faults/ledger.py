"""What must hold of a log after anything that can go wrong, told as a list of what does not."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from uuid import UUID


class Line(NamedTuple):
    """One row of the log."""

    seq: int
    move_id: str


def faults_in(log: Sequence[Line], acknowledged: Iterable[str]) -> list[str]:
    """Every acknowledged move is there once, and the seqs run from one without a gap."""
    times = Counter(line.move_id for line in log)
    lost = [f"lost: {move_id}" for move_id in acknowledged if not times[move_id]]
    doubled = [f"doubled: {move_id}" for move_id, count in times.items() if count > 1]
    gapless = [line.seq for line in log] == list(range(1, len(log) + 1))
    return lost + doubled + ([] if gapless else ["seqs have a gap or a double"])


def log_in(folder: Path, dialogue_id: int) -> list[Line]:
    """Read the log as it lies on the disk, after an integrity check."""
    with closing(sqlite3.connect(folder / "withness.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = database.execute(
            "SELECT seq, move_id FROM dialogues_loggedmove WHERE dialogue_id = ? ORDER BY seq", [dialogue_id]
        )
        return [Line(seq, str(UUID(move_id))) for seq, move_id in rows]
