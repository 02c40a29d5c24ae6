"""Looking at a page the way nobody should have to: both themes, both sizes, large text, and every rule of axe."""

from __future__ import annotations

import os
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OF_COLOUR = {"type": "rule", "values": ["color-contrast", "target-size"]}
"""All that can differ in the other theme: what a page is made of stays the same."""
EACH = [(PHONE, "light", TAGS), (DESK, "dark", TAGS)]
CROSSED = [(PHONE, "dark", OF_COLOUR), (DESK, "light", OF_COLOUR)]
VIEWS = EACH if os.environ.get("WITHNESS_LOOKS") == "few" else EACH + CROSSED
"""Each size in each theme; with `WITHNESS_LOOKS=few` each size and each theme once."""
AXE = Axe().axe_script
RUN_AXE = """async rules => (await axe.run({resultTypes: ["violations"], runOnly: rules})).violations
  .flatMap(found => found.nodes.map(node => `${found.id}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ""}`))"""
SMALL = """() => [...document.querySelectorAll("a, button, summary, label.choice, label.word, input, textarea, select")]
  .filter(e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !e.closest(".sr, .skip")
    && !["radio", "checkbox", "hidden"].includes(e.type) && getComputedStyle(e).display !== "inline")
  .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, r]) => r.width < 44 || r.height < 43.5).map(([html, r]) => `small: ${html} ${r.width}x${r.height}`)"""
OVERFLOW = """() => { const wide = document.documentElement.scrollWidth; return wide <= innerWidth ? [] : [
  `wide: ${wide} for ${innerWidth}: ` + [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 60)).slice(0, 3)] }"""


def complaints_about(page: Page) -> list[str]:
    """Everything that is wrong with the page, in words; empty when it is well."""
    page.evaluate("document.fonts.ready")
    if not page.evaluate("'axe' in window"):
        page.context.add_init_script(
            AXE
        )  # half a megabyte, sent once: the pages after this one bring it along
        page.evaluate(AXE)
    found = structure(page)
    for size, theme, rules in VIEWS:
        spread(page, size)
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        complaints: list[str] = page.evaluate(RUN_AXE, rules)
        complaints += page.evaluate(OVERFLOW) + page.evaluate(SMALL) if rules is TAGS else []
        found += [f"{size['width']} {theme}: {each}" for each in complaints]
    return found + large_text(page)


def spread(page: Page, size: dict[str, int]) -> None:
    """Make the glass as tall as the page: what lies under the sticky foot half-scrolled is not hidden for good."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    tall: int = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({**size, "height": max(size["height"], tall)})  # type: ignore[typeddict-item]


def structure(page: Page) -> list[str]:
    """One h1 with words, a title of its own, and nothing that moves although the person asked for rest."""
    headings = page.locator("h1").count()
    moving: int = page.evaluate("document.getAnimations().length")
    words = {
        "headings": headings - 1,
        "moving": moving,
        "untitled": int(not page.title().partition(" · ")[0]),
    }
    return [f"{name}: {count}" for name, count in words.items() if count]


def large_text(page: Page, width: int = PHONE["width"], text: str = "200%") -> list[str]:
    """Twice the text on a phone; nothing may need sideways scrolling."""
    page.set_viewport_size({**PHONE, "width": width})  # type: ignore[typeddict-item]
    set_size = "size => { document.documentElement.style.fontSize = size }"
    page.evaluate(set_size, text)
    found: Any = page.evaluate(OVERFLOW)
    page.evaluate(set_size, "")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return [f"{width} at {text}: {each}" for each in found]
