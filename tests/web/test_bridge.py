"""The bridge to Django: a request arrives whole or not at all, and as WSGI describes it."""

import asyncio
import contextlib

from withness.web.bridge import MOST, Pages, body_of, environ_of

SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/caf\u00e9/",
    "query_string": b"a=1",
    "http_version": "1.1",
    "scheme": "http",
    "server": ("localhost", 8080),
    "client": ("127.0.0.1", 4711),
    "headers": [(b"host", b"localhost"), (b"content-type", b"text/plain")],
}


def says(*messages):
    waiting = list(messages)

    async def receive():
        return waiting.pop(0)

    return receive


def piece(body, more=False):
    return {"type": "http.request", "body": body, "more_body": more}


GONE = {"type": "http.disconnect"}


def asked(scope, *messages, app=None):
    """Send a request over the bridge; gives what Django was asked, and what was sent back."""
    seen, sent = [], []

    def django(environ, start):
        seen.append((environ, environ["wsgi.input"].read()))
        start("200 OK", [("Content-Type", "text/plain"), ("X-Name", "caf\u00e9")])
        return [b"it ", b"is ", b"there"]

    async def send(message):
        sent.append(message)

    asyncio.run(Pages(app or django, threads=1)(scope, says(*messages), send))
    return seen, sent


def test_a_form_arrives_whole_and_its_answer_is_sent_whole():
    seen, sent = asked(SCOPE, piece(b"half ", more=True), piece(b"and half"))
    ((environ, body),) = seen
    assert body == b"half and half"
    assert environ["CONTENT_LENGTH"] == "13"
    assert environ["CONTENT_TYPE"] == "text/plain"
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/caf\u00e9/"
    assert sent[0]["status"] == 200
    assert (b"x-name", b"caf\xe9") in sent[0]["headers"]
    assert sent[1]["body"] == b"it is there"


def test_half_a_form_is_no_form():
    assert asked(SCOPE, piece(b"half ", more=True), GONE) == ([], [])


def test_a_body_without_end_is_read_no_further_than_it_is_refused():
    endless = [piece(b"x" * (MOST // 2), more=True)] * 9
    body = asyncio.run(body_of(says(*endless)))
    assert MOST < len(body) <= 2 * MOST


def test_a_header_that_comes_twice_is_one():
    twice = [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x-more", b"1"), (b"x-more", b"2")]
    environ = environ_of({**SCOPE, "headers": twice}, b"")
    assert (environ["HTTP_COOKIE"], environ["HTTP_X_MORE"]) == ("a=1; b=2", "1,2")


def test_what_is_open_is_closed_even_when_reading_it_fails():
    closed = []

    class Broken:
        def __iter__(self):
            raise OSError

        def close(self):
            closed.append(True)

    with contextlib.suppress(OSError):
        asked(SCOPE, piece(b""), app=lambda environ, start: Broken())
    assert closed == [True]


def test_a_socket_is_closed_kindly():
    assert asked({"type": "websocket"}) == ([], [{"type": "websocket.close", "code": 1000}])
