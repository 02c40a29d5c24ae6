"""Pictures are small, repeatable, without ids, and drawn by the rules of the house."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.web import pictures
from withness.web.pictures import EMBER, TIDE, Mark

ALL = {
    "meeting": pictures.meeting(),
    "alone": pictures.meeting(here=False),
    "waiting": pictures.waiting(TIDE),
    "arriving": pictures.arriving(),
    "resting": pictures.resting(),
    "breathing": pictures.breathing(),
    "keepsake": pictures.keepsake(9),
    "logo": pictures.logo(),
    "two phones": pictures.two_phones(),
    "one room": pictures.one_room(),
    "letter": pictures.letter(),
}


@pytest.mark.parametrize("name", ALL)
def test_a_picture_is_small_decorative_and_repeatable(name: str) -> None:
    drawing = ALL[name]
    assert len(drawing) < 3 * 1024
    assert 'aria-hidden="true"' in drawing
    assert not re.search(r"\sid=|style=|url\(", drawing)


def test_even_the_oldest_keepsake_stays_small() -> None:
    assert len(pictures.keepsake(5000)) < 3 * 1024


@given(st.integers(min_value=3, max_value=40), st.floats(min_value=5, max_value=80))
def test_rings_stand_five_to_seven_per_cent_further_apart_each_time(count: int, first: float) -> None:
    gaps = [b - a for a, b in pairwise(pictures.radii(count, first))]
    assert all(1.05 <= later / earlier <= 1.07 for earlier, later in pairwise(gaps))


@given(st.integers(min_value=1, max_value=60))
def test_rings_fade_to_nothing_and_squares_become_circles(count: int) -> None:
    fading = [pictures.opacity(index, count) for index in range(count + 1)]
    assert fading[0] == 1
    assert fading[-1] == 0
    assert all(a > b for a, b in pairwise(fading))
    corners = [pictures.corner(index, count) for index in range(count)]
    assert corners[0] == pytest.approx(0.68)
    assert all(c == 1 for i, c in enumerate(corners) if i >= 0.6 * count)


def test_a_person_is_colour_and_shape() -> None:
    assert "<rect" not in pictures.waiting(EMBER)
    assert pictures.waiting(TIDE).count("<rect") == 7
    assert 'class="iris"' in pictures.meeting(Mark("iris", "circle"), Mark("honey", "square"))


def test_somebody_who_is_not_here_is_an_outline() -> None:
    assert pictures.arriving(here=False).count("dot") == 1
    assert pictures.arriving(here=True).count("dot") == 2


def test_petals_fill_the_wheel_without_touching() -> None:
    spots = [pictures.petal_label(index, 8) for index in range(8)]
    assert spots[0] == (0, -126)
    assert len(set(spots)) == 8
    assert len({pictures.petal(index, 8) for index in range(8)}) == 8
