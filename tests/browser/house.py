"""A real server in its own process, for tests that play with real browsers or kill it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path


class House:
    """`withness serve` on a free port of loopback, with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.journal = folder.parent / f"{folder.name}.journal"
        self.running: subprocess.Popen[bytes] | None = None

    def open(self) -> House:
        with self.journal.open("ab") as journal:
            self.running = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "withness.cli",
                    "serve",
                    "--data",
                    self.folder,
                    "--port",
                    str(self.port),
                ],
                stdout=journal,
                stderr=journal,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(self.journal.read_text())

    def kill(self) -> None:
        """End it the hard way, as a power cut would."""
        self._end(signal.SIGKILL)

    def close(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.running:
            self.running.send_signal(how)
            self.running.wait(20)
            self.running = None
