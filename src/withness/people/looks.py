"""How the people of a space are told apart: up to eight looks of four hues and two shapes, and a letter on each."""

from __future__ import annotations

PALETTES = {"ember-tide": ("ember", "tide"), "honey-iris": ("honey", "iris")}
HUES = tuple(hue for pair in PALETTES.values() for hue in pair)
SHAPES = ("circle", "square")
MOST_SEATS = len(HUES) * len(SHAPES)


def hue_of_seat(seat: int, *, palette: str, first: str) -> str:
    """Give the hue of a seat, when the first seat took `first` of this pair.

    Two people have one pair of colours, four people both. From the fifth on a hue comes again in the other shape,
    so that no look is there twice and neighbours differ in both.
    """
    pair = PALETTES[palette]
    other = next(each for name, each in PALETTES.items() if name != palette)
    first_pair = pair if first == pair[0] else pair[::-1]
    return (*first_pair, *other, *first_pair[::-1], *other[::-1])[seat]


def shape_of_seat(seat: int) -> str:
    """Give the shape of a seat, for whoever cannot tell the colours apart."""
    return SHAPES[seat % len(SHAPES)]
