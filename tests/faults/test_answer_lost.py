"""The line breaks when the move was kept and no answer has come: sent again, it has the same answer and one row."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from couples import couples
from faults.ledger import faults_in, log_in
from served import Served
from visitor import Visitor, next_form

pytestmark = pytest.mark.sqlite
ROUNDS = 40


def test_sent_again_it_is_the_same_move(data_folder: Path) -> None:
    (couple,) = couples(data_folder)
    sent: list[str] = []
    with Served(data_folder) as house:
        people = [Visitor(house.port, cookies) for cookies in couple.cookies]
        while len(sent) < ROUNDS:
            for person in people:
                form = next_form(person.get(couple.path), f"word {len(sent)}")
                if form is None:
                    continue
                before = len(log_in(data_folder, couple.dialogue_id))
                person.send(couple.path, form)
                wait_for_row(data_folder, couple.dialogue_id, before + 1)
                person.hang_up()
                answers = [person.post(couple.path, form) for _ in range(2)]
                assert [(answer.status, answer.leads_to) for answer in answers] == [(303, couple.path)] * 2
                sent.append(form["move_id"])
        for person in people:
            person.hang_up()
    log = log_in(data_folder, couple.dialogue_id)
    assert faults_in(log, sent) == []
    assert [line.move_id for line in log[-len(sent) :]] == sent


def wait_for_row(folder: Path, dialogue_id: int, rows: int) -> None:
    give_up_at = time.monotonic() + 10
    while len(log_in(folder, dialogue_id)) < rows:
        assert time.monotonic() < give_up_at, "the move never arrived"
        time.sleep(0.002)
