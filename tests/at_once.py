"""Several acts at the same moment, each in a thread with a connection of its own, as in a running house."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Answer = TypeVar("Answer")


def at_once(*acts: Callable[[], Answer]) -> list[Answer]:
    """Do them all, and give what each of them answered."""
    begin = Barrier(len(acts))

    def run(act: Callable[[], Answer]) -> Answer:
        begin.wait(10)
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))
