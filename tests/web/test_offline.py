"""What an installed page keeps for a time without a network, and what it never does."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from withness.web import offline

NEVER = re.compile(r"/(talk|us|mine|unlock|sign-in|join|begin|live|care)/")


def kept() -> list[str]:
    told = Client().get("/worker.js").content.decode()
    found: list[str] = json.loads(re.search(r"self\.KEPT = (\[.*?\]);", told)[1])
    return found


def test_only_pages_of_nobody_are_kept_and_all_of_them_answer() -> None:
    pages = [address for address in kept() if not address.startswith("/static/")]
    assert "/room/" in pages
    assert "/room/whole-dialogue/" in pages
    assert not [address for address in kept() if NEVER.match(address)]
    assert "/" not in pages
    for address in pages:
        answer = Client().get(address)
        assert answer.status_code == 200, address
        assert not answer.cookies, address
        assert "csrfmiddlewaretoken" not in answer.content.decode(), address


def test_everything_a_kept_page_is_drawn_with_is_kept_too() -> None:
    there = set(kept())
    for address in there - {each for each in there if each.startswith("/static/")}:
        page = Client().get(address).content.decode()
        linked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
        assert linked <= there, (address, linked - there)


def test_the_worker_is_new_when_what_it_keeps_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Client().get("/worker.js").content
    assert Client().get("/worker.js").content == before
    offline._digest.cache_clear()
    monkeypatch.setattr(offline, "__version__", "999")
    after = Client().get("/worker.js").content
    offline._digest.cache_clear()
    assert after != before


def test_the_manifest_names_our_own_picture_and_nothing_else() -> None:
    answer = Client().get("/site.webmanifest")
    told = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert told["start_url"] == told["scope"] == "/"
    pictures = {icon["src"]: icon["sizes"] for icon in told["icons"]}
    assert pictures == {
        "/static/icons/withness.svg": "any",
        "/static/icons/withness-192.png": "192x192",
        "/static/icons/withness-512.png": "512x512",
    }
    for path, size in list(pictures.items())[1:]:
        picture = finders.find(path.removeprefix("/static/"))
        assert isinstance(picture, str)
        width, height = struct.unpack(">II", Path(picture).read_bytes()[16:24])
        assert f"{width}x{height}" == size
    assert not set(told) - {
        "name",
        "short_name",
        "start_url",
        "scope",
        "display",
        "background_color",
        "theme_color",
        "icons",
    }
