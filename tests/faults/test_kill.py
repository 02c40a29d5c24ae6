"""kill -9 in the middle of a dialogue, again and again: nothing acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from couples import PASSPHRASE, couples
from faults.ledger import faults_in, log_in
from faults.nursery import Nursery
from faults.talking import Talker
from served import Served, free_port
from visitor import Visitor

pytestmark = pytest.mark.sqlite
KILLS = int(os.environ.get("WITHNESS_KILLS", "50"))


def talk_until_killed(kill: Callable[[], None], talkers: list[Talker], *, moves: int, then: float) -> None:
    """Kill the house `then` seconds after so many more moves were kept, so that a slow computer gets as far."""
    enough = sum(len(talker.acknowledged) for talker in talkers) + moves
    threads = [threading.Thread(target=talker.talk) for talker in talkers]
    for thread in threads:
        thread.start()
    while sum(len(talker.acknowledged) for talker in talkers) < enough:
        fallen = [
            talker.broken for talker, thread in zip(talkers, threads, strict=True) if not thread.is_alive()
        ]
        assert not fallen, fallen
        time.sleep(0.001)
    time.sleep(then)
    kill()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()


def test_a_dialogue_outlives_every_kill(data_folder: Path) -> None:
    (couple,) = couples(data_folder)
    chance, port = random.Random(7), free_port()
    talkers = [Talker(name, Visitor(port), couple.path) for name in couple.names]
    with Served(data_folder, port=port) as house:
        for talker in talkers:
            assert talker.visitor.sign_in(talker.name, PASSPHRASE).status == 303
        talk_until_killed(house.process.kill, talkers, moves=3, then=0)
    with Nursery(data_folder, port) as nursery:
        for _ in range(KILLS - 1):
            with nursery.house() as kill:
                talk_until_killed(kill, talkers, moves=chance.randint(0, 6), then=chance.uniform(0, 0.04))
    acknowledged = [move_id for talker in talkers for move_id in talker.acknowledged]
    assert [talker.surprises for talker in talkers] == [[], []]
    print(
        f"{KILLS} kills, {len(acknowledged)} moves, {sum(talker.sent_again for talker in talkers)} sent again"
    )
    assert faults_in(log_in(data_folder, couple.dialogue_id), acknowledged) == []
    with Served(data_folder, port=port):
        both_can_read(talkers)


def both_can_read(talkers: list[Talker]) -> None:
    """Every page folds the whole log, so it opens every move; the one who tells sees each of their words once."""
    pages = [talker.visitor.get(talker.path) for talker in talkers]
    assert [page.status for page in pages] == [200, 200]
    teller, page = talkers[0], pages[0]
    while "choose:more" not in page.buttons:
        for talker in talkers:
            talker._turn()
        page = teller.visitor.get(teller.path)
    assert [text for text in teller.said if page.text.count(text) != 1] == []
    for talker in talkers:
        talker.visitor.hang_up()
