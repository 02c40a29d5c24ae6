"""The drawings of the house, made from a few numbers: ripples, the mark, small pictures, the feelings wheel.

Pure functions of their arguments; each returns one decorative SVG without ids, coloured by the classes of the
style sheet (`ember`, `tide`, `honey`, `iris`, `moss` set --p on a group, `.ring` and `.dot` use it).
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

FIRST_RING = 26.0
FIRST_GAP = 12.5
GROWTH = 1.06  # between 5 and 7 per cent from ring to ring
SQUARE_CORNER = 0.68  # of half the side; the same corner as the badge's 34 % of the whole side
ROUND_FROM = 0.6  # soft squares have become circles after this part of the way


class Mark(NamedTuple):
    """How a person looks in a picture: a hue and a shape."""

    hue: str
    shape: str


EMBER = Mark("ember", "circle")
TIDE = Mark("tide", "square")
MOSS = Mark("moss", "circle")  # what belongs to both


def radii(count: int, first: float = FIRST_RING, *, gap: float = FIRST_GAP) -> tuple[float, ...]:
    """Radii of rings that stand a little further apart each time."""
    radius, found = first, []
    for _ in range(count):
        found.append(radius)
        radius, gap = radius + gap, gap * GROWTH
    return tuple(found)


def opacity(index: int, count: int) -> float:
    """How present the ring `index` of `count` is: whole at the centre, nothing at the end."""
    return math.pow(1 - index / count, 1.35)


def corner(index: int, count: int) -> float:
    """The corner of a soft square as a part of its radius; 1 is a circle."""
    way = index / (ROUND_FROM * count)
    return min(1.0, SQUARE_CORNER + (1 - SQUARE_CORNER) * way)


def meeting(mine: Mark = EMBER, theirs: Mark = TIDE, *, here: bool = True) -> str:
    """Two people whose rings reach into each other; `here` false leaves the other an outline."""
    other = centre(theirs, 262, 142, count=11) if here else outline(theirs, 262, 142)
    return svg("meeting", (390, 292), centre(mine, 128, 142, count=11) + other)


def waiting(who: Mark = EMBER) -> str:
    """One person and wide rings, for an edge of the room or the middle of a page."""
    rings = rings_of(who, radii(9, 48, gap=19))
    return svg("waiting", (600, 600), group(who, 300, 300, dot(who, 16) + alive(rings)))


def arriving(mine: Mark = EMBER, theirs: Mark = TIDE, *, here: bool = False) -> str:
    """I am here; the other is an outline until that person is here too."""
    other = centre(theirs, 262, 112, count=7) if here else outline(theirs, 262, 112)
    return svg("arriving", (390, 224), centre(mine, 128, 112, count=7) + other)


def resting(mine: Mark = EMBER, theirs: Mark = TIDE) -> str:
    """Two people and no rings: nothing is going on, and that is fine."""
    marks = group(mine, 72, 40, dot(mine, 15)) + group(theirs, 128, 40, dot(theirs, 15))
    return svg("resting", (200, 80), marks)


def breathing(who: Mark = MOSS) -> str:
    """The breathing guide: rings that the style sheet lets grow and shrink."""
    rings = rings_of(who, radii(8, 40, gap=11))
    return svg("breathing", (300, 300), group(who, 150, 150, alive(dot(who, 26) + rings)))


def keepsake(count: int, mine: Mark = EMBER, theirs: Mark = TIDE) -> str:
    """One ring around both for every dialogue that came to its end; rings are never lost."""
    outer = radii(min(count, 24), 62, gap=4.4)
    rings = "".join(ring(MOSS, radius, index, 40) for index, radius in enumerate(outer))
    middle = round(outer[-1] if outer else 20) + 4
    marks = group(mine, 172, middle, dot(mine, 16)) + group(theirs, 228, middle, dot(theirs, 16))
    return svg("keepsake", (400, 2 * middle), group(MOSS, 200, middle, rings) + marks)


def circle_of(marks: Sequence[Mark], count: int = 0) -> str:
    """Up to eight people in a circle, with a ring around them for every dialogue that came to its end."""
    seats = 58.0 if len(marks) < 5 else 78.0
    outer = radii(min(count, 24), seats + 34, gap=4.4)
    middle = round(outer[-1] if outer else seats + 22) + 4
    turn = math.tau / max(len(marks), 1)
    at = [polar(seats, index * turn - math.tau / 4) for index in range(len(marks))]
    rings = "".join(ring(MOSS, radius, index, 40) for index, radius in enumerate(outer))
    inner = f'<circle class="ring" r="{seats:g}" opacity=".35"/>'
    dots = "".join(
        group(who, round(200 + x, 1), round(middle + y, 1), dot(who, 15))
        for who, (x, y) in zip(marks, at, strict=True)
    )
    return svg("keepsake", (400, 2 * middle), group(MOSS, 200, middle, inner + rings) + dots)


def logo(mine: Mark = EMBER, theirs: Mark = TIDE) -> str:
    """The mark beside the product's name: the two shapes, meeting."""
    marks = group(mine, 11, 11, dot(mine, 9)) + group(theirs, 23, 11, dot(theirs, 9))
    return svg("logo", (34, 22), marks)


