"""One house and one Chromium for all browser tests of a worker; every test gets fresh phones.

Everything here lives as long as the package: Playwright keeps an event loop in the thread, and Django's tests of other
packages refuse to share one.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Unpack

import pytest
from playwright.sync_api import Browser, Playwright, StorageState, StorageStateCookie, sync_playwright
from pluggy import Result

from browser.house import House
from browser.phones import How, Phone
from browser.wire import Wire
from chromium import CHROMIUM, EXECUTABLE, STILL
from couples import household

FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and leave the others alone."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the house, in which Ada, Bo and Cleo have begun already."""
    folder = tmp_path_factory.mktemp("house") / "data"
    folder.mkdir()
    return folder


@pytest.fixture(scope="package")
def sign_ins(folder: Path) -> dict[str, dict[str, str]]:
    """The cookies of Ada and Bo, who share a space, of Cleo, who knows neither, and of a circle of four."""
    return household(folder)


@pytest.fixture(scope="package")
def cookies(sign_ins: dict[str, dict[str, str]]) -> dict[str, StorageState]:
    """The same as their browsers keep them."""
    return {name: stored(cookies) for name, cookies in sign_ins.items()}


def stored(cookies: dict[str, str]) -> StorageState:
    """Cookies as a browser keeps them."""
    kept = [
        StorageStateCookie(name=name, value=value, domain="localhost", path="/", httpOnly=True, sameSite="Lax",
                           secure=False, expires=-1)
        for name, value in cookies.items()
    ]  # fmt: skip
    return StorageState(cookies=kept, origins=[])


@pytest.fixture(scope="package")
def house(folder: Path, sign_ins: dict[str, dict[str, str]]) -> Iterator[House]:
    """A real server in a process of its own, with the real cost of every passphrase."""
    opened = House(folder).open()
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as play:
        yield play


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = playwright.chromium.launch(executable_path=EXECUTABLE, args=CHROMIUM)
    yield chromium
    chromium.close()


@pytest.fixture(scope="package")
def still(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium for pages that are only looked at."""
    chromium = playwright.chromium.launch(executable_path=EXECUTABLE, args=STILL)
    yield chromium
    chromium.close()


@pytest.fixture
def phone(
    request: pytest.FixtureRequest, browser: Browser, house: House, cookies: dict[str, StorageState]
) -> Iterator[Callable[..., Phone]]:
    """Hand out phones of people who are signed in; afterwards none of them may have complained."""
    handed: list[Phone] = []

    def take(name: str, of: Browser = browser, **how: Unpack[How]) -> Phone:
        handed.append(Phone(of, house.address, name, cookies=cookies[name], **how))
        return handed[-1]

    yield take
    if request.node.stash.get(FAILED, False):
        for each in handed:
            print(each.name, each.told())
    complaints = [(each.name, each.complaints) for each in handed if each.complaints]
    for each in handed:
        each.close()
    assert complaints == []


@pytest.fixture
def wires(house: House, sign_ins: dict[str, dict[str, str]]) -> tuple[Wire, Wire]:
    """Ada's and Bo's forms without their pages: to come to a state quickly, and to leave nothing open behind."""
    return Wire(house.port, sign_ins["Ada"]), Wire(house.port, sign_ins["Bo"])


@pytest.fixture
def asked(wires: tuple[Wire, Wire]) -> Iterator[str]:
    """The path of a dialogue for which Ada has just asked, and Bo said yes; let go at the end."""
    ada, bo = wires
    yield ada.ask("Sunday mornings", bo)
    ada.let_go(bo)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, Result[pytest.TestReport], None]:
    """Keep what the test knew when it failed, for the fixture that tells what stood on the glass."""
    outcome = yield
    item.stash[FAILED] = outcome.get_result().failed or item.stash.get(FAILED, False)
