"""The room from a cold start on a slow phone, and again without a network; beside it a bare page on the same line."""

import time
from collections.abc import Iterable

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from tests.chromium import CHROMIUM, WHOLE
from tests.served import Served

from bench.ground import empty_folder
from bench.measure import Measure

SLOW_3G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
SLOWER_BY = 6
PATH, PROMPT = (
    "/room/whole-dialogue/",
    "document.querySelector('.near .large')?.textContent.includes('You are here')",
)
TIMES = 3


def run() -> Iterable[Measure]:
    """Measure until the first prompt stands there after the first touch, and until a reload shows it again offline."""
    with empty_folder() as folder, Served(folder) as house, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=WHOLE, args=CHROMIUM)
        cold = [_cold(browser, house.url) for _ in range(TIMES)]
        bare = [_bare(browser, house.url) for _ in range(TIMES)]
        again = _again(browser, house)
        browser.close()
    yield Measure("the room: first prompt from a cold start, slow 3G, 6x CPU", min(cold), "ms", 2500)
    yield Measure("  a small file, same line", min(bare), "ms")
    yield Measure("the room: reload without a network", again, "ms", 500)


def _slow(browser: Browser) -> tuple[Page, CDPSession]:
    page = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block").new_page()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_3G)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_BY})
    return page, line


def _cold(browser: Browser, address: str) -> float:
    """Touch as soon as there is something to touch, and wait for the words that are said aloud."""
    page, _ = _slow(browser)
    began = time.perf_counter()
    page.goto(address + PATH, wait_until="commit")
    page.wait_for_function(
        f"() => {{ document.querySelector('.near [data-act=begin]')?.click(); return {PROMPT} }}"
    )
    spent = (time.perf_counter() - began) * 1000
    page.context.close()
    return spent


def _bare(browser: Browser, address: str) -> float:
    page, _ = _slow(browser)
    began = time.perf_counter()
    page.goto(address + "/site.webmanifest", wait_until="commit")
    spent = (time.perf_counter() - began) * 1000
    page.context.close()
    return spent


def _again(browser: Browser, house: Served) -> float:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(house.url + PATH)
    page.locator(".near [data-act=begin]").click()
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    house.stop()
    began = time.perf_counter()
    page.reload(wait_until="commit")
    page.wait_for_function(f"() => {PROMPT}")
    return (time.perf_counter() - began) * 1000
