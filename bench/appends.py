"""Moves kept for good, through the whole way of a request: how many a second on one core, and is each there once."""

import queue
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from uuid import uuid4

from tests.couples import Couple, couples
from tests.faults.ledger import faults_in, log_in
from tests.served import Served
from tests.visitor import Page, Visitor

from bench.ground import busy_for, empty_folder, served
from bench.measure import Measure

BEHIND, MOVES = 6, 24
ROUND = (
    # who, at which step, does what
    (1, "mirroring", "offer"),
    (0, "checking", "choose:got_it"),
    (0, "more", "choose:more"),
    (0, "speaking", "offer"),
)


def run() -> Iterable[Measure]:
    """Measure with one, eight and thirty-two couples at once."""
    for at_once in (1, 8, 32):
        with empty_folder() as folder:
            first, *talking = couples(folder, max(8, 2 * at_once) + 1, BEHIND)
            with served(folder) as house:
                _talk(house, [first], 1)  # the first of everything takes longer, and once
                spent = busy_for(house.process.pid)
                pace, kept = _talk(house, talking, at_once)
                spent = busy_for(house.process.pid) - spent
            wrong = [
                fault
                for couple in talking
                for fault in faults_in(log_in(folder, couple.dialogue_id), kept[couple.dialogue_id])
            ]
        name = "couple" if at_once == 1 else "couples at once"
        yield Measure(
            f"moves kept for good, {at_once} {name}, one core", pace, "/s", 300, more_is_better=True
        )
        yield Measure("  computing for each of them", spent / (MOVES * len(talking)) * 1000, "ms")
        yield Measure("  lost or there twice", len(wrong), "", 0)


def _talk(house: Served, talking: list[Couple], at_once: int) -> tuple[float, dict[int, list[str]]]:
    waiting: queue.SimpleQueue[Couple] = queue.SimpleQueue()
    for couple in talking:
        waiting.put(couple)
    kept: dict[int, list[str]] = {couple.dialogue_id: [] for couple in talking}

    def take_places() -> None:
        while True:
            try:
                couple = waiting.get_nowait()
            except queue.Empty:
                return
            kept[couple.dialogue_id].extend(_moves_of(house, couple))

    began = time.perf_counter()
    with ThreadPoolExecutor(at_once) as people:
        for place in [people.submit(take_places) for _ in range(at_once)]:
            place.result()  # a move that was not taken must not look like a fast one
    return MOVES * len(talking) / (time.perf_counter() - began), kept


def _moves_of(house: Served, couple: Couple) -> Iterator[str]:
    """Make the moves without looking at the pages in between, as it is the writing that is measured."""
    people = [Visitor(house.port, cookies) for cookies in couple.cookies]
    tokens = [person.get(couple.path).hidden["csrfmiddlewaretoken"] for person in people]
    for number in range(MOVES):
        who, step, do = ROUND[number % len(ROUND)]
        move_id = str(uuid4())
        form = {
            "csrfmiddlewaretoken": tokens[who],
            "move_id": move_id,
            "place": f"{step}.{BEHIND + number}",
            "do": do,
            "text": "On Sundays I wake early and I wait for you.",
        }
        answer = _sent(people[who], couple.path, form)
        assert answer.status == 303, (answer.status, step)
        yield move_id


def _sent(person: Visitor, path: str, form: dict[str, str]) -> Page:
    """Send it, and send it again when the server had hung up on a quiet line meanwhile."""
    try:
        return person.post(path, form)
    except (OSError, HTTPException):
        return person.post(path, form)
