"""The least a server can do, for reference: the same bytes from one route; a bell that only counts."""

import asyncio
import sys
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

PAGE = """<!doctype html><title>bare</title><p id="n">0</p><script>
new EventSource("/bell").onmessage = (event) => { document.getElementById("n").textContent = event.data; };
</script>"""


class Bell:
    """A number that others wait for."""

    def __init__(self) -> None:
        self.number = 0
        self.rung = asyncio.Condition()

    async def ring(self, request: Request) -> Response:
        """Count on, and wake everybody."""
        async with self.rung:
            self.number += 1
            self.rung.notify_all()
        return Response(str(self.number))

    async def listen(self, request: Request) -> Response:
        """Send each new number as it comes."""
        return StreamingResponse(self._numbers(), media_type="text/event-stream")

    async def _numbers(self) -> AsyncIterator[str]:
        yield ": here\n\n"
        while True:
            async with self.rung:
                await self.rung.wait()
                number = self.number
            yield f"data: {number}\n\n"


def main(port: str, size: str) -> None:
    """Serve until killed."""
    body = b"x" * int(size)
    bell = Bell()

    async def same_bytes(request: Request) -> Response:
        return Response(body, media_type="text/html")

    async def page(request: Request) -> Response:
        return HTMLResponse(PAGE)

    routes = [
        Route("/bytes", same_bytes),
        Route("/", page),
        Route("/ring", bell.ring),
        Route("/bell", bell.listen),
    ]
    uvicorn.run(
        Starlette(routes=routes),
        port=int(port),
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        lifespan="off",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
