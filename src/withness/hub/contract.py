"""What every hub promises; tests/hub/contract.py holds each implementation to it."""

from enum import StrEnum
from typing import Literal, NamedTuple, Protocol

AWAY_AFTER = 20.0  # seconds; a phone that changes its network is not "away"
LONG_AWAY_AFTER = 120.0


class Presence(StrEnum):
    """How long somebody has had no page open on a topic, as coarse as it can be and still be kind."""

    HERE = "here"
    AWAY = "away"
    LONG_AWAY = "long away"


class Ring(NamedTuple):
    """Why a line woke: a turn, a change of presence, its patience ran out, or it was closed."""

    kind: Literal["turn", "presence", "quiet", "closed"]
    seq: int = 0


class Line(Protocol):
    """One open stream's end of the hub. Rings that come while nobody waits melt into the newest one."""

    async def wait(self, patience: float) -> Ring:
        """The next ring, or a quiet one after `patience` seconds."""

    def close(self) -> None:
        """Hang up: wakes the one who waits, and counts as leaving. May be called twice, in the loop only."""


class Hub(Protocol):
    """Topics are dialogue ids, members are member ids. Only `listen` and what it returns belong to the loop."""

    def listen(self, topic: int, member: int) -> Line:
        """Open a line in the running event loop; from now on no nudge is missed."""

    def nudge(self, topic: int, seq: int) -> None:
        """Say from any thread, after the commit, that `topic` has reached `seq`."""

    def doubt(self, member: int) -> None:
        """Wake every line of `member`, from any thread: the right to listen may have ended and is asked anew."""

    def glimpse(self, topic: int, member: int) -> None:
        """Note from any thread that `member` has just fetched a page of `topic`; without script nothing else tells."""

    def here(self, topic: int) -> frozenset[int]:
        """The members who have a line open on `topic`, or fetched a page of it a moment ago."""

    def presence(self, topic: int, member: int) -> Presence:
        """Whether `member` is here, away, or away for long; a hub that has just started knows nobody as away."""

    def close(self) -> None:
        """Close every line, and every later one at once: the process is about to end. From any thread."""
