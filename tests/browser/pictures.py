"""The README's pictures, from the running product: `make pictures` plays a dialogue and writes docs/pictures/.

Two people really talk while it runs, so a picture can show only what a person can see.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from browser.asking import say_yes
from browser.eyes import Theme
from browser.house import House
from browser.phones import Phone, two_together
from chromium import CHROMIUM, EXECUTABLE

TO = Path(__file__).parents[2] / "docs" / "pictures"
SETTLED = 900  # milliseconds, until every transition has come to rest
FIRST = "On Sundays I wake up early and I wait for you."
STORY = "that you would rather be alone. So I clean the kitchen, loudly, and I go quiet."


def photograph(
    phone: Phone, name: str, *, theme: Theme = "light", size: tuple[int, int] = (390, 844)
) -> None:
    """Take one picture of what this person sees."""
    phone.page.set_viewport_size({"width": size[0], "height": size[1]})
    phone.page.emulate_media(color_scheme=theme)
    phone.page.wait_for_timeout(SETTLED)
    phone.page.screenshot(path=TO / f"{name}.png")
    phone.page.emulate_media(color_scheme="light")
    phone.page.set_viewport_size({"width": 390, "height": 844})


def play(ada: Phone, bo: Phone) -> None:
    """Tell one story, and stop for a picture on the way."""
    two_together(ada, bo)
    ada.ask("Sunday mornings")
    bo.go("/")
    photograph(bo, "home")
    say_yes(bo)
    for _ in range(2):
        ada.sees("You are here" if _ == 0 else "Breathe").press("ready")
        bo.sees("You are here" if _ == 0 else "Breathe").press("ready")
    ada.sees("Say what it is like")
    by_letter(ada, bo)
    ada.offer(FIRST)
    bo.sees("Mirror").offer("you wake up early on Sundays and you wait for me")
    ada.sees("Did Bo get it").choose("got_it").sees("Is there more").choose("more")
    ada.begin_with("The story I tell myself is").write(STORY)
    photograph(ada, "speaking")
    ada.press("offer")
    bo.sees("Mirror").write("that you tell yourself I would rather be alone, so you clean, loudly,")
    photograph(bo, "mirroring")
    photograph(bo, "mirroring-dark", theme="dark")
    photograph(bo, "mirroring-wide", size=(1280, 800))
    bo.press("offer")
    ada.sees("Did Bo get it")
    photograph(ada, "checking")
    ada.choose("got_it").choose("all")
    bo.sees("all together").offer(
        "You wake early and wait, and you tell yourself that I would rather be alone."
    )
    ada.sees("all of it").choose("all")
    bo.sees("Make sense").offer("waiting is long when nobody comes")
    ada.sees("reach you").choose("reaches")
    bo.sees("I imagine")
    bo.page.locator(".pick-sad").first.evaluate("box => box.click()")
    bo.tick("lonely", "disheartened")
    photograph(bo, "feelings")


def by_letter(ada: Phone, bo: Phone) -> None:
    """Begin a letter, and change one's mind: both would rather talk now."""
    paced(ada, "letter").write(FIRST, field="text").touch("another")
    ada.write("When nobody comes, I grow quiet.", field="block_1")
    photograph(ada, "letter")
    ada.write("", field="text").write("", field="block_1")
    paced(ada, "live")
    bo.look_again().press("pace:live")
    ada.look_again().sees("Say what it is like")


def paced(person: Phone, pace: str) -> Phone:
    """Change how two talk."""
    person.touch("to_pace")
    person.page.wait_for_url("**/pace/")
    person.touch(f"pace:{pace}")
    person.page.wait_for_url(lambda url: "/pace/" not in url)
    return person


def in_the_room(phone: Phone) -> None:
    """Begin with one phone between two people, who need no account for it."""
    phone.go("/room/appreciation/")
    for side in ("near", "near", "far"):
        phone.page.locator(f".{side} [data-act]").first.click()
        phone.page.wait_for_timeout(SETTLED)
    photograph(phone, "room")


def main() -> None:
    """Open a house of its own, play, and leave nothing but the pictures."""
    TO.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play_with:
        house = House(Path(folder) / "house").open()
        browser = play_with.chromium.launch(executable_path=EXECUTABLE, args=CHROMIUM)
        try:
            in_the_room(Phone(browser, house.address, "Anybody"))
            play(Phone(browser, house.address, "Ada"), Phone(browser, house.address, "Bo"))
        finally:
            browser.close()
            house.close()
    sys.stdout.write(f"{len(list(TO.glob('*.png')))} pictures in docs/pictures\n")


if __name__ == "__main__":
    main()
