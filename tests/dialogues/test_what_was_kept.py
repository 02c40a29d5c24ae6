"""After a "not quite" the one who mirrored may look at what the mirror kept, in the words, and nobody else may."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from dialogues.test_hints import Writer, table
from people.journeys import text_of
from withness.dialogues.glass.turned_down import marked, stretches
from withness.protocol.script import Slot
from withness.protocol.state import Words
from withness.semantic import loading

__all__ = ["table"]
SHOW = "Show me what I kept"
GIVEN = "you wake early on Sundays and you do not wait, you should call me."


def marks(answer: HttpResponse) -> list[tuple[str, str]]:
    found = re.findall(
        r'<mark class="([\w-]+)"><span class="sr">[^<]*</span>(.*?)</mark>', answer.content.decode(), re.S
    )
    return [(kind, words.strip()) for kind, words in found]


@pytest.mark.parametrize(("do", "words"), [("choose:again", ""), ("choose:add", "that it is every Sunday.")])
def test_it_is_offered_after_a_no_to_the_one_who_mirrored_and_to_nobody_else(
    table: tuple[Writer, Writer], do: str, words: str
) -> None:
    ada, bo = table
    bo.press("offer", text=GIVEN)
    for who in (ada, bo):
        assert SHOW not in text_of(who.page())
        assert who.get(f"{who.talk}kept/").status_code in (302, 303)
    ada.press(do, **({"text_add": words} if words else {}))
    assert SHOW in text_of(bo.page())
    assert SHOW not in text_of(ada.page())
    assert ada.get(f"{ada.talk}kept/").status_code in (302, 303)
    looked = marks(bo.get(f"{bo.talk}kept/"))
    assert ("kept-words", "On Sundays I wake early") in looked
    assert {kind for kind, _ in looked} >= {"kept-words", "turned", "added"}
    assert not re.search(r"\d+ ?%", text_of(bo.get(f"{bo.talk}kept/")))


def test_it_is_gone_with_the_next_mirror_and_after_a_yes(table: tuple[Writer, Writer]) -> None:
    ada, bo = table
    bo.press("offer", text=GIVEN)
    ada.press("choose:again")
    ada.press("offer", text="I wake early, and I wait.")
    assert SHOW in text_of(bo.page())
    bo.press("offer", text="You wake early, and you wait.")
    assert SHOW not in text_of(bo.page())
    ada.press("choose:got_it")
    assert SHOW not in text_of(bo.page())


def test_the_summary_lies_beside_all_pieces(table: tuple[Writer, Writer]) -> None:
    ada, bo = table
    bo.press("offer", text="you wait")
    for do in ("choose:got_it", "choose:more"):
        ada.press(do)
    ada.press("offer", text="My tea gets cold.")
    bo.press("offer", text="your tea gets cold")
    for do in ("choose:got_it", "choose:all"):
        ada.press(do)
    bo.press("offer", text="You wake early on Sundays and wait for me to come down.")
    ada.press("choose:missing", text_missing="the tea")
    page = bo.get(f"{bo.talk}kept/")
    assert ("missing", "My tea gets cold.") in marks(page)
    assert "On Sundays I wake early" in text_of(page)


class Alike:
    """Stands where a sentence model would, and says that all means the same."""

    def encode(self, texts: list[str]) -> list[list[float]]:
        return [[1.0]] * len(texts)


def test_a_model_that_is_there_finds_what_was_kept_in_other_words(
    table: tuple[Writer, Writer], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bo = table
    bo.press("offer", text="tuesdays taste of copper")
    ada.press("choose:again")
    assert "kept-words" not in {kind for kind, _ in marks(bo.get(f"{bo.talk}kept/"))}
    monkeypatch.setattr(loading._WAITING, "encoder", Alike())
    assert {kind for kind, _ in marks(bo.get(f"{bo.talk}kept/"))} == {"kept-words"}


def test_what_was_said_aloud_cannot_be_looked_at(table: tuple[Writer, Writer]) -> None:
    ada, bo = table
    bo.press("aloud")
    ada.press("choose:again")
    assert SHOW not in text_of(bo.page())


WORDS = st.builds(
    Words, slot=st.just(Slot.PIECE), seat=st.just(0), text=st.text(max_size=60), stem=st.text(max_size=9)
)


@given(told=st.lists(WORDS, max_size=3), given_back=WORDS)
def test_the_stretches_are_the_words_again(told: list[Words], given_back: Words) -> None:
    looked = marked(tuple(told), (given_back,), language="en")
    for words, line in zip((*told, given_back), (*looked.told, *looked.given), strict=True):
        assert (line.stem, "".join(each.text for each in line.stretches)) == (words.stem, words.text)


def test_what_lies_between_two_marks_stays_unmarked() -> None:
    cut = stretches("You wait. You go.", (("kept", 0, 8), ("added", 10, 16)))
    assert [(each.kind, each.text) for each in cut] == [
        ("kept", "You wait"),
        ("", ". "),
        ("added", "You go"),
        ("", "."),
    ]
