"""Copies of the database as it was before its tables change: of SQLite always, of PostgreSQL where its tools are."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from withness.web import folder, house

COPIES_KEPT = 3
COPIES_KEPT_FOR = timedelta(days=7)
NO_TOOLS = (
    "No copy of the database was kept before its tables changed: pg_dump and pg_restore are not installed here "
    "(Debian: postgresql-client). Keep backups of your PostgreSQL yourself."
)
NOT_COPIED = "The database could not be copied before its tables change ({why}). Nothing was changed."
PLACES = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "service": "PGSERVICE"}


def keep_copy(data: Path, now: datetime) -> str:
    """Copy the database, see to it that the copy is whole, and keep the newest three; says why there is none."""
    if connection.vendor == "sqlite":
        _copy_sqlite(data, data / "copies" / f"before-{now:%Y%m%d-%H%M%S}.sqlite3")
    elif shutil.which("pg_dump") and shutil.which("pg_restore"):
        _copy_postgresql(data / "copies" / f"before-{now:%Y%m%d-%H%M%S}.dump")
    else:
        return NO_TOOLS
    for old in _copies(data)[:-COPIES_KEPT]:
        old.unlink()
    return ""


def forget_old_copies(data: Path, now: datetime) -> None:
    """Drop the copies that are older than a week: they hold what was let go since."""
    for copy in _copies(data):
        if copy.stat().st_mtime < (now - COPIES_KEPT_FOR).timestamp():
            copy.unlink()


def _copies(data: Path) -> list[Path]:
    """Give the copies, the oldest first."""
    return sorted((data / "copies").glob("before-*"))


def _copy_sqlite(data: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(data / folder.SQLITE_NAME)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise house.CannotStart(f"The database in {data} is damaged; restore a backup before going on.")


def _copy_postgresql(target: Path) -> None:
    """Dump in PostgreSQL's own format; reading its list of contents back shows that it came to its end."""
    try:
        _run("pg_dump", "--format=custom", f"--file={target}")
        _run("pg_restore", "--list", str(target))
    except subprocess.CalledProcessError as fault:
        target.unlink(missing_ok=True)
        why = (fault.stderr.strip().splitlines() or ["no reason was given"])[-1]
        raise house.CannotStart(NOT_COPIED.format(why=why)) from fault


def _run(*command: str) -> None:
    """Run a tool of PostgreSQL. Where and with which password lies in its environment, which nobody else can list."""
    known = connection.settings_dict
    places = {name: str(known[key]) for key, name in PLACES.items() if known[key]}
    options = {name: str(known["OPTIONS"][key]) for key, name in OPTIONS.items() if key in known["OPTIONS"]}
    subprocess.run(  # noqa: S603 - our own words, and a path of ours
        command, env={**os.environ, **places, **options}, check=True, capture_output=True, text=True
    )
