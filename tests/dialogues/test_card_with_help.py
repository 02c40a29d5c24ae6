"""Words of harm, fear and control bring a card with help to whoever writes them, and nothing else happens."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest

from dialogues.test_hints import Writer, asks, everything_stored, hidden, table
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
    assert bo.press("offer", text=words).status_code == 303
    assert "I do not want to live any more" in text_of(ada.page())


def test_no_address_tells_that_there_was_a_card_with_help(table: tuple[Writer, Writer]) -> None:
    _, bo = table
    words = "you wait. I do not want to live any more, and then I hear you."
    page = bo.get(bo.press("draft", text=words)["Location"])
    number = re.search(r'data-hint="(\d+)"', page.content.decode())[1]
    assert "people who listen" in text_of(page)
    carried = {"hinted": number, "left": number, "place": hidden(page, "place")["place"]}
    for do in (f"leave_in:{number}", "draft"):
        address = bo.press(do, text=words, **carried)["Location"]
        assert number not in re.findall(r"\d+", address.partition("?")[2])
