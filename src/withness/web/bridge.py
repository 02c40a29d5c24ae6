"""Django's pages behind the event loop: one trip to a worker thread and back for each request."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any, NamedTuple
from wsgiref.types import WSGIApplication

from starlette.types import Receive, Scope, Send

MOST = 1 << 20
"""Bytes of a body that are read; a longer one is cut here, and Django refuses it with a page of its own."""
NOT_OF_HTTP = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}
"""Headers that WSGI calls by other names than `HTTP_…`."""


class Answer(NamedTuple):
    """What the application said, as it is sent."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Pages:
    """An ASGI application around a WSGI one whose answers are small enough to be sent whole."""

    def __init__(self, app: WSGIApplication, *, threads: int) -> None:
        self._app = app
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; one whose sender went away before its end is dropped, for half a form is none."""
        if scope["type"] != "http":
            return await send({"type": "websocket.close", "code": 1000})
        body = await body_of(receive)
        if body is None:
            return None
        environ = environ_of(scope, body)
        answer = await asyncio.get_running_loop().run_in_executor(self._threads, self._answer, environ)
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        return await send({"type": "http.response.body", "body": answer.body})

    def _answer(self, environ: dict[str, Any]) -> Answer:
        told: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], fault: Any = None, /) -> Any:
            told[:] = status, headers

        pieces = self._app(environ, start)
        body = _joined(pieces)
        status, headers = told
        lines = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return Answer(int(status[:3]), lines, body)


def _joined(pieces: Iterable[bytes]) -> bytes:
    try:
        return b"".join(pieces)
    finally:
        if close := getattr(pieces, "close", None):
            close()


async def body_of(receive: Receive) -> bytes | None:
    """Read a request's body, or as much of it as is ever read; None when its sender went away."""
    pieces, size, more = [], 0, True
    while more and size <= MOST:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        more = message.get("more_body", False)
    return b"".join(pieces)


def environ_of(scope: Scope, body: bytes) -> dict[str, Any]:
    """Describe a request as PEP 3333 does."""
    host, port = scope.get("server") or ("localhost", 80)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _add_header(environ, name, value.decode("latin-1"))
    if body:
        environ["CONTENT_LENGTH"] = str(len(body))
    return environ


def _add_header(environ: dict[str, Any], name: bytes, value: str) -> None:
    key = NOT_OF_HTTP.get(name) or "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
    if key in environ:
        value = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
    environ[key] = value
