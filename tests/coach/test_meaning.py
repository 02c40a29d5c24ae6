"""What a sentence model has a say in, and what it has not; and the real one, where it is installed."""

import hashlib
import math
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.coach.mirroring import mirror
from withness.semantic.finding import Refused
from withness.semantic.loading import SETTING, load


class Reader:
    """Stands where a model would, and says that all is alike; it keeps what it was asked."""

    def __init__(self):
        self.texts = []

    def encode(self, texts):
        self.texts += texts
        return [[1.0]] * len(texts)


class Chance:
    """Says of any two texts something, and always the same."""

    def encode(self, texts):
        turns = [hashlib.sha256(text.encode()).digest()[0] / 40 for text in texts]
        return [[math.cos(turn), math.sin(turn)] for turn in turns]


def test_a_model_is_asked_only_where_words_leave_it_open():
    reader = Reader()
    told = "I wait for you on Sunday morning. The flat was freezing cold."
    mirror(told, "You wait for me on Sunday morning. Your home had no heating.", encoder=reader)
    assert reader.texts == ["the flat was freezing cold", "your home had no heating"]


def test_a_wall_of_text_is_left_to_the_rules():
    reader = Reader()
    wall = " ".join(
        f"Grandfather’s heavy wardrobes number {n} travelled upstairs yesterday afternoon." for n in range(50)
    )
    assert mirror(wall, "You swam in a lake.", encoder=reader) == mirror(wall, "You swam in a lake.")
    assert not reader.texts


SAID = st.lists(
    st.sampled_from(
        ["I", "you", "did", "not", "call", "late", "early", "never", "waited", "on Sunday", ".", ","]
    ),
    min_size=1,
    max_size=24,
).map(" ".join)


@given(SAID, SAID)
def test_what_is_turned_round_is_never_for_a_model_to_say(told, given_back):
    found = mirror(told, given_back, encoder=Chance())
    assert found.contradicted == mirror(told, given_back).contradicted


@given(SAID, SAID)
def test_a_model_only_finds_more_that_came_back(told, given_back):
    alone, found = mirror(told, given_back), mirror(told, given_back, encoder=Chance())
    assert {part[:2] for part in found.missed} <= {part[:2] for part in alone.missed}
    assert {one[:2] for one in found.added} <= {one[:2] for one in alone.added}


class Near:
    """Says of bread and groceries how near they are, and of everything else that it is far away."""

    def __init__(self, near):
        self.near = near

    def encode(self, texts):
        sides = {"bread": [1.0, 0.0, 0.0], "groceries": [self.near, math.sqrt(1 - self.near**2), 0.0]}
        return [next((sides[word] for word in sides if word in text), [0.0, 0.0, 1.0]) for text in texts]


@pytest.mark.parametrize("near", [0.0, 0.3, 0.45, 0.6, 0.8, 1.0])
def test_what_words_find_in_a_gap_is_found_however_near_a_model_says_it_is(near):
    told = "The price of bread has gone up. I wait for you on Sunday."
    given_back = "Groceries cost more than they did. You wait for me on Sunday."
    assert not mirror(told, given_back).added
    found = mirror(told, given_back, encoder=Near(near))
    assert not found.added
    assert not found.missed


@pytest.fixture(scope="module")
def model():
    """The real one, where it is installed or named."""
    named = os.environ.get(SETTING, "")
    loaded = load("" if named == "off" else named)
    if isinstance(loaded, Refused):
        pytest.skip(loaded.reason)
    return loaded


def test_the_model_finds_a_paraphrase(model):
    told, given_back = "The price of bread has gone up.", "Groceries cost more than they did."
    assert mirror(told, given_back).missed
    assert not mirror(told, given_back, encoder=model).missed


def test_the_bytes_of_the_model_are_not_kept_beside_it(model):
    assert not [name for name, kept in vars(model._session).items() if isinstance(kept, bytes)]


def test_reading_together_changes_nothing(model):
    texts = ["i wait", "i waited for you the whole of sunday", "you come", "i wait"]
    together = model.encode(texts)
    assert together[0] == together[3]
    for text, vector in zip(texts, together, strict=True):
        (alone,) = model.encode([text])
        assert sum(x * y for x, y in zip(alone, vector, strict=True)) == pytest.approx(1, abs=1e-4)
