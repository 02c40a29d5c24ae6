"""The ways of a script, as a picture needs them: which step leads to which, by which choice."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from withness.protocol.script import COME_BACK, Option, Script, Step


class Way(Struct, frozen=True):
    """One way out of a step. `row` counts the options (0 is the step itself); without `to` the dialogue ends."""

    step: str
    row: int
    label: str
    to: str = ""
    end: str = ""
    back: bool = False


def ways_of(script: Script, step: Step) -> tuple[Way, ...]:
    """Give every way out of a step, the step's own first, then those of its options in their order."""
    own = [Way(step.id, 0, step.label, step.to)] if step.to else []
    options = [*step.options, *step.meanwhile]
    return (*own, *(way for row, option in enumerate(options, 1) for way in _ways(script, step, row, option)))


def _ways(script: Script, step: Step, row: int, option: Option) -> Iterator[Way]:
    if option.to != COME_BACK:
        yield Way(step.id, row, option.label, option.to, option.end)
        return
    yield Way(step.id, row, option.label, option.otherwise)
    detours = sorted({each.come_back for other in script.steps for each in other.options if each.come_back})
    for detour in detours:
        yield Way(step.id, row, option.label, detour, back=True)
