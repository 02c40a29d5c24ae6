"""What a measurement is: a name, a value, a goal, and whether the goal was met."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Measure(NamedTuple):
    """One line of the table; `goal` is the most the value may be (or the least, when `more_is_better`)."""

    name: str
    value: float
    unit: str
    goal: float
    more_is_better: bool = False

    @property
    def met(self) -> bool:
        """Whether the value is on the right side of its goal."""
        return self.value >= self.goal if self.more_is_better else self.value <= self.goal


Part = Callable[[], Iterable[Measure]]


def table(measures: Iterable[Measure]) -> str:
    """All measures as lines of text, the missed goals marked."""
    rows = [
        f"{one.name:<46} {one.value:>10.1f} {one.unit:<8} "
        f"goal {'>=' if one.more_is_better else '<='} {one.goal:<8g} {'' if one.met else 'MISSED'}".rstrip()
        for one in measures
    ]
    return "\n".join(rows)
