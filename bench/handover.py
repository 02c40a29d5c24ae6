"""Two phones at one table: from the answer to one person's move until the other's page shows it."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable

from playwright.sync_api import BrowserContext, Page, sync_playwright
from tests.chromium import CHROMIUM, WHOLE
from tests.couples import Couple, couples
from tests.served import Served, free_port
from tests.visitor import Visitor, next_form

from bench.ground import empty_folder
from bench.measure import Measure
from bench.pages import wait_for

TURNS = 100
WATCH = """change => { window.shown = new Promise(done => {
    const now = () => eval(change), before = now();
    const look = new MutationObserver(() => {
        if (now() !== before) { look.disconnect(); requestAnimationFrame(() => done(Date.now())); }
    });
    look.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}); }"""
STAGE = "() => document.getElementById('stage').dataset.version"


def run() -> Iterable[Measure]:
    """Measure a hundred turns, and the least that a browser needs to show a number."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=WHOLE, args=CHROMIUM)
        try:
            real = sorted(_turns(browser.new_context))
            bare = sorted(_numbers(browser.new_page()))
        finally:
            browser.close()
    yield Measure(f"a turn on the other's page, half of {TURNS} within", real[TURNS // 2] * 1000, "ms")
    yield Measure("  95 of 100 within", real[TURNS * 95 // 100] * 1000, "ms", 300)
    yield Measure("  a bare number on a bare page, half within", bare[TURNS // 2] * 1000, "ms")
    yield Measure("  95 of 100 within", bare[TURNS * 95 // 100] * 1000, "ms")


def _turns(new_context: Callable[[], BrowserContext]) -> list[float]:
    with empty_folder() as folder:
        (couple,) = couples(folder)
        with Served(folder) as house:
            pages = [_phone(new_context(), house, couple, seat) for seat in (0, 1)]
            people = [Visitor(house.port, cookies) for cookies in couple.cookies]
            took: list[float] = []
            while len(took) < TURNS:
                for seat, person in enumerate(people):
                    form = next_form(person.get(couple.path), f"word {len(took)}")
                    if form and len(took) < TURNS:
                        took.append(_shown(pages[1 - seat], lambda p=person, f=form: p.post(couple.path, f)))
            return took


def _phone(context: BrowserContext, house: Served, couple: Couple, seat: int) -> Page:
    address = f"http://localhost:{house.port}"
    context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in couple.cookies[seat].items()]
    )
    page = context.new_page()
    page.goto(address + couple.path)
    page.wait_for_timeout(500)
    return page


def _shown(page: Page, act: Callable[[], object], *, change: str = STAGE) -> float:
    """Seconds from the answer to `act` until the page showed a change."""
    page.evaluate(WATCH.replace("eval(change)", f"({change})()"), None)
    act()
    answered = time.time()
    return max(0.0, float(page.evaluate("() => window.shown")) / 1000 - answered)


def _numbers(page: Page) -> list[float]:
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "bench.bare_server", str(port), "1"]) as server:
        wait_for(port)
        page.goto(f"http://localhost:{port}/")
        page.wait_for_timeout(500)
        ringer, number = Visitor(port), "() => document.getElementById('n').textContent"
        took = [_shown(page, lambda: ringer.get("/ring"), change=number) for _ in range(TURNS)]
        page.close()
        server.kill()
    return took
