"""The doorbell: a stream per open page that says "there is something new" and never a word of what.

Subscribe first, then catch up, then follow. The right to listen is asked anew at every ring and every 30 seconds.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import Executor
from contextlib import suppress
from typing import NamedTuple, Protocol
from urllib.parse import parse_qs

from django.http import parse_cookie
from starlette.types import Message, Receive, Scope, Send

from withness.hub import Hub, Line, Ring

HEARTBEAT = 15.0  # seconds; proxies hang up on silence
BEATS_PER_CHECK = 2
STREAM_HEADERS = {"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
LOCKED = b"event: locked\ndata:\n\n"
SOUNDS = {"presence": b"event: presence\ndata:\n\n", "quiet": b":\n\n"}

journal = logging.getLogger("withness.live")


class Caller(NamedTuple):
    """Who asks to listen, as the browser presents it: nothing here is believed before it was checked."""

    host: str
    dialogue_id: int
    session_key: str
    ticket: str
    seen: int


class Standing(NamedTuple):
    """What a check found: the member who may listen, and the seq their dialogue has reached."""

    member_id: int
    last_seq: int


class Door(Protocol):
    """The question whether a caller may listen; it may read the database and is asked in a thread."""

    def __call__(self, caller: Caller, /) -> Standing | None:
        """The caller's standing, or None for anybody who must not listen."""


class Cookies(NamedTuple):
    """The names under which the browser keeps the session and the ticket."""

    session: str
    ticket: str


class DoorStuck(Exception):
    """The question could not be asked, so nobody is let in."""


class Doorbell:
    """The ASGI app behind /live/<dialogue>/; one small object and two tasks per open stream."""

    def __init__(
        self,
        hub: Hub,
        door: Door,
        *,
        checks: Executor,
        cookies: Cookies,
        headers: Mapping[str, str],
        per_member: int,
    ) -> None:
        self._hub = hub
        self._door = door
        self._checks = checks
        self._cookies = cookies
        self._headers = headers
        self._per_member = per_member
        self._lines: dict[int, list[Line]] = defaultdict(list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: 404 for everybody who may not listen, a stream for who may."""
        if scope["method"] != "GET":
            return await self._refuse(send, 405)
        caller = caller_of(scope, self._cookies)
        try:
            standing = await self._ask(caller)
        except DoorStuck:
            return await self._refuse(send, 503)
        if standing is None:
            return await self._refuse(send, 404)
        return await self._open(caller, standing.member_id, receive, send)

    async def _open(self, caller: Caller, member_id: int, receive: Receive, send: Send) -> None:
        line = self._admit(caller.dialogue_id, member_id)
        watch = asyncio.create_task(_hang_up(line, receive))
        try:
            await send(_start(200, self._headers, STREAM_HEADERS))
            await send(_piece(b"retry: 1000\n\n"))
            with suppress(DoorStuck):  # ends the stream; the page calls again
                await self._follow(caller, line, send)
            await send(_piece(b"", more=False))
        finally:
            watch.cancel()
            self._leave(line, member_id)

    async def _follow(self, caller: Caller, line: Line, send: Send) -> None:
        """Ring for every news until the line closes or the right to listen ends."""
        ring, quiet = Ring("turn"), 0  # the first look catches up with what happened before the line was open
        while ring.kind != "closed":
            quiet = quiet + 1 if ring.kind == "quiet" else 0
            if quiet % BEATS_PER_CHECK == 0:
                standing = await self._ask(caller)
                if standing is None:
                    return await send(_piece(LOCKED))
                if standing.last_seq > caller.seen:
                    caller = caller._replace(seen=standing.last_seq)
                    await send(_piece(b"id: %d\nevent: turn\ndata:\n\n" % caller.seen))
            if ring.kind in SOUNDS:
                await send(_piece(SOUNDS[ring.kind]))
            ring = await line.wait(HEARTBEAT)
        return None

    async def _ask(self, caller: Caller) -> Standing | None:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._checks, self._door, caller)
        except Exception as fault:
            journal.exception("door", extra={"event": "door-stuck", "object": caller.dialogue_id})
            raise DoorStuck from fault

    async def _refuse(self, send: Send, status: int) -> None:
        await send(_start(status, self._headers, {"Content-Length": "0"}))
        await send(_piece(b"", more=False))

    def _admit(self, dialogue_id: int, member_id: int) -> Line:
        line = self._hub.listen(dialogue_id, member_id)
        lines = self._lines[member_id]
        lines.append(line)
        if len(lines) > self._per_member:
            lines.pop(0).close()  # the newest page wins
        return line

    def _leave(self, line: Line, member_id: int) -> None:
        line.close()
        lines = self._lines[member_id]
        if line in lines:
            lines.remove(line)
        if not lines:
            del self._lines[member_id]


def caller_of(scope: Scope, names: Cookies) -> Caller:
    """Read who calls from the path, the cookies, and what the page has seen (Last-Event-ID, or ?seen=)."""
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    cookies = parse_cookie(headers.get(b"cookie", ""))
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    return Caller(
        host=headers.get(b"host", ""),
        dialogue_id=scope["path_params"]["dialogue"],
        session_key=cookies.get(names.session, ""),
        ticket=cookies.get(names.ticket, ""),
        seen=_number(headers.get(b"last-event-id") or asked.get("seen", [""])[-1]),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


async def _hang_up(line: Line, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    line.close()


def _piece(body: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": more}


def _start(status: int, *headers: Mapping[str, str]) -> Message:
    pairs = [(name, value) for some in headers for name, value in some.items()]
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in pairs]
    return {"type": "http.response.start", "status": status, "headers": raw}
