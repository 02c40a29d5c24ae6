"""The palette is legible and every pair of people can be told apart: measured from the style sheet itself."""

import re
from pathlib import Path

import pytest

from look.colour import Colour, contrast, distance, eight_bit, linear, seen_with, tokens_in

SHEET = (Path(__file__).resolve().parents[2] / "src/withness/web/static/css/tokens.css").read_text()
THEMES = tokens_in(SHEET)
HUES = ("ember", "tide", "honey", "iris", "moss")
PEOPLE = HUES[:4]
GROUNDS = ("paper", "card", "sunk", *[f"{hue}-wash" for hue in HUES], *[f"{hue}-soft" for hue in HUES])
PAIRS = (("ember", "tide"), ("honey", "iris"))

TABLE: list[tuple[str, str, float]] = [
    ("ink", "paper", 7), ("ink", "card", 7),
    *[("ink", f"{hue}-soft", 4.5) for hue in HUES],
    *[("ink2", ground, 4.5) for ground in GROUNDS],
    *[("ink3", ground, 4.5) for ground in ("paper", "card", "sunk")],
    *[(f"{hue}-deep", ground, 4.5) for hue in HUES for ground in ("card", f"{hue}-wash", f"{hue}-soft")],
    ("heed", "heed-wash", 4.5), ("rose", "card", 4.5), ("rose", "rose-wash", 4.5), ("rose", "paper", 4.5),
    ("edge", "card", 3), ("edge", "paper", 3),
    *[(hue, "card", 3) for hue in HUES], *[(hue, "paper", 3) for hue in PEOPLE],
    ("focus", "paper", 3), *[("focus", f"{hue}-wash", 3) for hue in HUES],
]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "needed"), TABLE)
def test_contrast(theme: str, front: str, ground: str, needed: float) -> None:
    found = contrast(THEMES[theme][front], THEMES[theme][ground])
    assert found >= needed, f"{front} on {ground} ({theme}): {found:.2f}, needed {needed}"


@pytest.mark.parametrize("hue", HUES)
def test_label_on_the_solid_button_of_a_hue(hue: str) -> None:
    assert contrast(THEMES["light"]["card"], THEMES["light"][f"{hue}-deep"]) >= 4.5
    dark = THEMES["dark"]
    assert contrast(dark["sunk"], mixed(dark[hue], dark["sunk"], 0.9)) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_label_on_the_ink_button(theme: str) -> None:
    label = THEMES[theme]["card" if theme == "light" else "sunk"]
    assert contrast(label, THEMES[theme]["ink"]) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("deficiency", ["none", "protan", "deutan", "tritan"])
def test_two_people_can_be_told_apart(theme: str, pair: tuple[str, str], deficiency: str) -> None:
    one, other = (seen_with(deficiency, THEMES[theme][hue]) for hue in pair)
    assert distance(one, other) >= 20


def test_pairs_that_fail_are_known_to_fail() -> None:
    """The measure itself: two pretty colours that collapse for some eyes (plum and sea, rose and fern)."""
    plum, sea = linear("60% 0.11 330"), linear("60% 0.09 230")
    assert distance(plum, sea) > 20 > distance(seen_with("deutan", plum), seen_with("deutan", sea))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_is_inside_srgb(theme: str) -> None:
    outside = {
        name: colour
        for name, colour in THEMES[theme].items()
        if min(colour) < -0.0005 or max(colour) > 1.0005
    }
    assert not outside


@pytest.mark.parametrize(
    ("theme", "name", "code"),
    [
        ("light", "paper", "#faf7f0"),
        ("light", "ember", "#ce764b"),
        ("light", "tide-deep", "#1a5a76"),
        ("dark", "paper", "#1b1613"),
    ],
)
def test_the_maths_agrees_with_known_values(theme: str, name: str, code: str) -> None:
    expected = [int(code[i : i + 2], 16) for i in (1, 3, 5)]
    shown = [round(encoded * 255) for encoded in gamma(THEMES[theme][name])]
    assert all(abs(a - b) <= 1 for a, b in zip(shown, expected, strict=True))


def test_old_browsers_get_the_same_light_colours() -> None:
    block = SHEET.split("@supports not")[1]
    plain = dict(re.findall(r"--([\w-]+): oklch\(([\d.% ]+)\);", block))
    assert {name: linear(text) for name, text in plain.items()} == THEMES["light"]


def gamma(colour: Colour) -> list[float]:
    from look.colour import encoded

    return [encoded(part) for part in eight_bit(colour)]


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """color-mix(in oklab, one share, other), near enough: through the cube root of linear light of each cone."""
    forward = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    back = (
        (4.0767416621, -3.3077115913, 0.2309699292),
        (-1.2684380046, 2.6097574011, -0.3413193965),
        (-0.0041960863, -0.7034186147, 1.7076147010),
    )
    cones = [
        [sum(w * p for w, p in zip(row, colour, strict=True)) ** (1 / 3) for row in forward]
        for colour in (one, other)
    ]
    blend = [(share * a + (1 - share) * b) ** 3 for a, b in zip(*cones, strict=True)]
    return tuple(sum(w * p for w, p in zip(row, blend, strict=True)) for row in back)
