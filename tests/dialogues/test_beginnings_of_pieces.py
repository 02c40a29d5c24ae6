"""The further pieces of a letter: each offers the beginnings of its step, in the field itself."""

from __future__ import annotations

import html
import re

from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from dialogues.test_letter_pages import two
from dialogues.writer import Writer, fields_of
from people.journeys import text_of
from withness.dialogues.glass.pieces import beginning_of, begun_with
from withness.scripts import script_named

__all__ = ["two"]
STEMS = [stem.say for stem in script_named("whole-dialogue").step("speaking").stems]


def chips(answer: HttpResponse, piece: str) -> list[str]:
    found = re.findall(rf'name="do" value="begin:{piece}:([^"]+)"', answer.content.decode())
    return [html.unescape(each) for each in found]


def test_a_further_piece_has_beginnings_of_its_own(two: tuple[Writer, Writer]) -> None:
    ada, bo = two
    page = ada.press("another", text="I wake early.")
    assert {"What happened was", "What hurts most is"} <= set(chips(page, "block_1"))
    begun = ada.press("begin:block_1:What hurts most is", text="I wake early.", block_1="")
    assert (fields_of(begun)["text"], fields_of(begun)["block_1"]) == ("I wake early.", "What hurts most is ")
    assert "data-new" in begun.content.decode(), "one writes on there"
    other = ada.press(
        "begin:block_1:What I feel is", text="I wake early.", block_1="What hurts most is that I wait"
    )
    assert fields_of(other)["block_1"] == "What I feel is that I wait", (
        "the words stay, and begin in another way"
    )
    crafted = ada.press("begin:block_1:You never", block_1="that I wait")
    assert fields_of(crafted)["block_1"] == "that I wait"
    ada.send("I wake early.", "What I feel is that I wait.")
    bo.open()
    assert "What I feel is that I wait." in text_of(bo.get(f"{bo.talk}letter/?piece=2"))
    mirroring = bo.page()
    assert "block_1" in fields_of(mirroring)
    assert not chips(mirroring, "block_1"), "an answer goes on where the one before it ended"


@given(st.sampled_from(STEMS), st.sampled_from(["", *STEMS]), st.text(alphabet="I wat.\n"))
def test_a_piece_begins_as_was_wished_and_keeps_its_words(beginning: str, before: str, words: str) -> None:
    begun = begun_with(f"{before} {words}" if before else words, beginning, known=STEMS)
    assert beginning_of(begun, STEMS) == beginning
    assert begun.endswith(words.lstrip())
    assert begun_with(begun, beginning, known=STEMS) == begun
