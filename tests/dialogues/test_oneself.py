"""A dialogue with oneself: two parts of one person, one page that always shows the part whose turn it is."""

from __future__ import annotations

import pytest
from hypothesis import given

from dialogues.circle import Reader
from dialogues.table import Guest
from people.journeys import text_of
from protocol.walks import Tries, engine, live, offered, states, tries
from withness.dialogues.models import Dialogue, Draft
from withness.dialogues.queries.seats import whose_turn
from withness.people.models import Membership, Relationship
from withness.protocol.fold import evolve
from withness.protocol.moves import Offer, TakeBack
from withness.protocol.rules import Accepted, decide
from withness.protocol.sight import last_offered, seen_by
from withness.scripts import script_named

pytestmark = pytest.mark.django_db
PROTECTS = "I keep you busy so that you need not feel it."


@engine
@given(tries())
def test_there_is_always_something_to_do_for_the_one_whose_turn_it_is(tried: Tries) -> None:
    script = script_named("self")
    for state in states(script, tried):
        sight = seen_by(script, state, whose_turn(script, state))
        assert sight.acts or not live(state)


@engine
@given(tries())
def test_whatever_a_part_offers_can_be_taken_one_step_back_and_only_that(tried: Tries) -> None:
    script = script_named("self")
    for state in states(script, tried):
        last = last_offered(state)
        if last is not None and state.before is not None:
            assert decide(script, state, last, TakeBack()) == Accepted(last, TakeBack())
            assert not isinstance(decide(script, state, 1 - last, TakeBack()), Accepted)
            back = evolve(script, state, last, TakeBack())
            assert (back.step, back.table) == (state.before.step, state.before.table)
            assert whose_turn(script, back) == last, "the words are in that part's field again"
            assert last_offered(back) is None, "one step, not a chain of them"
        turn = whose_turn(script, state)
        for move in offered(seen_by(script, state, turn)):
            if isinstance(move, Offer) and live(after := evolve(script, state, turn, move)):
                assert last_offered(after) == turn


@pytest.fixture
def ada() -> Reader:
    return Reader(Guest("Ada"), "Ada")


def begin(ada: Reader) -> Dialogue:
    ada.path = ada.send("/talk/oneself/", {})["Location"]
    return Dialogue.objects.get()


def to_the_last_question(ada: Reader) -> None:
    ada.presses("choose:here")
    ada.presses("offer", PROTECTS)
    ada.presses("offer", "You keep me busy, so that I need not feel it.")
    ada.presses("choose:heard")
    ada.presses("choose:all")
    ada.presses("offer", "I had nobody to tell.")
    ada.presses("offer", feelings="tired")
    assert "I had nobody to tell." in ada.text(), "what a part is to look at lies beside what was guessed"
    ada.presses("offer", feelings="tired")
    ada.presses("offer", "Somebody who stays.")
    ada.presses("offer", "An evening without a list.")
    ada.presses("offer", "On Friday I leave the list in the drawer.")


def test_it_is_there_without_a_partner_an_invitation_or_a_question(ada: Reader) -> None:
    assert "Nobody is asked, nobody is told" in ada.text("/talk/oneself/")
    dialogue = begin(ada)
    assert (dialogue.seated, dialogue.relationship.kind) == ("00", "self")
    assert Membership.objects.count() == 1
    assert ada.title == "Sit down with yourself."


def test_one_person_goes_through_both_parts_to_the_end_and_reads_it_again(ada: Reader) -> None:
    begin(ada)
    to_the_last_question(ada)
    ada.presses("choose:keep")
    assert "The words are kept, for you." in ada.text()
    words = ada.text(f"{ada.path}words/")
    assert PROTECTS in words
    assert "Words from the part that protects" in words
    assert "The one you are now heard" in words
    assert "Kept for you." in words
    assert "The words are kept" in ada.text("/talk/oneself/")


