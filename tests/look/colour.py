"""From a token to a ratio: OKLCH, sRGB, WCAG contrast, colour-vision deficiencies and CIEDE2000.

Matrices: Ottosson 2020 (OKLab); Viénot 1999 and Brettel 1997 as computed for sRGB by libDaltonLens.
CIEDE2000 after Sharma 2005.
"""

import math
import re

Colour = tuple[float, float, float]

VIENOT = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}
TRITAN = (
    ((1.01277, 0.13548, -0.14826), (-0.01243, 0.86812, 0.14431), (0.07589, 0.80500, 0.11911)),
    ((0.93678, 0.18979, -0.12657), (0.06154, 0.81526, 0.12320), (-0.37562, 1.12767, 0.24796)),
)
TRITAN_PLANE = (0.03901, -0.02788, -0.01113)
TOKEN = re.compile(
    r"--(?P<name>[\w-]+):\s*light-dark\(oklch\((?P<light>[\d.% ]+)\),\s*oklch\((?P<dark>[\d.% ]+)\)\)"
)


def tokens_in(sheet: str) -> dict[str, dict[str, Colour]]:
    """Every colour of the style sheet as {"light": {name: linear sRGB}, "dark": …}."""
    found = [match.groupdict() for match in TOKEN.finditer(sheet)]
    return {theme: {row["name"]: linear(row[theme]) for row in found} for theme in ("light", "dark")}


def linear(text: str) -> Colour:
    """Linear sRGB of the three numbers of an oklch(); may leave 0..1 when the colour is outside sRGB."""
    first, chroma, hue = (float(part) for part in text.replace("%", "").split())
    lightness, angle = first / 100, math.radians(hue)
    a, b = chroma * math.cos(angle), chroma * math.sin(angle)
    long, middle, short = (
        (lightness + p * a + q * b) ** 3
        for p, q in (
            (0.3963377774, 0.2158037573),
            (-0.1055613458, -0.0638541728),
            (-0.0894841775, -1.2914855480),
        )
    )
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def eight_bit(colour: Colour) -> Colour:
    """What a screen shows: gamma-encoded, rounded to 8 bits, and linear again."""
    return tuple(decoded(round(encoded(max(0.0, min(1.0, part))) * 255) / 255) for part in colour)


def encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def decoded(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: Colour) -> float:
    red, green, blue = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2 ratio of two colours as a screen shows them."""
    low, high = sorted((luminance(eight_bit(one)), luminance(eight_bit(other))))
    return (high + 0.05) / (low + 0.05)


def times(matrix: tuple[Colour, Colour, Colour], colour: Colour) -> Colour:
    return tuple(sum(weight * part for weight, part in zip(row, colour, strict=True)) for row in matrix)


def seen_with(deficiency: str, colour: Colour) -> Colour:
    """The colour as somebody with this deficiency sees it."""
    if deficiency == "none":
        return colour
    if deficiency != "tritan":
        return times(VIENOT[deficiency], colour)
    side = sum(weight * part for weight, part in zip(TRITAN_PLANE, colour, strict=True))
    return times(TRITAN[0 if side >= 0 else 1], colour)


def lab(colour: Colour) -> Colour:
    """CIE Lab with D65."""
    red, green, blue = (max(0.0, part) for part in colour)
    x = (0.4123908 * red + 0.3575843 * green + 0.1804808 * blue) / 0.9504559
    y = 0.2126390 * red + 0.7151687 * green + 0.0721923 * blue
    z = (0.0193308 * red + 0.1191948 * green + 0.9505322 * blue) / 1.0890578
    fx, fy, fz = (
        part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: Colour, other: Colour) -> float:
    """CIEDE2000 between two linear colours."""
    l1, a1, b1 = lab(one)
    l2, a2, b2 = lab(other)
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    c1, c2 = math.hypot(g * a1, b1), math.hypot(g * a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, g * a1)) % 360, math.degrees(math.atan2(b2, g * a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    dl, dc, dh = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn) / 2)
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    t = 1 + sum(
        k * math.cos(math.radians(n * hm + o))
        for k, n, o in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.2, 4, -63))
    )
    sl = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    twist = math.radians(60 * math.exp(-(((hm - 275) / 25) ** 2)))
    rt = -2 * math.sqrt(cm**7 / (cm**7 + 25**7)) * math.sin(twist)
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * dc / sc * dh / sh)
