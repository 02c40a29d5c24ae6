"""What was deleted or sealed anew must not live on in the file of writes that stands beside the database."""

from __future__ import annotations

from django.db import connection, transaction

PATIENCE = 1000
"""Milliseconds to wait for those who are reading; whoever let something go waits for the answer meanwhile."""


def leave_no_copy() -> None:
    """Once this transaction is committed, empty the file of writes. Call it where words or keys are erased."""
    if not any(call is _empty for _, call, *_ in connection.run_on_commit):
        transaction.on_commit(_empty)


def empty_write_log() -> bool:
    """Move everything into the database (which wipes what it frees) and cut its file of writes to nothing.

    False when somebody was reading for all that time; the next erasing or the next start does it then.
    PostgreSQL keeps its own log and recycles it by itself.
    """
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout={int(usual)}")
    return not busy


def _empty() -> None:
    empty_write_log()
