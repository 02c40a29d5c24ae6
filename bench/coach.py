"""How fast the coach reads, what it weighs, and whether any text can make it slow."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from time import process_time

from bench.measure import Measure
from withness.coach import adapter
from withness.coach.hinting import hint_for
from withness.semantic.finding import Refused
from withness.semantic.loading import SETTING, load

TIMES = 200
SOME = (
    "On Sundays I wake early and I wait for you to come down, because that hour used to be ours. ",
    "When you stay upstairs with your phone I tell myself that I do not matter, and I get quiet. ",
    "Yesterday I wanted to say something and my throat was tight. ",
    "My father would leave the table without a word, and we never knew what we had done. ",
    "I would love one breakfast a week with the door open and the radio on. ",
)
IN_OTHER_WORDS = (
    "The first day of each week you are up before everybody, hoping for my company over tea, as it once was. "
    "If I keep scrolling in bed it tells you that you count for nothing, and your voice goes. "
    "A day ago there was something on your lips and it stuck."
)
_RESIDENT = """
import os
def resident():
    with open("/proc/self/statm") as pages:
        return int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
"""
_ADDED = """
from withness.coach import adapter
from withness.semantic.loading import load
adapter.mirror("I wait for you.", "You wait.")
before = resident()
model = load(os.environ.get("WITHNESS_MODEL", ""))
adapter.mirror("I wait for you on Sunday. It hurts.", "You sit there alone. You are sad.", model)
print(resident() - before)
"""
_WEIGHED = """
import time, re, typing, functools, collections.abc, importlib.resources  # every server has read these before
before, began = resident(), time.process_time()
import withness.coach.adapter, withness.coach.hinting, withness.coach.kept
took = time.process_time() - began
from withness.coach import adapter
adapter.mirror("I wait for you.", "You wait."); adapter.sender("You never call."); adapter.risk("I wait.")
adapter.request("Call me."); adapter.empathy("You feel sad."); adapter.moves("Why?")
print(took * 1000, resident() - before)
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
    yield from _with_model()


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
    rows = [_said(_WEIGHED) for _ in range(5)]
    return min(row[0] for row in rows), min(row[1] for row in rows)


def _said(code: str) -> list[float]:
    """What a process of its own prints, so that nothing is in its memory yet."""
    command = [sys.executable, "-c", _RESIDENT + code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(figure) for figure in done.stdout.split()]


def _with_model() -> Iterator[Measure]:
    """The same mirrors with the sentence model, and what it weighs; nothing where there is none."""
    model = load(os.environ.get(SETTING, ""))
    if isinstance(model, Refused):
        print(f"No sentence model: {model.reason}")
        return
    text, given = _message(53), _mirrored(_message(53))
    yield Measure(
        "with the model: a mirror of 53 words, p95",
        _p95(partial(adapter.mirror, text, given, model)),
        "ms",
        50,
    )
    in_other_words = partial(adapter.mirror, text, IN_OTHER_WORDS, model)
    yield Measure("  and one in other words throughout, p95", _p95(in_other_words), "ms", 50)
    yield Measure("  memory it adds", _said(_ADDED)[0], "MB", 200)
