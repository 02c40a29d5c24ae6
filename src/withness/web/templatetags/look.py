"""Pictures, icons, badges and the feelings wheel for templates: `{% load look %}`."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Protocol

import lucide
from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from withness.library import feelings
from withness.protocol.script import Stem
from withness.web import pictures

register = template.Library()

STAGES = ("Speak", "Mirror", "Make sense", "Feel with", "Thank")
PLACES = (
    ("home", "/", "Home", "house"),
    ("talk", "/talk/", "Talk", "messages-square"),
    ("practise", "/practise/", "Practise", "sprout"),
    ("us", "/us/", "Us", "infinity"),
    ("mine", "/mine/", "Mine", "notebook-text"),
)
TWO_PEOPLE = {
    "resting": pictures.resting,
    "two-phones": pictures.two_phones,
    "one-room": pictures.one_room,
    "letter": pictures.letter,
    "oneself": pictures.oneself,
}
ONE_PERSON = {"waiting": pictures.waiting, "breathing": pictures.breathing}


class Coloured(Protocol):
    """Anything that can be drawn as a person."""

    hue: str
    shape: str
    initial: str


@register.simple_tag
@lru_cache(maxsize=128)
def icon(name: str) -> SafeString:
    """A decorative line icon; drawn once per process, for the package opens an archive."""
    drawing = lucide._render_icon(name, None, stroke_width="1.6", aria_hidden="true", focusable="false")
    return mark_safe(drawing.replace("<svg ", '<svg class="icon" ', 1))  # noqa: S308 - our own names, the package's drawing


@register.simple_tag
def ripples(
    kind: str, first: Coloured | None = None, second: Coloured | None = None, *, here: bool = True
) -> SafeString:
    """A picture of one or two people: meeting, arriving, resting, waiting, breathing, two-phones, one-room, letter.

    `meeting` belongs into a `.hero`, whose glows it brings along; `here` false leaves the second person an outline.
    """
    return picture_of(kind, tuple(mark_of(person) for person in (first, second) if person), here=here)


@lru_cache(maxsize=512)
def picture_of(kind: str, marks: tuple[pictures.Mark, ...], *, here: bool) -> SafeString:
    """Draw a picture of one or two people, once for each pair of looks."""
    if kind in ONE_PERSON:
        return drawn(ONE_PERSON[kind](*marks[:1]))
    if kind == "meeting":
        return drawn(glows(marks, here=here) + pictures.meeting(*marks, here=here))
    if kind == "arriving":
        return drawn(pictures.arriving(*marks, here=here))
    return drawn(TWO_PEOPLE[kind](*marks))


@register.simple_tag
def keepsake(count: int, first: Coloured | None = None, second: Coloured | None = None) -> SafeString:
    """The picture of two people with a ring for every finished dialogue."""
    return drawn(pictures.keepsake(count, *[mark_of(person) for person in (first, second) if person]))


@register.simple_tag
def circle_of(people: Iterable[Coloured], count: int = 0) -> SafeString:
    """The picture of a circle of people, with a ring for every finished dialogue."""
    return drawn(pictures.circle_of([mark_of(person) for person in people], count))


@register.simple_tag
def logo() -> SafeString:
    """The mark beside the product's name."""
    return drawn(pictures.logo())


@register.simple_tag
def badge(person: Coloured, size: str = "", *, outline: bool = False) -> SafeString:
    """A person's badge: colour, shape and letter; the name stands beside it in text. `outline`: they are not here."""
    look = " ".join(
        each for each in ("who", person.hue, person.shape, size, "outline" if outline else "") if each
    )
    return format_html('<span class="{}" aria-hidden="true">{}</span>', look, person.initial)


@register.simple_tag
@lru_cache(maxsize=64)
def path_dots(here: int, stages: tuple[str, ...] = STAGES) -> SafeString:
    """Where in the dialogue we are: `here` counts from 1. Drawn once for each place of a script."""
    return render_to_string("parts/path.html", {"here": here, "stages": stages, "name": stages[here - 1]})


@register.simple_tag
@lru_cache(maxsize=4)
def page_head(theme: str = "") -> SafeString:
    """The lines of every page's head: the same for everybody who chose light, dark or neither."""
    return render_to_string("parts/head.html", {"theme": theme})


@register.simple_tag
@lru_cache(maxsize=256)
def beginnings(stems: tuple[Stem, ...], chosen: str, piece: str = "") -> SafeString:
    """The other beginnings of a step as chips, or those of a letter's further piece, by the name of its field.

    Made of a script's words alone, so each list is drawn once.
    """
    others = [stem for stem in stems if stem.say != chosen]
    context = {"stems": others, "sends": f"begin:{piece}" if piece else "stem"}
    return render_to_string("parts/beginnings.html", context) if others else SafeString()


@register.inclusion_tag("parts/place_bar.html", takes_context=True)
def place_bar(context: template.Context) -> dict[str, Any]:
    """The five places, with the current one marked."""
    return {"places": PLACES, "place": context.get("place") or place_of(context.get("request"))}


@register.inclusion_tag("parts/wheel.html")
def feelings_wheel(
    chosen: Iterable[str] = (),
    limit: int = 3,
    name: str = "feelings",
    *,
    own: str = "",
    prefix: str = "f",
    hints: bool = True,
) -> dict[str, Any]:
    """Fifty-six words in eight families: checkboxes called `name`, and a text field `own_feeling`."""
    marked = frozenset(chosen)
    count = len(feelings.FAMILIES)
    families = [
        {
            "family": family,
            "words": [(word, word in marked) for word in family.words],
            "open": any(word in marked for word in family.words),
            "petal": pictures.petal(index, count),
            "at": pictures.petal_label(index, count),
        }
        for index, family in enumerate(feelings.FAMILIES)
    ]
    first_open = next((entry["family"] for entry in families if entry["open"]), None)
    return {
        "families": families,
        "first_open": first_open,
        "limit": limit,
        "name": name,
        "own": own,
        "prefix": prefix,
        "accusations": json.dumps(feelings.ACCUSATIONS if hints else {}),
    }


@lru_cache(maxsize=512)
def drawn(picture: str) -> SafeString:
    """A picture of ours, which holds no word anybody typed."""
    return mark_safe(picture)  # noqa: S308 - made of numbers and of hues checked by mark_of


def glows(marks: tuple[pictures.Mark, ...], *, here: bool) -> str:
    """The warm and the cool light behind two people who meet."""
    first, second = (
        (*marks, pictures.EMBER, pictures.TIDE)[:2] if len(marks) != 1 else (marks[0], pictures.TIDE)
    )
    other = f'<span class="glow two {second.hue}"></span>' if here else ""
    return f'<span class="glow one {first.hue}"></span>{other}'


def mark_of(person: Coloured) -> pictures.Mark:
    """The person's hue and shape, and nothing else that could reach the drawing."""
    hue = person.hue if person.hue in ("ember", "tide", "honey", "iris", "moss") else "moss"
    return pictures.Mark(hue, "square" if person.shape == "square" else "circle")


def place_of(request: Any) -> str:
    """Which of the five places an address belongs to."""
    path = getattr(request, "path", "")
    if path == "/":
        return "home"
    return next((name for name, url, *_ in PLACES[1:] if path.startswith(url)), "")
