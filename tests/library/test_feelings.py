"""Feelings are feelings; accusations are answered with feelings."""

import pytest

from withness.library.feelings import ACCUSATIONS, BODY, FAMILIES, WORDS, beneath


def test_eight_families_of_seven_different_words() -> None:
    assert [len(family.words) for family in FAMILIES] == [7] * 8
    assert len(WORDS) == 56
    assert len({family.hue for family in FAMILIES}) == 8


@pytest.mark.parametrize("word", ACCUSATIONS)
def test_what_lies_beneath_is_something_one_can_feel(word: str) -> None:
    assert word not in WORDS
    assert set(beneath(word)) <= WORDS | set(BODY)


def test_beneath_forgives_spaces_and_capitals_and_leaves_other_words_alone() -> None:
    assert beneath("  Ignored ") == ("lonely", "sad", "angry")
    assert beneath("lonely") == ()
    assert beneath("") == ()
