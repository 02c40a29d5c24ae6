"""Words of harm, fear and control bring a card with help to whoever writes them, and nothing else happens."""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dialogues.test_hints import MIRROR, Writer, asks, everything_stored, hidden, table
from people.journeys import text_of

__all__ = ["table"]


def test_words_of_harm_bring_a_card_to_the_writer_alone_and_go_where_they_are_sent(
    table: tuple[Writer, Writer], settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    ada, bo = table
    settings.HELP_LINES = ["Listening line 0800"]
    words = "you wait. I do not want to live any more, and then I hear you."
    stored = everything_stored()
    with caplog.at_level(logging.DEBUG):
        drawn = bo.drafts(words)
    assert "there are people who listen" in asks(drawn).lower()
    assert "Listening line 0800" in asks(drawn)
    assert 'href="/care/?next=' in drawn
    assert "people who listen" not in text_of(ada.page())
    assert "care" not in " ".join(record.getMessage() for record in caplog.records)
    assert "care" not in everything_stored().replace(stored, "")
    number = re.search(r'data-hint="(\d+)"', drawn)[1]
    assert "people who listen" not in bo.drafts(words, left=number)
    assert bo.drafts(f"{words} But I was only tired.", left=number) == "", "nor is the wording asked about"
    assert bo.press("offer", text=words).status_code == 303
    assert "I do not want to live any more" in text_of(ada.page())


def test_no_address_tells_what_was_asked_or_that_there_was_a_card(table: tuple[Writer, Writer]) -> None:
    _, bo = table
    for words in ("you wait. I do not want to live any more, and then I hear you.", MIRROR):
        page = bo.press("draft", text=words)
        number = re.search(r'data-hint="(\d+)"', page.content.decode())[1]
        carried = hidden(page, "place", "hinted", "left")
        assert carried["hinted"] == number
        left = bo.press(f"leave_in:{number}", text=words, **carried)
        assert hidden(left, "left")["left"] == number
        kept = bo.press(f"set_aside:{number}:text:0", text=words, quote=words, **carried)
        assert parse_qs(urlsplit(kept["Location"]).query).keys() <= {"stem"}


@pytest.mark.parametrize("field", ["own_feeling", "thought_text"])
def test_the_small_fields_are_read_for_the_card_too(table: tuple[Writer, Writer], field: str) -> None:
    ada, bo = table
    assert "people who listen" in asks(bo.drafts("you wait.", **{field: "I want to kill myself"})).lower()
    assert "people who listen" not in asks(bo.drafts("you wait.", **{field: "tired"})).lower()
    place = hidden(ada.page(), "place")["place"]
    waiting = ada.post(f"{ada.talk}draft/", place=place, do="draft", **{field: "I want to kill myself"})
    assert "people who listen" in asks(waiting.json()["hint"]).lower()