def test_the_page_belongs_to_the_part_whose_turn_it_is(ada: Reader) -> None:
    begin(ada)
    ada.presses("choose:here")
    page = ada.page().content.decode()
    assert 'data-turn="tide"' in page
    assert "compose tide" in page, "the part that protects writes, in the second look of the pair"
    ada.presses("offer", PROTECTS)
    page = ada.page().content.decode()
    assert 'data-turn="tide"' in page
    assert "compose ember" in page, "the one of now mirrors, in the own look"
    assert "Words from the part that protects" in ada.text()


def test_an_offer_is_taken_one_step_back_by_either_part(ada: Reader) -> None:
    dialogue = begin(ada)
    ada.presses("choose:here")
    assert "take_back" not in ada.buttons, "nothing is offered yet"
    ada.presses("offer", PROTECTS)
    assert "One step back" in ada.text()
    ada.presses("take_back")
    assert (ada.title, ada.field) == ("Let the part that protects you speak.", PROTECTS)
    assert "take_back" not in ada.buttons
    assert PROTECTS not in str(ada.guest.opened(dialogue).log), "nothing of it stays in the log"
    ada.presses("offer", "I look after you.")
    ada.presses("offer", "You look after me.")
    assert ada.title == "Does that part of you feel heard?"
    ada.presses("take_back")
    assert ada.field == "You look after me."


def test_what_the_other_part_had_begun_holds_nothing_up_and_goes_to_mine(ada: Reader) -> None:
    dialogue = begin(ada)
    ada.presses("choose:here")
    ada.presses("offer", PROTECTS)
    ada.presses("draft", "You keep")
    page = text_of(ada.press("take_back", "You keep me bu"))
    assert "What you had begun here is kept in Mine" in page
    assert ada.field == PROTECTS
    assert "You keep me bu" in ada.text("/mine/thoughts/")
    assert Draft.objects.filter(dialogue=dialogue).count() == 1, "the words that came back, and nothing else"


def test_once_the_other_part_has_answered_it_stays(ada: Reader) -> None:
    begin(ada)
    ada.presses("choose:here")
    place = ada.page().content.decode().partition('name="place" value="')[2].partition('"')[0]
    ada.presses("offer", PROTECTS)
    ada.presses("offer", "You keep me busy.")
    ada.presses("choose:heard")
    assert "take_back" not in ada.buttons
    assert ada.press("take_back").status_code == 422
    assert ada.press("take_back", place=place).status_code == 409


def test_begin_goes_on_where_it_was(ada: Reader) -> None:
    begin(ada)
    ada.presses("choose:here")
    assert "Go on" in ada.text("/talk/oneself/")
    assert ada.send("/talk/oneself/", {})["Location"] == ada.path
    assert Dialogue.objects.count() == Relationship.objects.count() == 1


def test_a_pause_and_a_stop_are_ones_own_and_nobody_is_told(ada: Reader) -> None:
    begin(ada)
    ada.presses("choose:here")
    assert "Nobody is told." in ada.text(f"{ada.path}pause/")
    assert "Nobody is told." in ada.text(f"{ada.path}leave/")
    for stop in ("pause:20", "leave"):
        ada.presses(stop)
        assert "resume" in ada.buttons
        ada.presses("resume")
    assert ada.title == "Let the part that protects you speak."


def test_a_draft_of_one_part_is_not_in_the_field_of_the_other(ada: Reader) -> None:
    begin(ada)
    ada.presses("choose:here")
    ada.press("draft", "half a thought")
    assert "half a thought" in ada.text()
    ada.presses("offer", PROTECTS)
    assert "half a thought" not in ada.text()


def test_nobody_else_finds_it(ada: Reader) -> None:
    begin(ada)
    bo = Reader(Guest("Bo"), "Bo")
    assert bo.page(ada.path).status_code == 404
    assert "Sit down" not in bo.text("/") + bo.text("/us/") + bo.text("/talk/")


@pytest.mark.parametrize("path", ["/", "/talk/", "/us/", "/mine/", "/mine/delete/", "/talk/new/"])
def test_every_place_can_be_opened_with_only_a_space_with_oneself(ada: Reader, path: str) -> None:
    begin(ada)
    assert ada.page(path).status_code == 200
    ada.presses("close")
    assert ada.page(path).status_code == 200
    assert "Nobody has come yet" not in ada.text(path)
