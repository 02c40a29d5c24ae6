"""Before tables change, the database is copied; the copy holds everything and comes back whole."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from people.ground import together
from withness.people.models import Member
from withness.web import copies, house, upkeep

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="this is about PostgreSQL")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "copies").mkdir()
    return tmp_path


def asked(sql: str, database: str) -> str:
    known = connection.settings_dict
    command = [
        "psql",
        "-At",
        "-h",
        known["HOST"],
        "-p",
        known["PORT"],
        "-U",
        known["USER"],
        "-c",
        sql,
        database,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@on_postgresql
def test_a_copy_of_postgresql_comes_back_whole(data: Path) -> None:
    together()
    assert copies.keep_copy(data, NOW) == ""
    (copy,) = (data / "copies").iterdir()
    asked("CREATE DATABASE brought_back", "postgres")
    try:
        known = connection.settings_dict
        where = ["-h", known["HOST"], "-p", known["PORT"], "-U", known["USER"], "-d", "brought_back"]
        subprocess.run(["pg_restore", *where, str(copy)], check=True)
        assert (
            asked("SELECT count(*) FROM people_member", "brought_back") == str(Member.objects.count()) == "2"
        )
    finally:
        asked("DROP DATABASE brought_back", "postgres")


@on_postgresql
def test_a_copy_that_fails_stops_everything_and_leaves_nothing_half(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "nothing_of_that_name")
    with pytest.raises(house.CannotStart, match=r"could not be copied.*nothing_of_that_name"):
        copies.keep_copy(data, NOW)
    assert list((data / "copies").iterdir()) == []


@on_postgresql
def test_without_the_tools_it_is_said_and_goes_on(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(data))
    assert copies.keep_copy(data, NOW) == copies.NO_TOOLS


@on_postgresql
def test_at_the_start_there_is_a_copy_when_tables_change(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", data)
    call_command("migrate", "people", "0002_circles", verbosity=0)
    assert upkeep.update_tables(NOW) == ""
    assert len(list((data / "copies").iterdir())) == 1
    assert upkeep.update_tables(NOW) == ""
    assert len(list((data / "copies").iterdir())) == 1


def test_the_newest_three_are_kept_and_none_longer_than_a_week(data: Path) -> None:
    folder = data / "copies"
    for day in range(1, 6):
        (folder / f"before-2026040{day}-000000.dump").write_bytes(b"")
    if connection.vendor == "postgresql":
        copies.keep_copy(data, NOW)
        assert [path.name[7:15] for path in sorted(folder.iterdir())] == ["20260404", "20260405", "20260501"]
    old = (NOW - timedelta(days=8)).timestamp()
    for path in folder.iterdir():
        os.utime(path, (old, old))
    (folder / "before-20260430-000000.dump").write_bytes(b"")
    os.utime(folder / "before-20260430-000000.dump", (NOW.timestamp(), NOW.timestamp()))
    copies.forget_old_copies(data, NOW)
    assert [path.name for path in folder.iterdir()] == ["before-20260430-000000.dump"]
