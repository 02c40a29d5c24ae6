"""A server on a core of its own, the one who measures on the other, and what its time was spent on."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.served import Served

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))  # where couples and visitors live
CORES = sorted(os.sched_getaffinity(0))
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def own_core() -> Iterator[None]:
    """Let what is started meanwhile run on the first core alone, and then oneself on the others."""
    os.sched_setaffinity(0, CORES[:1])
    try:
        yield
    finally:
        os.sched_setaffinity(0, CORES[1:] or CORES)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """`withness serve` on one core."""
    with own_core():
        house = Served(folder)
    with house:
        yield house


@contextmanager
def empty_folder() -> Iterator[Path]:
    """A data folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="withness-bench-") as place:
        yield Path(place) / "data"


def busy_for(pid: int) -> float:
    """Seconds of computing a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
