"""Looking at a page the way nobody should have to: both themes, both sizes, large text, and every rule of axe."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=800)
Theme = Literal["light", "dark"]
EVERY_RULE = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
OF_COLOUR = {"type": "rule", "values": ["color-contrast", "target-size"]}
"""All that can differ in another theme or at another size: what a page is made of stays the same.

A phone is looked at in the light theme, a desk in the dark one: light and dark are the same colours at every size.
Where words lie on something else on a phone than on a desk, it is looked at in the dark as well.
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
BENEATH = """() => {
  const every = [...document.querySelectorAll("*")], range = document.createRange(), found = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let each = words.nextNode(); each; each = words.nextNode()) {
    if (!each.data.trim() || !each.parentElement.checkVisibility()) continue;
    range.selectNodeContents(each);
    const [line] = range.getClientRects();
    found.push(line && document.elementsFromPoint(line.x + Math.min(line.width / 2, 9), line.y + line.height / 2)
      .map(e => every.indexOf(e)).join());
  }
  return found.join(" ") }"""
"""What lies under each run of words, down to the bottom of the page."""
ENLARGED = f"""size => {{ document.documentElement.style.fontSize = size; const found = ({OVERFLOW})();
  document.documentElement.style.fontSize = ""; return found }}"""
STRUCTURE = """() => {
  const found = {headings: document.querySelectorAll("h1").length - 1, moving: document.getAnimations().length,
    untitled: Number(!document.title.split(" · ")[0])};
  return Object.entries(found).filter(([, count]) => count).map(([name, count]) => `${name}: ${count}`) }"""
ARRIVED = f"""async () => {{ await document.fonts.ready; return {{axe: "axe" in window, wrong: ({STRUCTURE})()}} }}"""
AT_ONE_SIZE = f"""async ([rules, large]) => {{
  const found = [...({OVERFLOW})(), ...({SMALL})()], wrong = await ({RUN_AXE})(rules);
  return {{found, wrong, large: large ? ({ENLARGED})(large) : [], seen: ({IN_SIGHT})(), beneath: ({BENEATH})()}} }}"""


def complaints_about(page: Page) -> list[str]:
    """Everything that is wrong with the page, in words; empty when it is well."""
    arrived = page.evaluate(ARRIVED)
    if not arrived["axe"]:
        page.context.add_init_script(AXE)  # half a megabyte, sent once: the next pages bring it along
        page.evaluate(AXE)
    phone, at_phone = looked_at(page, PHONE, "light", EVERY_RULE, large="200%")
    desk, at_desk = looked_at(page, DESK, "dark", OF_COLOUR)
    found = [*arrived["wrong"], *phone, *desk]
    # What a phone does not show has been examined for its colours only.
    if at_phone["seen"] != at_desk["seen"]:
        found += [f"desk: {each}" for each in page.evaluate(RUN_AXE, EVERY_RULE)]
    # Words that lie on something else on a phone may be pale there in the dark.
    if at_phone["beneath"] != at_desk["beneath"]:
        found += looked_at(page, PHONE, "dark", OF_COLOUR)[0]
    elif page.viewport_size != PHONE:
        page.set_viewport_size(PHONE)
    return found


def looked_at(
    page: Page, size: ViewportSize, theme: Theme, rules: dict[str, Any], *, large: str = ""
) -> tuple[list[str], dict[str, str]]:
    """What is wrong at one size in one theme, also with large text if asked; and what can be seen, and on what."""
    spread(page, size)
    page.emulate_media(color_scheme=theme)
    saw = page.evaluate(AT_ONE_SIZE, [rules, large])
    found = [f"{size['width']}: {each}" for each in saw.pop("found")]
    found += [f"{size['width']} {theme}: {each}" for each in saw.pop("wrong")]
    return found + [f"{size['width']} at {large}: {each}" for each in saw.pop("large")], saw


def spread(page: Page, size: ViewportSize) -> None:
    """Make the glass as tall as the page: what lies under the sticky foot half-scrolled is not hidden for good."""
    if page.viewport_size != size:
        page.set_viewport_size(size)
    if (tall := page.evaluate(TALL)) > size["height"]:
        page.set_viewport_size(ViewportSize(width=size["width"], height=tall))


def large_text(page: Page, width: int = PHONE["width"], text: str = "200%") -> list[str]:
    """Twice the text on a phone; nothing may need sideways scrolling."""
    if page.viewport_size and page.viewport_size["width"] != width:
        page.set_viewport_size(ViewportSize(width=width, height=PHONE["height"]))
    found: list[str] = page.evaluate(ENLARGED, text)
    return [f"{width} at {text}: {each}" for each in found]
