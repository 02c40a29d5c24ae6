"""The first two readers of a new process may come at the same moment."""

from __future__ import annotations

import subprocess
import sys

TRIES = 10
TWO_AT_ONCE = """
import sys, threading
from withness.scripts import script_named
sys.setswitchinterval(1e-6)
begin, read = threading.Barrier(4), []
def reading():
    begin.wait()
    read.append(script_named("whole-dialogue").title)
threads = [threading.Thread(target=reading) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert len(read) == 4
"""


def test_a_new_process_outlives_readers_that_come_at_once() -> None:
    ends = {subprocess.run([sys.executable, "-c", TWO_AT_ONCE], check=False).returncode for _ in range(TRIES)}
    assert ends == {0}
