"""House rules of the style sheets and of what templates may hold; weights of what a phone loads."""

import re
from pathlib import Path

import brotli
import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src/withness"
CSS = sorted((SOURCE / "web/static/css").glob("*.css"))
TEMPLATES = sorted(path for path in SOURCE.rglob("*.html") if {"templates", "jinja2"} & set(path.parts))
TOGETHER = (
    {"tokens.css", "base.css", "parts.css", "screens.css", "people.css"},
    {"tokens.css", "base.css", "parts.css", "screens.css", "asking.css"},
    {"tokens.css", "base.css", "parts.css", "screens.css", "letters.css"},
    {"tokens.css", "base.css", "room.css"},
    {"tokens.css", "base.css", "paper.css"},
)
"""The sheets that one page loads: the five places and dialogues, asking, the room, the printed page."""
NEVER_SHOWN = (
    "sender",
    "receiver",
    "validate",
    "trigger",
    "trauma",
    "patient",
    "score",
    "streak",
    "goal reached",
    "unread",
    "seen",
    "just",
    "should",
)


def without_comments(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)


def words_of(template: str) -> str:
    """What a person reads on a page: the text outside tags, and the words in labels."""
    plain = re.sub(
        r"{% comment %}.*?{% endcomment %}|<!--.*?-->|<(script|style).*?</\1>", " ", template, flags=re.S
    )
    spoken = " ".join(re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', plain))
    return re.sub(r"{[{%#].*?[}%#]}|<[^>]*>", " ", plain, flags=re.S) + " " + spoken


def test_weights() -> None:
    sent = {path.name: len(brotli.compress(path.read_bytes(), quality=11)) for path in CSS}
    assert sent.keys() == set.union(*TOGETHER)
    for sheets in TOGETHER:
        assert sum(sent[name] for name in sheets) < 14 * 1024
    fonts = sum(path.stat().st_size for path in (SOURCE / "web/static/fonts").glob("*.woff2"))
    assert fonts < 60 * 1024


def test_the_fonts_carry_their_licence() -> None:
    text = (SOURCE / "web/static/fonts/OFL.txt").read_text()
    assert all(f"{path.name}" in text for path in (SOURCE / "web/static/fonts").glob("*.woff2"))
    assert "SIL OPEN FONT LICENSE" in text
    assert text.count("Copyright 20") == 2


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_sheet_keeps_the_house_rules(path: Path) -> None:
    sheet = without_comments(path.read_text())
    assert "!important" not in sheet
    assert not re.search(r"(^|[\s,}(])#[a-zA-Z][\w-]*\s*[,{:.]", re.sub(r":\s*#[0-9a-f]{3,6}", "", sheet)), (
        "an id in a selector"
    )
    assert not re.findall(r"url\((?!\"\.\./fonts/)", sheet), "only our own fonts are loaded"
    physical = re.findall(
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)|(?<![\w-])right:",
        sheet,
    )
    assert not physical


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_needs_no_inline_style_or_script(path: Path) -> None:
    page = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", page)
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r'(?:href|src)="(?:https?:)?//', page), "nothing comes from elsewhere"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_speaks_our_words(path: Path) -> None:
    words = words_of(path.read_text())
    assert not [word for word in NEVER_SHOWN if re.search(rf"\b{word}\b", words, re.I)]
    assert "!" not in words.replace("<!doctype", "")
