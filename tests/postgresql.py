"""A PostgreSQL of one's own for a while: `python -m tests.postgresql COMMAND …` runs a command with its address."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

from tests.served import free_port

PLACES = "/usr/lib/postgresql/*/bin"
USERS = ("postgres", "nobody")
READY_WITHIN = 30.0
NONE_HERE = "No PostgreSQL server is installed here (Debian: postgresql), so its tests are left out."


def programs() -> Path | None:
    """The newest folder with initdb and postgres in it."""
    found = sorted(Path("/").glob(PLACES[1:]), key=lambda place: float(place.parent.name))
    on_path = shutil.which("initdb")
    here = [*([Path(on_path).resolve().parent] if on_path else []), *found]
    return next((place for place in reversed(here) if (place / "postgres").exists()), None)


class Postgresql:
    """A server on loopback with a folder that goes away; it refuses to be root, so root lends it another user."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="withness-postgresql-"))
        self._port = free_port()
        self._user = next(user for user in USERS if _exists(user)) if os.getuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user)
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://withness@127.0.0.1:{self._port}/postgres"

    def __enter__(self) -> Postgresql:
        made = ["--username=withness", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        self._start("initdb", f"--pgdata={self._folder / 'data'}", *made).wait(READY_WITHIN)
        self._server = self._start(
            "postgres", "-D", str(self._folder / "data"), "-p", str(self._port), "-h", "127.0.0.1",
            "-k", str(self._folder),
        )  # fmt: skip
        give_up_at = time.monotonic() + READY_WITHIN
        asking = [self._programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self._port)]
        while subprocess.run(asking, check=False).returncode:
            if time.monotonic() > give_up_at or self._server.poll() is not None:
                raise RuntimeError((self._folder / "journal").read_text())
            time.sleep(0.05)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server:
            self._server.send_signal(signal.SIGINT)  # ends sessions, then itself
            self._server.wait(READY_WITHIN)
        shutil.rmtree(self._folder)

    def _start(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        with (self._folder / "journal").open("ab") as journal:
            return subprocess.Popen(
                [self._programs / program, *options],
                cwd=self._folder, stdout=journal, stderr=journal, user=self._user, group=self._group,
            )  # fmt: skip

    @property
    def _group(self) -> int | None:
        return pwd.getpwnam(self._user).pw_gid if self._user else None


def _exists(user: str) -> bool:
    try:
        return bool(pwd.getpwnam(user))
    except KeyError:
        return False


def main(command: list[str]) -> int:
    """Run the command beside a server; without one, say so and leave it out."""
    place = programs()
    if place is None:
        print(NONE_HERE)
        return 0
    with Postgresql(place) as server:
        env = {**os.environ, "WITHNESS_DATABASE_URL": server.url}
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
