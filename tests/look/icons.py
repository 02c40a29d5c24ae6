"""The pictures with which a phone keeps Withness beside its apps, drawn from the one logo: `python -m look.icons`.

Phones that know no SVG want square PNG files. They cut the corners off in their own shapes, so the logo keeps to the
middle.
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from chromium import EXECUTABLE, QUIET

ICONS = Path(__file__).resolve().parents[2] / "src/withness/web/static/icons"
SIZES = (180, 192, 512)
PAPER = "#faf7f0"
PAGE = """<!doctype html><style>html, body {{ margin: 0; height: 100%; background: {paper} }}
  body {{ display: grid; place-items: center }} svg {{ width: 64% }}</style>{logo}"""


def draw() -> None:
    """Draw each size anew."""
    page = PAGE.format(paper=PAPER, logo=(ICONS / "withness.svg").read_text(encoding="utf-8"))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=EXECUTABLE, args=QUIET)
        for size in SIZES:
            glass = browser.new_page(viewport={"width": size, "height": size})
            glass.set_content(page)
            glass.screenshot(path=ICONS / f"withness-{size}.png")
        browser.close()


if __name__ == "__main__":
    draw()