def two_phones(mine: Mark = EMBER, theirs: Mark = TIDE) -> str:
    """Small picture of a dialogue between two places."""
    line = '<path class="thread" d="M18 20h12" stroke-dasharray="2.5 3"/>'
    return svg(
        "small", (48, 40), group(mine, 9, 20, dot(mine, 7)) + line + group(theirs, 39, 20, dot(theirs, 7))
    )


def one_room(mine: Mark = EMBER, theirs: Mark = TIDE) -> str:
    """Small picture of two people with one phone between them."""
    phone = '<rect class="thread" x="14.5" y="13" width="19" height="14" rx="4"/>'
    return svg(
        "small", (48, 40), group(theirs, 24, 5, dot(theirs, 5)) + phone + group(mine, 24, 35, dot(mine, 5))
    )


def letter(mine: Mark = EMBER, theirs: Mark = TIDE) -> str:
    """Small picture of a letter on its way to the other."""
    paper = '<path class="thread" d="M7 9h34v23h-34zM7 9l17 13 17-13"/>'
    return svg("small", (48, 40), group(mine, 0, 0, paper) + group(theirs, 40, 31, dot(theirs, 6)))


def oneself(mine: Mark = EMBER, theirs: Mark = TIDE) -> str:
    """Small picture of one person with the part that protects around them."""
    around = "".join(shape_of(theirs, radius, SQUARE_CORNER, css="ring") for radius in (12.0, 17.0))
    return svg("small", (48, 40), group(theirs, 24, 20, around) + group(mine, 24, 20, dot(mine, 6)))


def petal(index: int, count: int, *, inner: float = 58, outer: float = 176) -> str:
    """The outline of one petal of a wheel around (0, 0), the first one pointing up."""
    middle = math.tau * index / count - math.tau / 4
    half = math.tau / count / 2
    gap = 11.0  # the stroke rounds the corners and needs this room on both sides
    corners = [
        polar(inner, middle - half + gap / inner),
        polar(outer, middle - half + gap / outer),
        polar(outer, middle + half - gap / outer),
        polar(inner, middle + half - gap / inner),
    ]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    arcs = f"A{outer:g} {outer:g} 0 0 1 {cx:.1f} {cy:.1f}L{dx:.1f} {dy:.1f}A{inner:g} {inner:g} 0 0 0 {ax:.1f} {ay:.1f}"
    return f"M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}{arcs}Z"


def petal_label(index: int, count: int, *, radius: float = 126) -> tuple[float, float]:
    """Where the word of a petal stands."""
    x, y = polar(radius, math.tau * index / count - math.tau / 4)
    return round(x, 1), round(y, 1)


def polar(radius: float, angle: float) -> tuple[float, float]:
    """A point at an angle, in the coordinates of a page."""
    return radius * math.cos(angle), radius * math.sin(angle)


def centre(who: Mark, x: float, y: float, *, count: int) -> str:
    """A person and the rings around that person."""
    return group(who, x, y, dot(who, 16) + alive(rings_of(who, radii(count))))


def outline(who: Mark, x: float, y: float) -> str:
    """A person who is not here yet."""
    return group(who, x, y, shape_of(who, 16, SQUARE_CORNER, css="ring away"))


def rings_of(who: Mark, found: tuple[float, ...]) -> str:
    """All rings of a person."""
    return "".join(ring(who, radius, index, len(found)) for index, radius in enumerate(found))


def ring(who: Mark, radius: float, index: int, count: int) -> str:
    """One ring, fainter and rounder the further out it is."""
    return shape_of(
        who, radius, corner(index, count), css="ring", more=f' opacity="{opacity(index, count):.2f}"'
    )


def dot(who: Mark, radius: float) -> str:
    """The person: a filled circle or a filled soft square."""
    return shape_of(who, radius, SQUARE_CORNER, css="dot")


def shape_of(who: Mark, radius: float, corner_part: float, *, css: str, more: str = "") -> str:
    """A circle or a soft square around (0, 0)."""
    if who.shape != "square" or corner_part >= 1:
        return f'<circle class="{css}" r="{radius:.1f}"{more}/>'
    side = f'x="-{radius:.1f}" y="-{radius:.1f}" width="{2 * radius:.1f}" height="{2 * radius:.1f}"'
    return f'<rect class="{css}" {side} rx="{radius * corner_part:.1f}"{more}/>'


def alive(inside: str) -> str:
    """Drawings that may breathe around (0, 0); a group of its own, for each ring keeps its own opacity."""
    return f'<g class="alive">{inside}</g>'


def group(who: Mark, x: float, y: float, inside: str) -> str:
    """Drawings in one person's colour, set at a place."""
    return f'<g class="{who.hue}" transform="translate({x:g} {y:g})">{inside}</g>'


def svg(kind: str, size: tuple[int, int], inside: str) -> str:
    """A decorative picture of a kind the style sheet knows."""
    width, height = size
    frame = f'class="picture {kind}" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false"'
    return f"<svg {frame}>{inside}</svg>"
