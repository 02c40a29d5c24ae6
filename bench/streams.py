"""A thousand open streams: memory of each, threads, and how long it takes until everybody has heard the bell."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from bench.measure import Measure
from bench.stage import Seat, open_stage, seats

STREAMS = 1000
PER_SEAT = 2
PORT = 8397


def run() -> Iterable[Measure]:
    """Measure with a real server process and raw connections."""
    with tempfile.TemporaryDirectory() as folder:
        open_stage(Path(folder))
        everybody = seats(STREAMS // PER_SEAT // 2)
        command = [sys.executable, "-m", "bench.stream_server", folder, str(PORT)]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as server:
            yield from asyncio.run(_measure(server, everybody))


async def _measure(server: subprocess.Popen[bytes], everybody: list[Seat]) -> list[Measure]:
    await asyncio.gather(*[_close(await _open(seat)) for seat in everybody[:20]])  # warm up
    await asyncio.sleep(0.5)
    before = _status(server.pid, "VmRSS")
    lines = [await _open(seat) for seat in everybody for _ in range(PER_SEAT)]
    await asyncio.sleep(1)
    each = (_status(server.pid, "VmRSS") - before) / len(lines)
    threads = _status(server.pid, "Threads")
    times = sorted(await _ring(server, lines))
    assert server.stdin is not None
    server.stdin.close()
    await asyncio.gather(*(_close(line) for line in lines))
    return [
        Measure(f"memory of each of {len(lines)} streams", each, "KB", 50),
        Measure("threads of the server", threads, "", 60),
        Measure("half of all have heard the bell after", times[len(times) // 2] * 1000, "ms", 1000),
        Measure("all have heard the bell after", times[-1] * 1000, "ms", 2000),
    ]


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _open(seat: Seat) -> Line:
    for _ in range(200):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
            break
        except OSError:
            await asyncio.sleep(0.1)
    path = f"/live/{seat.dialogue_id}/"
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {seat.cookies}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    await reader.readuntil(b"retry: 1000\n\n")
    return reader, writer


async def _close(line: Line) -> None:
    line[1].close()
    await line[1].wait_closed()


async def _ring(server: subprocess.Popen[bytes], lines: list[Line]) -> list[float]:
    async def heard(line: Line) -> float:
        await line[0].readuntil(b"event: turn")
        return time.monotonic() - pulled_at

    waiting = [asyncio.ensure_future(heard(line)) for line in lines]
    pulled_at = time.monotonic()
    assert server.stdin is not None
    server.stdin.write(b"ring\n")
    server.stdin.flush()
    return await asyncio.gather(*waiting)


def _status(pid: int, name: str) -> int:
    rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith(name + ":"))
