"""Four people on four phones hold the short round of a circle: it goes round, one passes, and what stays is settled."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from browser.house import House
from browser.phones import PATIENCE, Phone
from browser.wire import Wire
from couples import CIRCLE

SCRIPT = "circle-appreciation"
TOLD = {"Dee": "I noticed the soup", "Eli": "That all of you came", "Gus": "The quiet in here"}


def agreed(house: House, sign_ins: dict[str, dict[str, str]]) -> str:
    """Dee asks for a round, and all the others say yes; gives the path of the dialogue."""
    host, *others = (Wire(house.port, sign_ins[name]) for name in CIRCLE)
    told = {**host.hidden("/talk/new/"), "text": "Our summer", "when": "now", "script": SCRIPT}
    question = host.post(told, "/talk/new/").leads_to
    for each in others:
        path = each.post({**each.hidden(question), "do": "yes"}, question).leads_to
    return path


def test_a_round_of_four_goes_round_and_ends_with_what_all_of_them_want_to_keep(
    house: House, sign_ins: dict[str, dict[str, str]], phone: Callable[..., Phone]
) -> None:
    path = agreed(house, sign_ins)
    dee, eli, fay, gus = circle = [phone(name).go(path) for name in CIRCLE]
    for each in circle:
        each.press("ready")
    tell(dee, eli, witnesses=[fay, gus])
    tell(eli, fay, witnesses=[gus, dee])
    fay.sees("What are you glad about").press("choose:pass")
    tell(gus, dee, witnesses=[eli, fay])
    for each in circle[:3]:
        each.sees("One sentence to close").offer(f"The warmth, says {each.name}.")
        gus.does_not_know(f"The warmth, says {each.name}.")
    gus.press("offer")
    for each in circle:
        each.sees("Stay with it").reads("The warmth, says Dee.", "The warmth, says Fay.").press("ready")
    for each in circle:
        each.sees("What do you want to keep").press("choose:talked" if each is eli else "choose:keep")
    for each in circle:
        expect(each.page.locator("#stage")).to_contain_text("You talked", timeout=PATIENCE)
        assert not any(words in each.go(f"{path}words/").page.content() for words in TOLD.values())


def tell(speaker: Phone, mirror: Phone, *, witnesses: list[Phone]) -> None:
    """One tells, the next one mirrors, the others hear both and have nothing to do."""
    words = TOLD[speaker.name]
    speaker.sees("What are you glad about").offer(f"{words}.")
    for each in witnesses:
        each.sees(f"{mirror.name} is mirroring").reads(f"{words}.")
        expect(each.page.locator("#step [name=do][value=offer]")).to_have_count(0)
    mirror.sees("Mirror what you heard").offer(f"You say: {words}.")
    speaker.sees(f"Did {mirror.name} get it").press("choose:got_it")
