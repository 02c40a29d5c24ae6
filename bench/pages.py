"""Pages of a dialogue with thirty moves behind it, opened and drawn: how many a second on one core."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tests.couples import Couple, couples
from tests.served import Served, free_port
from tests.visitor import Visitor

from bench.ground import busy_for, empty_folder, own_core, served
from bench.measure import Measure

MOVES, SECONDS, LINES = 30, 4.0, 4


def run() -> Iterable[Measure]:
    """Measure both people's pages, and a bare answer of the same size."""
    with empty_folder() as folder:
        (couple,) = couples(folder, 1, MOVES)
        with served(folder) as house:
            size = len(Visitor(house.port, couple.cookies[0]).get(couple.path).text.encode())
            spent = busy_for(house.process.pid)
            count, pace = _asked(house, couple)
            spent = busy_for(house.process.pid) - spent
        yield Measure(
            f"pages of a dialogue with {MOVES} moves, one core", pace, "/s", 500, more_is_better=True
        )
        yield Measure("  computing for each of them", spent / count * 1000, "ms", 2)
    with _bare(size) as port:
        yield Measure(f"  a bare answer of the same {size} bytes", _pace("/bytes", [Visitor(port)])[1], "/s")


def _asked(house: Served, couple: Couple) -> tuple[int, float]:
    """Ask for the page of the one who acts and of the one who waits, alternately."""
    people = [Visitor(house.port, couple.cookies[line % 2]) for line in range(LINES)]
    for person in people:
        assert person.get(couple.path).status == 200
    return _pace(couple.path, people)


def _pace(path: str, people: list[Visitor]) -> tuple[int, float]:
    """Ask as often as can be; whoever measures with Python sees no more than a few hundred answers a second itself."""
    if shutil.which("wrk"):
        return _pace_of_wrk(path, people)
    until, counts = time.perf_counter() + SECONDS, [0] * len(people)

    def ask(index: int) -> None:
        while time.perf_counter() < until:
            people[index].get(path)
            counts[index] += 1

    threads = [threading.Thread(target=ask, args=(index,)) for index in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts), sum(counts) / SECONDS


def _pace_of_wrk(path: str, people: list[Visitor]) -> tuple[int, float]:
    """Let wrk ask, on a core where it does not disturb: half of the time for each person."""
    counts = []
    for person in people[:2]:
        cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
        command = ["wrk", "-t1", "-c4", f"-d{SECONDS:.0f}s", "-H", f"Cookie: {cookies}"]
        address = f"http://localhost:{person.port}{path}"
        told = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
        assert "Non-2xx" not in told, told
        counts.append(int(told.partition(" requests in")[0].split()[-1]))
    return sum(counts), sum(counts) / len(counts) / SECONDS


@contextmanager
def _bare(size: int) -> Iterator[int]:
    port = free_port()
    with own_core():
        command = [sys.executable, "-m", "bench.bare_server", str(port), str(size)]
        server = subprocess.Popen(command)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    """Wait until a server answers."""
    for _ in range(200):
        try:
            Visitor(port).get("/")
        except OSError:
            time.sleep(0.05)
        else:
            return
