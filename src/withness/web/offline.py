"""What an installed page can do without a network: its manifest, and the worker that keeps the room at hand."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import Engine
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from withness import __version__
from withness.dialogues.glass import room
from withness.scripts import text_of

SHEETS = ("tokens", "base", "parts", "screens", "room", "paper")
FONTS = ("literata-voice", "figtree-guide")
TEMPLATES = (
    "base.html",
    "page.html",
    "dialogues/room/decks.html",
    "dialogues/room/room.html",
    "practice/printed.html",
)
PAPER = "#faf7f0"
SQUARES = (192, 512)
"""Sizes of our picture for phones that know no SVG, on paper and with room to cut the corners off."""


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Tell a phone how to keep this place beside its apps: a plain name and our picture, nothing that asks."""
    return JsonResponse(
        {
            "name": "Withness",
            "short_name": "Withness",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": _pictures(),
        },
        content_type="application/manifest+json",
    )


def _pictures() -> list[dict[str, str]]:
    drawn = {"src": static("icons/withness.svg"), "sizes": "any", "type": "image/svg+xml"}
    return [drawn] + [
        {
            "src": static(f"icons/withness-{side}.png"),
            "sizes": f"{side}x{side}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for side in SQUARES
    ]


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker, with the list of what it keeps; a change of anything in it makes a new worker."""
    kept = kept_addresses()
    head = f"self.KEPT = {json.dumps(kept)};\nself.VERSION = {json.dumps(_digest(tuple(kept)))};\n"
    return HttpResponse(head + _text_of("js/worker.js"), content_type="text/javascript")


@cache
def _digest(kept: tuple[str, ...]) -> str:
    """Name this very content; the addresses of style, fonts and script tell what is in them already."""
    told = [__version__, *kept, *(_text_of(f"js/{module}") for module in room.MODULES)]
    told += [text_of(script.script) for script in room.decks_among(room.FOR_TRYING)]
    told += [Engine.get_default().get_template(name).source for name in TEMPLATES]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]


def _text_of(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_text(encoding="utf-8")


def kept_addresses() -> list[str]:
    """List what is kept: pages that belong to nobody, and what they are drawn with."""
    names = [script.script for script in room.decks_among(room.FOR_TRYING)]
    pages = [reverse("dialogues:decks"), reverse("web:breathe")]
    pages += [
        reverse(place, args=[name]) for name in names for place in ("dialogues:deck", "practice:printed")
    ]
    drawn = [static(f"css/{sheet}.css") for sheet in SHEETS] + [
        static(f"fonts/{font}.woff2") for font in FONTS
    ]
    modules = [f"{settings.STATIC_URL}js/{module}" for module in room.MODULES]
    pictures = [static("icons/withness.svg"), static("icons/withness-180.png")]
    return [*pages, *drawn, static("js/room.js"), *modules, *pictures]
