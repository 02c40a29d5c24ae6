"""Whoever waits is told for what and has a way out; whoever is elsewhere does not look as if they were here."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from browser.phones import PATIENCE, Phone
from browser.wire import STORY, Wire, play, take

Two = tuple[Wire, Wire]
LEAD = re.compile(r'<div class="lead"><h1[^>]*>(.*?)</h1>(?:<p class="quiet">(.*?)</p>)?', re.S)
WAYS = ("to_leave", "to_pause")


def arrival(person: Phone) -> Locator:
    return person.page.locator("#step p.away")


def test_present_is_who_has_this_page_open_and_not_who_is_somewhere_in_the_house(
    asked: str, wires: Two, phone: Callable[..., Phone]
) -> None:
    play(*wires, until="arriving")
    ada, home = phone("Ada").go(asked), phone("Bo").go("/")
    expect(arrival(ada)).to_contain_text("Bo is not here yet")
    for path in ("/talk/", "/mine/", "/"):
        home.go(path)
    ada.look_again()
    expect(arrival(ada)).to_contain_text("Bo is not here yet")
    home.tab().go(asked)  # a house that has just opened rings for nobody who comes: so she looks again
    expect(arrival(ada.look_again())).to_contain_text("Bo is here too", timeout=PATIENCE)


def lacks(page: str, other: str) -> list[str]:
    """What a page on which somebody waits does not tell, or does not offer."""
    if 'data-acts="no"' not in page:
        return []
    found = LEAD.search(page)
    title, note = (found[1], found[2] or "") if found else ("", "")
    missing = [f"no {way}" for way in WAYS if f'value="{way}"' not in page]
    missing += [] if title.strip() else ["no title"]
    return missing + ([] if other in title + note else [f"does not say that it waits for {other}"])


def test_every_page_on_which_somebody_waits_says_for_what_and_leaves_ways_out(asked: str, wires: Two) -> None:
    play(*wires, until="grounding")
    found: dict[str, list[str]] = {}
    waited = 0
    for turn in STORY[STORY.index(next(turn for turn in STORY if turn[0] == "grounding")) :]:
        for wire, other in zip(wires, ("Bo", "Ada"), strict=True):
            page = wire.page()
            waited += 'data-acts="no"' in page
            found |= {f"{turn[0]}, waiting for {other}": wrong} if (wrong := lacks(page, other)) else {}
        take(*wires, turn)
    assert found == {}
    assert waited >= 15


@pytest.mark.parametrize(
    ("without", "told"),
    [
        ('value="to_leave"', "no to_leave"),
        ('value="to_pause"', "no to_pause"),
        ("Bo", "does not say that it waits for Bo"),
    ],
)
def test_a_waiting_page_that_lacks_something_is_noticed(
    asked: str, wires: Two, without: str, told: str
) -> None:
    play(*wires, until="mirroring")
    page = wires[0].page()
    assert lacks(page, "Bo") == []
    assert told in lacks(page.replace(without, ""), "Bo")
