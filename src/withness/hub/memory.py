"""The hub of a single process: lines in a dictionary, nudged across threads into the event loop."""

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from withness.hub.contract import AWAY_AFTER, LONG_AWAY_AFTER, Presence, Ring

GLIMPSES = 2000  # topics whose fetched pages are remembered before all are swept out
SLACK = 0.02  # an alarm may go off a little early; whoever looks then must already be seen as away


class MemoryLine:
    """A line that remembers two small things while nobody waits: the newest seq, and that presence changed."""

    __slots__ = ("_closed", "_hub", "_presence", "_seq", "_waiter", "member", "topic")

    def __init__(self, hub: "MemoryHub", topic: int, member: int) -> None:
        self.topic = topic
        self.member = member
        self._hub = hub
        self._seq = 0
        self._presence = False
        self._closed = False
        self._waiter: asyncio.Future[None] | None = None

    async def wait(self, patience: float) -> Ring:
        """The next ring, or a quiet one after `patience` seconds."""
        if ring := self._take():
            return ring
        loop = asyncio.get_running_loop()
        self._waiter = loop.create_future()
        alarm = loop.call_later(patience, self._wake)
        try:
            await self._waiter
        finally:
            alarm.cancel()
            self._waiter = None
        return self._take() or Ring("quiet")

    def close(self) -> None:
        """Hang up and leave."""
        if not self._closed:
            self._closed = True
            self._hub.forget(self)
            self._wake()

    def ring_turn(self, seq: int) -> None:
        """Take in a nudge."""
        self._seq = max(self._seq, seq)
        self._wake()

    def ring_presence(self) -> None:
        """Take in that somebody came or has been away."""
        self._presence = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _take(self) -> Ring | None:
        if self._closed:
            return Ring("closed")
        if self._seq:
            seq, self._seq = self._seq, 0
            return Ring("turn", seq)
        if self._presence:
            self._presence = False
            return Ring("presence")
        return None


class MemoryHub:
    """Lines by topic. Threads may read and nudge; everything that wakes a line runs in the loop."""

    def __init__(
        self,
        *,
        away_after: float = AWAY_AFTER,
        long_away_after: float = LONG_AWAY_AFTER,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._away_after = away_after
        self._long_away_after = long_away_after
        self._clock = clock
        self._started_at = clock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()
        self._lines: dict[int, list[MemoryLine]] = {}
        self._left_at: dict[tuple[int, int], float] = {}
        self._glimpses: dict[int, dict[int, float]] = {}
        self._ending = False

    def listen(self, topic: int, member: int) -> MemoryLine:
        """Open a line in the running event loop."""
        self._loop = asyncio.get_running_loop()
        line = MemoryLine(self, topic, member)
        returning = self._heard(topic, member) is not Presence.HERE
        with self._lock:
            self._lines.setdefault(topic, []).append(line)
            self._left_at.pop((topic, member), None)
        if returning:
            self._ring_presence(topic, but=member)
        if self._ending:
            line.close()
        return line

    def nudge(self, topic: int, seq: int) -> None:
        """Ring every line of `topic`, from any thread."""
        self._in_loop(self._ring_turn, topic, seq)

    def doubt(self, member: int) -> None:
        """Wake every line of `member`."""
        self._in_loop(self._ring_member, member)

    def glimpse(self, topic: int, member: int) -> None:
        """Count a fetched page as being here for a moment; who just came is noticed by those who wait."""
        came = member not in self.here(topic)
        with self._lock:
            if len(self._glimpses) > GLIMPSES:
                self._glimpses.clear()  # all it costs: somebody without script is outlined for a moment
            self._glimpses.setdefault(topic, {})[member] = self._clock()
        if came:
            self._in_loop(partial(self._ring_presence, but=member), topic)

    def here(self, topic: int) -> frozenset[int]:
        """The members with a line open on `topic`, or with a page of it fetched a moment ago."""
        recent = self._clock() - self._away_after
        with self._lock:
            glimpsed = (who for who, at in self._glimpses.get(topic, {}).items() if at > recent)
            return frozenset(glimpsed).union(line.member for line in self._lines.get(topic, ()))

    def presence(self, topic: int, member: int) -> Presence:
        """Here, away or long away, counted from the last line that closed (or from the start of this process)."""
        return Presence.HERE if member in self.here(topic) else self._heard(topic, member)

    def _heard(self, topic: int, member: int) -> Presence:
        """What the lines alone tell. Whoever comes back meanwhile leaves no gap: line and absence change together."""
        with self._lock:
            if any(line.member == member for line in self._lines.get(topic, ())):
                return Presence.HERE
            silence = self._clock() - self._left_at.get((topic, member), self._started_at)
        if silence < self._away_after:
            return Presence.HERE
        return Presence.AWAY if silence < self._long_away_after else Presence.LONG_AWAY

    def close(self) -> None:
        """Close every line, and every later one at once."""
        self._ending = True
        self._in_loop(self._close_lines)

    def forget(self, line: MemoryLine) -> None:
        """Take a closed line off its topic; the last one of a member starts the count of their absence."""
        with self._lock:
            lines = self._lines[line.topic]
            lines.remove(line)
            if not lines:
                del self._lines[line.topic]
            if all(other.member != line.member for other in lines):
                self._left_at[line.topic, line.member] = self._clock()
        self._notice_later(line.topic, line.member)

    def _notice_later(self, topic: int, member: int) -> None:
        left_at = self._left_at.get((topic, member))
        if self._loop is None or left_at is None or self._ending:
            return
        for pause in (self._away_after, self._long_away_after):
            self._loop.call_later(pause + SLACK, self._notice, topic, member, left_at)

    def _notice(self, topic: int, member: int, left_at: float) -> None:
        if self._left_at.get((topic, member)) != left_at:
            return  # came back meanwhile, perhaps left anew
        self._ring_presence(topic, but=member)
        if self.presence(topic, member) is Presence.LONG_AWAY:
            with self._lock:
                del self._left_at[topic, member]  # the start of the process says the same from here on

    def _ring_turn(self, topic: int, seq: int) -> None:
        for line in self._lines.get(topic, ()):
            line.ring_turn(seq)

    def _ring_presence(self, topic: int, *, but: int) -> None:
        for line in self._lines.get(topic, ()):
            if line.member != but:
                line.ring_presence()

    def _ring_member(self, member: int) -> None:
        for line in [line for lines in self._lines.values() for line in lines if line.member == member]:
            line.ring_presence()

    def _close_lines(self) -> None:
        for line in [line for lines in self._lines.values() for line in lines]:
            line.close()

    def _in_loop(self, call: Callable[..., None], *arguments: int) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended: nobody waits any more
                self._loop.call_soon_threadsafe(call, *arguments)
