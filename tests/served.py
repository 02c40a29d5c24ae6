"""A real server in a process of its own, for tests that play in browsers, pull plugs or read the terminal."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType

READY_WITHIN = 60.0  # against hanging only: how long it takes is measured by `make bench`
PORTS = range(
    15_000, 32_000
)  # below those that connections take by themselves, so that a restart finds its own again
SOURCES = str(Path(__file__).parents[1] / "src")


def free_port() -> int:
    """A port where nobody listens, and where no outgoing connection will sit when a server comes back to it."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


def is_answered(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Served:
    """`withness serve` on a free port of the loopback; a context manager."""

    def __init__(self, data: Path, *options: str, port: int = 0, **env: str) -> None:
        self.data = data
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.started_at = time.monotonic()
        command = [
            sys.executable,
            "-m",
            "withness.cli",
            "serve",
            "--port",
            str(self.port),
            "--data",
            str(data),
        ]
        self.process = subprocess.Popen(
            [*command, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": SOURCES, **env},
        )
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def said(self) -> str:
        """Everything the terminal has shown so far."""
        return "".join(self._lines)

    def wait_until_open(self) -> "Served":
        """Wait until it said so and answers, or fail with what it said."""
        give_up_at = self.started_at + READY_WITHIN
        while "Ctrl+C" not in self.said or not is_answered(self.port):
            assert self.process.poll() is None, self.wait_until_ended()
            assert time.monotonic() < give_up_at, self.said
            time.sleep(0.02)
        return self

    def wait_until_ended(self, patience: float = READY_WITHIN) -> str:
        """Wait for the process to end by itself; everything it said."""
        self.process.wait(patience)
        self._reader.join(patience)
        return self.said

    def stop(self, sign: int = signal.SIGTERM) -> str:
        """Ask it to stop, and wait."""
        if self.process.poll() is None:
            self.process.send_signal(sign)
        return self.wait_until_ended()

    def __enter__(self) -> "Served":
        try:
            return self.wait_until_open()
        except BaseException:
            self.process.kill()
            self.close()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.close()

    def close(self) -> None:
        """Let go of an ended process."""
        self.process.wait(READY_WITHIN)
        self._reader.join(READY_WITHIN)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.append(line)
