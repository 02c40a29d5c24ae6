"""From a pause in writing to the private question beside the field, and what it adds to keeping a draft."""

import time
from collections.abc import Iterable

from playwright.sync_api import Page, sync_playwright
from tests.chromium import CHROMIUM, WHOLE
from tests.couples import Couple, couples
from tests.visitor import Visitor, next_form

from bench.ground import empty_folder, served
from bench.handover import _phone
from bench.measure import Measure

TIMES, IN_BROWSER, PAUSE = 200, 20, 700  # PAUSE is the one of drafts.js: so long without a key is a pause
TOLD = "On Sundays I wake early and I wait for you to come down, because that hour used to be ours. " * 3
MIRROR = "On Sundays you wake early and you wait for me to come down, because that hour used to be ours. " * 3
OWN_SIDE = "But I was only tired."
ASKED = """([text, pause]) => new Promise((done) => {
  const field = document.getElementById("text"), began = performance.now();
  new MutationObserver((_, look) => {
    if (!document.querySelector("[data-hint]") === !!text) return;
    look.disconnect();
    done(performance.now() - began - pause);
  }).observe(document.getElementById("step"), { subtree: true, childList: true });
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def run() -> Iterable[Measure]:
    """Keep an empty draft, and one that is asked about; then look at a phone."""
    with empty_folder() as folder:
        (couple,) = couples(folder)
        with served(folder) as house:
            seat, listener = _listener(couple, house.port)
            first = _kept(listener, couple, MIRROR + OWN_SIDE, times=1)
            empty = _kept(listener, couple, "", times=TIMES)
            asked = _kept(listener, couple, MIRROR + OWN_SIDE, times=TIMES)
            with sync_playwright() as player:
                browser = player.chromium.launch(executable_path=WHOLE, args=CHROMIUM)
                shown = _shown(_phone(browser.new_context(), house, couple, seat))
                browser.close()
    yield Measure("a hint on the page after the pause, all of 20 within", shown, "ms", 300)
    yield Measure("  a draft with a hint, 95 of 100 within", asked, "ms")
    yield Measure("  the first of all, which reads the lists", first, "ms")
    yield Measure("  an empty draft, 95 of 100 within", empty, "ms")


def _listener(couple: Couple, port: int) -> tuple[int, Visitor]:
    """Go on until somebody mirrors; give their seat and their browser."""
    people = [Visitor(port, cookies) for cookies in couple.cookies]
    while True:
        for seat, person in enumerate(people):
            page = person.get(couple.path)
            if "Mirror what you heard" in page.text:
                return seat, person
            if form := next_form(page, TOLD):
                person.post(couple.path, form)


def _kept(listener: Visitor, couple: Couple, text: str, *, times: int) -> float:
    """Milliseconds within which 95 of 100 drafts were answered."""
    hidden, took = listener.get(couple.path).hidden, []
    for _ in range(times):
        began = time.perf_counter()
        answer = listener.post(
            f"{couple.path}draft/", {**hidden, "text": text, "do": "draft", "take_over": "yes"}
        )
        took.append((time.perf_counter() - began) * 1000)
        assert ("own side" in answer.text) == bool(text), answer.text
    return sorted(took)[times * 95 // 100]


def _shown(page: Page) -> float:
    took = [
        page.evaluate(ASKED, [text, PAUSE]) for _ in range(IN_BROWSER) for text in (MIRROR + OWN_SIDE, "")
    ]
    return max(took[::2])
