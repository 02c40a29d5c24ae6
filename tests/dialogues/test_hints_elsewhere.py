"""Hints in letters, in the fields of options, and with oneself: the same questions, each where its words stand."""

from __future__ import annotations

import html
import re

import pytest
from django.http import HttpResponse

from dialogues.table import Guest
from dialogues.test_hints import asks, buttons
from dialogues.writer import Writer, fields_of
from people.journeys import text_of
from withness.dialogues.models import Dialogue, PocketedThought

OWN_SIDE = "But I was only tired."


@pytest.fixture
def two(ada: Guest, bo: Guest, letters: Dialogue) -> tuple[Writer, Writer]:
    """Ada has written a letter in two pieces, and Bo has opened it."""
    writers = Writer(ada, letters), Writer(bo, letters)
    writers[0].send("I wake early on Sundays.", "My tea gets cold and I wait.")
    writers[1].open()
    return writers


def drafted(writer: Writer, page: HttpResponse, **typed: str) -> str:
    place = fields_of(page)["place"]
    return str(writer.post(f"{writer.talk}draft/", place=place, do="draft", **typed).json()["hint"])


def test_each_mirror_of_a_letter_is_laid_beside_its_own_piece(two: tuple[Writer, Writer]) -> None:
    _, bo = two
    page, first = bo.page(), "You wake early on Sundays."
    assert drafted(bo, page, text=first, block_1="Your tea gets cold and you wait.") == ""
    turned = drafted(bo, page, text=first, block_1="Your tea does not get cold and you wait.")
    assert 'data-field="block_1"' in turned
    assert "My tea gets cold" in asks(turned)


def test_a_phrase_is_taken_out_of_the_piece_it_stands_in(two: tuple[Writer, Writer]) -> None:
    ada, bo = two
    first, second = "You wake early on Sundays.", f"Your tea gets cold and you wait. {OWN_SIDE}"
    page = bo.press("draft", text=first, block_1=second)
    assert OWN_SIDE in text_of(page)
    keep = next(each for each in buttons(page.content.decode()) if each.startswith("set_aside"))
    quote = re.search(r'name="quote" value="([^"]*)"', page.content.decode())[1]
    after = fields_of(bo.press(keep, text=first, block_1=second, quote=html.unescape(quote)))
    assert (after["text"], after["block_1"]) == (first, second.replace(OWN_SIDE, ""))
    assert PocketedThought.objects.filter(member=bo.guest.member).count() == 1
    assert OWN_SIDE not in text_of(ada.page())


def test_the_field_that_somebody_writes_in_is_asked_about_first(two: tuple[Writer, Writer]) -> None:
    _, bo = two
    typed = {
        "text": f"You wake early on Sundays. {OWN_SIDE}",
        "block_1": "Your tea gets cold. Why do you wait?",
    }
    assert 'data-field="text"' in drafted(bo, bo.page(), **typed)
    assert 'data-field="block_1"' in drafted(bo, bo.page(), **typed, at="block_1")


def test_what_is_added_in_the_field_of_a_choice_is_asked_about_too(two: tuple[Writer, Writer]) -> None:
    ada, bo = two
    bo.send("You wake early.", "Your tea gets cold.")
    ada.open()
    drawn = drafted(ada, ada.page(), text_add="that you never come down on Sundays")
    assert 'data-field="text_add"' in drawn
    assert "Is there one day" in asks(drawn)


def test_with_oneself_there_is_no_pocket_to_keep_it_in(ada: Guest) -> None:
    writer = Writer(ada, Dialogue(pk=0))
    dialogue = begin_alone(writer)
    writer.talk = f"/talk/{dialogue.pk}/"
    writer.press("choose:here")
    writer.press("offer", text="I keep you busy so that you need not feel it.")
    drawn = drafted(
        writer, writer.page(), text="You keep me busy so that I need not feel it. You should rest."
    )
    assert "leave_in" in drawn
    assert "set_aside" not in drawn
    assert "keep it" not in asks(drawn), "nothing is promised that no button does"


def begin_alone(writer: Writer) -> Dialogue:
    writer.post("/talk/oneself/")
    return Dialogue.objects.get()


@pytest.mark.parametrize("name", ["block_x", "block_", "block_99", "text_", "text_nothing", "nothing"])
def test_a_field_that_is_not_there_is_no_stumbling_block(two: tuple[Writer, Writer], name: str) -> None:
    _, bo = two
    place = fields_of(bo.page())["place"]
    answer = bo.post(
        f"{bo.talk}draft/",
        **{"place": place, "do": "draft", name: OWN_SIDE, "hinted": "x,-1,9e9", "left": "٣"},
    )
    assert answer.status_code == 200
    assert bo.post(bo.talk, place=place, do=f"set_aside:0:{name}:x", quote=OWN_SIDE).status_code == 303
