"""The memory hub keeps the contract, and keeps nothing else."""

import asyncio
import threading

import pytest

from hub.contract import ADA, TALK, HubContract
from withness.hub import MemoryHub, Presence, hub


class TestMemoryHub(HubContract):
    @pytest.fixture
    def make(self):
        return lambda: MemoryHub(away_after=0.15, long_away_after=0.4)


def test_a_hub_forgets_people_who_are_gone_for_long():
    async def scene():
        small = MemoryHub(away_after=0.01, long_away_after=0.02)
        for topic in range(100):
            small.listen(topic, ADA).close()
        await asyncio.sleep(0.1)
        return small._lines, small._left_at

    assert asyncio.run(scene()) == ({}, {})


def test_the_process_has_one_hub():
    assert hub() is hub()
    assert hub().here(TALK) == frozenset()


def test_whoever_comes_back_while_another_thread_looks_was_never_long_away():
    """The clock is where the reader stands between the lines and the absences: there somebody comes back."""
    looks, came_back, told, now = [], threading.Event(), [], [0]

    def clock():
        if threading.current_thread().name == "reader":
            looks.append(now[0])
            if len(looks) == 2:  # the first look is at who is here
                loops[0].call_soon_threadsafe(come_back)
                came_back.wait(0.05)
        return now[0]

    def come_back():
        small.listen(TALK, ADA)
        came_back.set()

    small, loops = MemoryHub(away_after=20, long_away_after=120, clock=clock), []

    async def play():
        loops.append(asyncio.get_running_loop())
        now[0] = 1000
        small.listen(TALK, ADA).close()
        now[0] += 30
        reader = threading.Thread(target=lambda: told.append(small.presence(TALK, ADA)), name="reader")
        reader.start()
        while reader.is_alive():
            await asyncio.sleep(0.005)

    asyncio.run(play())
    assert (told, len(looks)) == ([Presence.AWAY], 2)
