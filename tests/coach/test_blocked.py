"""Requests that would rule another's life are found in many wordings; small and kind ones pass."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from withness.coach.asking import blocked, blocked_classes

HERE = Path(__file__).parent
CLASSES = [name for name, _ in blocked_classes()]


def wordings(name: str) -> dict[str, list[str]]:
    read: dict[str, list[str]] = yaml.safe_load((HERE / f"requests_{name}.yaml").read_text(encoding="utf-8"))
    return read


ASKED, HELD = wordings("asked"), wordings("held")
WELCOME: list[str] = yaml.safe_load((HERE / "requests_welcome.yaml").read_text(encoding="utf-8"))


def test_there_are_ten_classes_with_many_wordings_each() -> None:
    assert list(ASKED) == CLASSES == list(HELD)
    assert len(CLASSES) == 10
    assert min(len(asked) for asked in ASKED.values()) >= 12


@pytest.mark.parametrize("name", CLASSES)
def test_every_wording_of_a_class_is_found(name: str) -> None:
    assert [text for text in ASKED[name] if blocked(text) is None] == []
    right = [text for text in ASKED[name] if (found := blocked(text)) and found.id == name]
    assert len(right) >= 0.8 * len(ASKED[name])


def test_most_of_the_wordings_that_came_later_are_found_too() -> None:
    said = [text for held in HELD.values() for text in held]
    assert len([text for text in said if blocked(text)]) >= 0.7 * len(said)


def test_small_and_kind_requests_pass() -> None:
    assert [text for text in WELCOME if blocked(text) is not None] == []
    assert len(WELCOME) >= 100


@pytest.mark.parametrize("name", CLASSES)
def test_capitals_signs_and_spaces_hide_nothing(name: str) -> None:
    for text in ASKED[name]:
        shouted = "  " + ",\n ".join(text.upper().split()) + "!!!"
        assert (found := blocked(shouted))
        assert found.id == blocked(text).id


def test_what_is_mine_is_mine_to_ask_help_with() -> None:
    assert blocked("Take your pills")
    assert blocked("Remind me to take my pills on Sundays") is None
    assert blocked("Change your doctor")
    assert blocked("Drive me to my doctor") is None


def test_what_it_is_about_is_said_with_a_name() -> None:
    assert blocked("Share your location").about == "where the other is"
    assert blocked("Share your location", other="{Bo}").about == "where {Bo} is"


@given(st.text(max_size=400))
def test_anything_at_all_can_be_read(text: str) -> None:
    found = blocked(text)
    assert found is None or found.id in CLASSES


@pytest.mark.parametrize(
    "word", ["stop", "see", "your", "before", "my", "where you are", "let me decide", "not"]
)
def test_no_text_takes_long(word: str) -> None:
    """A text as long as a page takes, made of the beginnings of patterns, is read in a moment."""
    long = f"{word} " * (20_000 // len(word))
    begun = time.process_time()
    blocked(long)
    once = time.process_time() - begun
    begun = time.process_time()
    blocked(long * 2)
    assert time.process_time() - begun < 4 * once + 0.5
