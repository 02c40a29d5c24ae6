"""Looking at a page the way nobody should have to: both themes, both sizes, large text, and every rule of axe."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
EVERY_RULE = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
OF_COLOUR = {"type": "rule", "values": ["color-contrast", "target-size"]}
"""All that can differ in another theme or at another size: what a page is made of stays the same.

A phone is looked at in both themes, a desk in the dark one: light and dark are the same colours at every size.
"""
AXE = Axe().axe_script
RUN_AXE = """async rules =>
  (await axe.run({resultTypes: ["violations"], runOnly: rules, preload: false})).violations
  .flatMap(found => found.nodes.map(node => `${found.id}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ""}`))"""
IN_SIGHT = "() => [...document.body.querySelectorAll('*')].map(e => Number(e.checkVisibility())).join('')"
TALL = "() => document.documentElement.scrollHeight"
SMALL = """() => [...document.querySelectorAll("a, button, summary, label.choice, label.word, input, textarea, select")]
  .filter(e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !e.closest(".sr, .skip")
    && !["radio", "checkbox", "hidden"].includes(e.type) && getComputedStyle(e).display !== "inline")
  .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, r]) => r.width < 44 || r.height < 43.5).map(([html, r]) => `small: ${html} ${r.width}x${r.height}`)"""
OVERFLOW = """() => { const wide = document.documentElement.scrollWidth; return wide <= innerWidth ? [] : [
  `wide: ${wide} for ${innerWidth}: ` + [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 60)).slice(0, 3)] }"""


ENLARGED = f"""size => {{ document.documentElement.style.fontSize = size; const found = ({OVERFLOW})();
  document.documentElement.style.fontSize = ""; return found }}"""
STRUCTURE = """() => {
  const found = {headings: document.querySelectorAll("h1").length - 1, moving: document.getAnimations().length,
    untitled: Number(!document.title.split(" · ")[0])};
  return Object.entries(found).filter(([, count]) => count).map(([name, count]) => `${name}: ${count}`) }"""


def complaints_about(page: Page) -> list[str]:
    """Everything that is wrong with the page, in words; empty when it is well."""
    page.evaluate("document.fonts.ready")
    if not page.evaluate("'axe' in window"):
        page.context.add_init_script(AXE)  # half a megabyte, sent once: the next pages bring it along
        page.evaluate(AXE)
    found: list[str] = page.evaluate(STRUCTURE)
    found += looked_at(page, PHONE, [("light", EVERY_RULE), ("dark", OF_COLOUR)]) + large_text(page)
    seen = page.evaluate(IN_SIGHT)
    found += looked_at(page, DESK, [("dark", OF_COLOUR)])
    if page.evaluate(IN_SIGHT) != seen:  # what a phone does not show has been examined for its colours only
        found += [f"desk: {each}" for each in page.evaluate(RUN_AXE, EVERY_RULE)]
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return found


def looked_at(page: Page, size: dict[str, int], looks: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """What is wrong at one size, in one theme after the other."""
    spread(page, size)
    found = [f"{size['width']}: {each}" for each in page.evaluate(OVERFLOW) + page.evaluate(SMALL)]
    for theme, rules in looks:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        found += [f"{size['width']} {theme}: {each}" for each in page.evaluate(RUN_AXE, rules)]
    return found


def spread(page: Page, size: dict[str, int]) -> None:
    """Make the glass as tall as the page: what lies under the sticky foot half-scrolled is not hidden for good."""
    if page.viewport_size != size:
        page.set_viewport_size(size)  # type: ignore[arg-type]
    if (tall := page.evaluate(TALL)) > size["height"]:
        page.set_viewport_size({**size, "height": tall})


def large_text(page: Page, width: int = PHONE["width"], text: str = "200%") -> list[str]:
    """Twice the text on a phone; nothing may need sideways scrolling."""
    if page.viewport_size and page.viewport_size["width"] != width:
        page.set_viewport_size({**PHONE, "width": width})  # type: ignore[typeddict-item]
    found: list[str] = page.evaluate(ENLARGED, text)
    return [f"{width} at {text}: {each}" for each in found]
