"""How fast the coach reads, what it weighs, and whether any text can make it slow."""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from time import process_time

from bench.measure import Measure
from withness.coach import adapter
from withness.coach.hinting import hint_for

TIMES = 200
FUZZ = 60.0
SOME = (
    "On Sundays I wake early and I wait for you to come down, because that hour used to be ours. ",
    "When you stay upstairs with your phone I tell myself that I do not matter, and I get quiet. ",
    "Yesterday I wanted to say something and my throat was tight. ",
    "My father would leave the table without a word, and we never knew what we had done. ",
    "I would love one breakfast a week with the door open and the radio on. ",
)
HOSTILE = (
    "you ",
    "never ",
    "so ",
    "i ",
    "not ",
    "to be ",
    "kill ",
    "my ",
    ", ",
    ". ",
    "because ",
    "want ",
    "just ",
    "'",
    "? ",
    "(",
)
_WEIGHED = """
import resource, sys, time
before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
import withness.coach.adapter, withness.coach.hinting, withness.coach.kept
took = time.process_time() - began
from withness.coach import adapter
adapter.mirror("I wait for you.", "You wait."); adapter.sender("You never call."); adapter.risk("I wait.")
adapter.request("Call me."); adapter.empathy("You feel sad."); adapter.moves("Why?")
print(took * 1000, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def run() -> Iterator[Measure]:
    """Rules on a pair of 53 and of 180 words, a hint, importing, memory, and random walls of words."""
    for words, goal in ((53, 2), (180, 5)):
        told, given = _message(words), _mirrored(_message(words))
        slowest = _p95(partial(adapter.mirror, told, given))
        yield Measure(f"mirror of {len(told.split())} words, p95", slowest, "ms", goal)
    text = _message(53)
    yield Measure(
        "a hint for a listener, 53 words, p95", _p95(lambda: hint_for("mirror", text, heard=text)), "ms", 5
    )
    yield Measure("a hint for a speaker, 53 words, p95", _p95(lambda: hint_for("piece", text)), "ms", 5)
    imported, memory = _weighed()
    yield Measure("import", imported, "ms", 60)
    yield Measure("memory with every list read", memory, "MB", 5)
    yield Measure(f"slowest of random texts, {FUZZ:.0f} s", _fuzzed(), "ms", 50)


def _message(words: int) -> str:
    text = "".join(SOME) * 3
    return " ".join(text.split()[:words]) + "."


def _mirrored(text: str) -> str:
    """A mirror that keeps most, turns something round and adds something."""
    given = (
        text.replace("I ", "you ")
        .replace(" my ", " your ")
        .replace("early", "late")
        .replace("got quiet", "left")
    )
    return given.replace("our ", "the ") + " Why did you wait? Did I get that?"


def _p95(read: Callable[[], object]) -> float:
    took = []
    for _ in range(TIMES):
        began = process_time()
        read()
        took.append((process_time() - began) * 1000)
    return sorted(took)[TIMES * 95 // 100]


def _weighed() -> tuple[float, float]:
    rows = []
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", _WEIGHED], capture_output=True, text=True, check=True)
        rows.append(tuple(map(float, done.stdout.split())))
    return min(row[0] for row in rows), min(row[1] for row in rows)


def _fuzzed() -> float:
    """The longest that one listener took for one text of up to 320 words, made to fit many phrases halfway."""
    chance, slowest, ends = random.Random(7), 0.0, process_time() + FUZZ  # noqa: S311  # chance of no secret
    listeners = (
        adapter.sender,
        adapter.risk,
        adapter.moves,
        adapter.request,
        adapter.empathy,
        adapter.feeling_words,
    )
    while process_time() < ends:
        text = "".join(chance.choice(HOSTILE) for _ in range(chance.randrange(320)))
        for listener in listeners:
            began = process_time()
            listener(text)
            slowest = max(slowest, process_time() - began)
    return slowest * 1000
