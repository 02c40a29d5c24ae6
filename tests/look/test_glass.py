"""What a browser makes of every look: accessible, calm, never wider than the phone, and whole without script."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from browser.eyes import complaints_about, large_text
from chromium import EXECUTABLE, QUIET
from look import gallery
from withness.web import settings as house

pytestmark = pytest.mark.browser
SCREENS = sorted(gallery.screens())


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Every screen of the gallery, served on loopback under the house's own security policy."""
    folder = tmp_path_factory.mktemp("gallery")
    templates = [house.TEMPLATES[0] | {"DIRS": [str(Path(__file__).parent / "templates")]}]
    with override_settings(TEMPLATES=templates):
        gallery.render_all(folder, SCREENS)
    server = gallery.serve(folder)
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Browser]:
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=EXECUTABLE, args=QUIET)
        yield found
        found.close()


@pytest.fixture(scope="module")
def still(browser: Browser) -> Iterator[Page]:
    """One page for every screen that is only looked at, so that the eyes are sent there once."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    yield page
    page.close()


def opened(browser: Browser, url: str, **how: Any) -> Page:
    page = browser.new_page(**{"viewport": {"width": 390, "height": 844}, **how})
    page.goto(url)
    page.evaluate("document.fonts.ready")
    return page


@pytest.mark.parametrize("name", sorted(set(SCREENS) - set(gallery.gallery_names())))
def test_a_screen_is_well(still: Page, address: str, name: str) -> None:
    """Accessible, with large targets, under the policy, at rest, and never wider than the phone with large text.

    The steps of a dialogue are looked at where they are played, in every state.
    """
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(message.text)

    still.on("console", hear)
    still.goto(f"{address}/{name}.html")
    wide = large_text(still, 320, "100%") + large_text(still, 320, "200%")
    assert [*complaints_about(still), *wide, *said] == []
    still.remove_listener("console", hear)


def test_a_waiting_room_comes_to_rest(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/listening.html")
    longest = "Math.max(0, ...document.getAnimations().map(a => a.effect.getComputedTiming().endTime))"
    assert page.evaluate(longest) <= 5000
    page.close()


def test_the_breathing_guide_can_be_stopped_without_script(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/breathe.html", java_script_enabled=False)
    moving = page.locator(".breathing .alive")
    assert moving.evaluate("e => getComputedStyle(e).animationName") == "breathe"
    page.get_by_label("Rest or move the picture").check()
    assert moving.evaluate("e => getComputedStyle(e).animationName") == "none"
    page.close()


def test_the_wheel_works_by_touch_and_by_keyboard_without_script(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/feelings.html", java_script_enabled=False)
    page.locator(".wheel .f-calm text").click(force=True)
    page.locator(".wheel .f-calm .petal").click(position={"x": 40, "y": 40})
    assert page.get_by_role("checkbox", name="settled").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("checkbox", name="eager").is_visible()
    assert not page.get_by_role("checkbox", name="settled").is_visible()
    assert page.get_by_role("checkbox", name="lonely").is_visible(), "what is chosen stays in sight"
    page.close()


def test_leaving_covers_the_page_and_leaves_no_way_back(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/about.html")
    page.goto(f"{address}/care.html")
    page.get_by_role("link", name="Some of these").click()
    page.get_by_role("link", name="Leave now").click()
    page.wait_for_url("about:blank")
    page.go_back()
    assert page.url.endswith("/about.html")
    page.goto(f"{address}/care.html")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("about:blank")
    page.close()


@pytest.mark.parametrize("script", [True, False])
def test_an_answer_to_the_three_questions_sends_nothing(browser: Browser, address: str, script: bool) -> None:
    page = opened(browser, f"{address}/care.html", java_script_enabled=script)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="I would rather not say").click()
    assert page.get_by_role("heading", name="That is a good answer too.").is_visible()
    assert not page.get_by_text("Are there times when you are afraid").is_visible()
    page.get_by_role("link", name="Show me where help can be found").click()
    assert page.get_by_role("heading", name="What can help").is_visible()
    assert page.get_by_role("link", name="Leave now").is_visible()
    assert page.locator(".answer:visible").count() == 1
    # a browser may fetch the icon of the tab once more
    assert all(url.endswith(".svg") for url in asked)
    page.close()


@pytest.mark.parametrize("view", [(844, 390), (390, 480)])
def test_a_little_height_still_holds_the_first_choice(
    browser: Browser, address: str, view: tuple[int, int]
) -> None:
    page = opened(browser, f"{address}/checking.html", viewport={"width": view[0], "height": view[1]})
    box = page.locator(".foot .btn.turn").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= view[1]
    page.close()


def test_a_little_height_still_holds_words_field_and_button(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/mirroring.html", viewport={"width": 390, "height": 430})
    for part in (".said", ".compose", ".btn.turn"):
        assert page.locator(part).evaluate(
            "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.top < 430 }"
        )
    assert page.locator(".btn.turn").evaluate("e => e.getBoundingClientRect().bottom <= 430")
    page.close()
