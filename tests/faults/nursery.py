"""Houses that open at once: one process has read the whole program, and each house is a child of it.

A child does everything `withness serve` does once it is read, and dies like any other process when it is killed. That
saves most of a second for each of fifty houses.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from served import READY_WITHIN, SOURCES, is_answered


class Nursery:
    """A process that brings up one house after the other, on the same port and folder; a context manager."""

    def __init__(self, folder: Path, port: int) -> None:
        command = [sys.executable, __file__, str(folder), str(port)]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([SOURCES, str(Path(__file__).parents[1])])}
        self._mother = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
        )
        self._port, self.said = port, ""

    @contextmanager
    def house(self) -> Iterator[Callable[[], None]]:
        """Open a house and wait until it says so; gives what kills it the hard way."""
        self._ask("one more")
        child = int(self._line())
        while "Ctrl+C" not in self._line():
            pass
        try:
            wait_for(self._port)
            yield lambda: os.kill(child, signal.SIGKILL)
        finally:
            os.kill(child, signal.SIGKILL)  # nobody has waited for it yet, so it can be nobody else
            while self._line() != ENDED:
                pass
            self._ask("forget it")

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        self._mother.communicate()

    def _ask(self, words: str) -> None:
        assert self._mother.stdin
        self._mother.stdin.write(f"{words}\n")
        self._mother.stdin.flush()

    def _line(self) -> str:
        assert self._mother.stdout
        line = self._mother.stdout.readline()
        assert line, self.said
        self.said += line
        return line


ENDED = "ended\n"


def wait_for(port: int) -> None:
    """Wait until somebody answers there."""
    give_up_at = time.monotonic() + READY_WITHIN
    while not is_answered(port):
        assert time.monotonic() < give_up_at
        time.sleep(0.002)


def bring_up(folder: Path, port: int) -> None:
    """Read the program once; then, for each line that comes in, open a house and tell when it has ended."""
    from withness.cli import main
    from withness.web.serving import Plan, wake_django

    wake_django(Plan(folder, port, mode="localhost"))
    for name in ("withness.web.asgi", "withness.web.upkeep", "withness.web.urls", "uvloop", "httptools"):
        import_module(name)
    _read_every_template()
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            main(["serve", "--port", str(port), "--data", str(folder)])
        print(child, flush=True)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        print(ENDED, end="", flush=True)
        sys.stdin.readline()
        os.waitpid(child, 0)


def _read_every_template() -> None:
    from django.template import engines
    from django.urls import reverse

    reverse("dialogues:home")
    pages = engines["jinja2"].env
    for name in pages.list_templates():
        pages.get_template(name)


if __name__ == "__main__":
    bring_up(Path(sys.argv[1]), int(sys.argv[2]))
