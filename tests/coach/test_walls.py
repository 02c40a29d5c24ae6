"""No text makes the coach slow, however it is made. `make fuzz` goes on with this for a minute."""

import time
from random import Random

import pytest

from coach.walls import READERS, SIZES, took, walls

LIMIT = 150
"""Milliseconds; the goal is 50, and here the computer has other tests to run. What explodes takes seconds."""
FOR = 0.05


@pytest.mark.parametrize("reader", READERS)
def test_no_wall_of_text_takes_long(reader):
    texts, ends = walls(Random(reader)), time.process_time() + FOR
    took(reader, "I wait.", "You wait.")
    while time.process_time() < ends:
        text, other = next(texts), next(texts)
        assert took(reader, text, other) < LIMIT, (text[:200], len(text), other[:200], len(other))


@pytest.mark.parametrize("run", ["never ever ", "so that ", "sad unhappy down "])
def test_what_once_was_slow_is_no_longer(run):
    text = (run * (100_000 // len(run)))[: SIZES[-1]]
    for reader in READERS:
        assert took(reader, text, text) < LIMIT, reader


def test_walls_are_of_every_size_and_made_of_many_things():
    texts = walls(Random(1))
    some = [next(texts) for _ in range(60)]
    assert {len(text) for text in some} == set(SIZES)
    assert len({text[:40] for text in some}) > 40
