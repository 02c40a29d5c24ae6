"""What a measurement is: a name, a value, a goal, and whether the goal was met."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Measure(NamedTuple):
    """One line of the table; `goal` is the most the value may be (or the least, when `more_is_better`).

    Without a goal it is a reference: what the same computer does at the same time with less to do.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    more_is_better: bool = False

    @property
    def met(self) -> bool:
        """Whether the value is on the right side of its goal."""
        if self.goal is None:
            return True
        return self.value >= self.goal if self.more_is_better else self.value <= self.goal

    @property
    def wanted(self) -> str:
        """The goal in words."""
        if self.goal is None:
            return "for reference"
        return f"goal {'>=' if self.more_is_better else '<='} {self.goal:<8g} {'' if self.met else 'MISSED'}"


Part = Callable[[], Iterable[Measure]]


def table(measures: Iterable[Measure]) -> str:
    """All measures as lines of text, the missed goals marked."""
    rows = [f"{one.name:<58} {one.value:>10.1f} {one.unit:<8} {one.wanted}".rstrip() for one in measures]
    return "\n".join(rows)
