"""A house that can be closed, killed and opened again at the same address, for pages that stay open meanwhile."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

from served import Served, free_port
from withness.web.folder import SQLITE_NAME


class House:
    """`withness serve` on one port and one data folder, with a folder of its own for temporary files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.passing = folder.parent / f"{folder.name}.passing"
        self.passing.mkdir()
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.said_before = ""
        self.running: Served | None = None

    @property
    def said(self) -> str:
        """Everything its terminal has shown, through all restarts."""
        return self.said_before + (self.running.said if self.running else "")

    def open(self) -> House:
        self.running = Served(self.folder, port=self.port, TMPDIR=str(self.passing)).__enter__()
        return self

    def kill(self) -> None:
        """End it the hard way, as a power cut would."""
        self._end(signal.SIGKILL)

    def close(self) -> None:
        self._end(signal.SIGTERM)

    def spaces_are(self, kind: str) -> None:
        """Let the other one be something else to whoever opened a space: "child", "spouse" …"""
        with closing(sqlite3.connect(self.folder / SQLITE_NAME, timeout=10)) as rows, rows:
            rows.execute("UPDATE people_relationship SET kind = ?", [kind])

    def _end(self, how: signal.Signals) -> None:
        if self.running:
            self.running.stop(how)
            self.said_before, ended, self.running = self.said, self.running, None
            ended.close()
