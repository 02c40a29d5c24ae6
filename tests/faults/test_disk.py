"""The disk is full, or another process holds the database: words stay on the page, and go through later."""

from __future__ import annotations

import resource
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from couples import Couple, couples
from faults.ledger import Line, faults_in, log_in
from served import Served
from visitor import Page, Visitor, next_form

pytestmark = pytest.mark.sqlite
TESTS = 3
WORDS = "You wake early, and the kitchen is cold."


class Table:
    """Bo, who is about to mirror, in a running house."""

    def __init__(self, house: Served, couple: Couple) -> None:
        self.house, self.couple = house, couple
        self.bo = Visitor(house.port, couple.cookies[1])
        form = next_form(self.bo.get(couple.path), WORDS)
        assert form is not None
        self.form = form

    def offer(self) -> Page:
        return self.bo.post(self.couple.path, self.form)

    @property
    def log(self) -> list[Line]:
        return log_in(self.house.data, self.couple.dialogue_id)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, list[Couple]]]:
    """A house with a couple for each test."""
    folder = tmp_path_factory.mktemp("disk") / "data"
    folder.mkdir()
    told = couples(folder, TESTS, moves=6)  # up to the piece that Bo is to mirror
    with Served(folder) as running:
        yield running, told


@pytest.fixture
def table(house: tuple[Served, list[Couple]]) -> Iterator[Table]:
    running, waiting = house
    here = Table(running, waiting.pop())
    yield here
    here.bo.hang_up()


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the database for writing, as a backup or another program may."""
    with closing(sqlite3.connect(folder / "withness.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def no_room(pid: int) -> Iterator[None]:
    """Let no file of a process grow beyond its first byte: what a full disk does to it."""
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, hard))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


def refused_kindly(table: Table, answer: Page) -> None:
    assert answer.status == 503
    assert "Your words are still here." in answer.text
    assert WORDS in answer.text
    assert "Traceback" not in answer.text
    assert answer.hidden["move_id"] == table.form["move_id"]


def kept_once(table: Table, before: list[Line]) -> None:
    assert len(table.log) == len(before) + 1
    assert faults_in(table.log, [table.form["move_id"]]) == []


def test_a_full_disk_keeps_the_words_on_the_page(table: Table) -> None:
    before = table.log
    with no_room(table.house.process.pid):
        refused_kindly(table, table.offer())
        assert table.bo.get(table.couple.path).status == 200, "what is there can still be read"
    assert table.log == before
    assert table.offer().status == 303
    kept_once(table, before)


def test_a_short_wait_is_waited_for(table: Table) -> None:
    before, answers = table.log, []
    waiting = threading.Thread(target=lambda: answers.append(table.offer().status))
    with held(table.house.data):
        waiting.start()
        waiting.join(1)
        assert waiting.is_alive()
    waiting.join(10)
    assert answers == [303]
    kept_once(table, before)


def test_a_long_wait_ends_with_the_words_on_the_page(table: Table) -> None:
    before = table.log
    with held(table.house.data):
        refused_kindly(table, table.offer())
    assert table.offer().status == 303
    kept_once(table, before)
