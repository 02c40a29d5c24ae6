"""The memory hub keeps the contract, and keeps nothing else."""

import asyncio

import pytest

from hub.contract import ADA, TALK, HubContract
from withness.hub import MemoryHub, hub


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
