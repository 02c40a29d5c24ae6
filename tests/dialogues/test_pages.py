"""Every page of a dialogue answers a member, hides from a stranger, and keeps what was typed when it says no."""

from __future__ import annotations

import html
import re

import pytest
from django.http import HttpResponse

from people.journeys import Visitor, text_of, title_of, two_together
from withness.dialogues.models import Dialogue, Draft, LoggedMove, PocketedThought
from withness.people.models import Relationship


class AtTheTable(Visitor):
    """A visitor who sits in a dialogue and presses its buttons, as a browser without script does."""

    talk = ""

    def page(self) -> HttpResponse:
        return self.get(self.talk)

    def press(self, do: str, **fields: str) -> HttpResponse:
        page = self.page().content.decode()
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        sent = {name: html.unescape(hidden[name]) for name in ("move_id", "place", "stem") if name in hidden}
        return self.post(self.talk, **{**sent, "do": do, **fields})


def talk_of(one: Visitor, other: Visitor, us: int, topic: str = "Sunday mornings") -> str:
    """One asks, the other says yes: the path of their dialogue."""
    asked = one.post("/talk/new/", relationship=str(us), script="whole-dialogue", text=topic, when="now")
    assert asked.status_code == 303, text_of(asked)
    opened = other.post(asked["Location"], do="yes", turn="1")
    assert opened.status_code == 303, text_of(opened)
    return str(opened["Location"])


@pytest.fixture
def table(db: None) -> tuple[AtTheTable, AtTheTable]:
    ada, bo, us = two_together()
    ada.__class__ = bo.__class__ = AtTheTable
    ada.talk = bo.talk = talk_of(ada, bo, us)
    return ada, bo


def arrive(ada: AtTheTable, bo: AtTheTable) -> None:
    for _ in range(2):
        ada.press("ready")
        bo.press("ready")


def test_an_empty_piece_is_refused_in_one_sentence(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    answer = ada.press("offer", text="  \n ")
    assert answer.status_code == 422
    assert "no words yet" in text_of(answer)


def test_a_piece_that_is_too_long_stays_in_the_field(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    long = "Here is <b>much</b> & more. " * 100
    answer = ada.press("offer", text=long)
    assert answer.status_code == 422
    assert "a lot to carry" in text_of(answer)
    field = re.search(r'<textarea id="text".*?>(.*?)</textarea>', answer.content.decode(), re.DOTALL)
    assert html.unescape(field[1]) == long


def test_a_text_no_page_can_carry_is_refused_with_its_words(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    answer = ada.press("offer", text="a" * 100_001)
    assert answer.status_code == 422
    assert b"a" * 100_001 in answer.content


def test_an_answer_from_a_stale_page_goes_into_the_pocket(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    stale = re.search(r'name="place" value="([^"]*)"', ada.page().content.decode())[1]
    ada.press("offer", text="I wait.")
    answer = ada.press("offer", text="I wait so long.", place=stale)
    assert answer.status_code == 409
    assert "Your words are kept in your pocket" in text_of(answer)
    assert PocketedThought.objects.count() == 1


def test_a_move_out_of_turn_is_refused_kindly(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    answer = bo.press("offer", text="But I was tired.")
    assert answer.status_code == 422
    assert "not your turn yet" in text_of(answer)


@pytest.mark.parametrize("do", ["", "fly", "choose:fly", "pause:soon", "pause:5", "choose:", "offer"])
def test_a_button_that_is_not_there_changes_nothing(table: tuple[AtTheTable, AtTheTable], do: str) -> None:
    _, bo = table
    before = LoggedMove.objects.count()
    answer = bo.press(do)
    assert answer.status_code == 422
    assert LoggedMove.objects.count() == before


def test_a_stranger_and_nobody_find_no_dialogue(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, _ = table
    cleo = Visitor("Cleo").begin()
    for ending in ("", "pause/", "leave/", "words/"):
        here, nowhere = cleo.get(ada.talk + ending), cleo.get(f"/talk/4711/{ending}")
        assert here.status_code == nowhere.status_code == 404
        assert here.content == nowhere.content
        assert Visitor().get(ada.talk + ending)["Location"].startswith("/sign-in/")
    for ending in ("", "draft/"):
        assert cleo.post(ada.talk + ending, do="close").status_code == 404
    assert Dialogue.objects.get().is_open


def test_a_pause_promises_a_time_and_both_see_it(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    assert ada.post(ada.talk, do="pause:20").status_code == 303
    assert title_of(bo.page()).startswith("Your turn") is False
    assert "Ada asked for a pause. Back at" in text_of(bo.page())
    ada.press("resume")
    assert "Ada is finding words" in text_of(bo.page())


def test_what_stands_in_the_field_is_kept_on_every_detour(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    for do in ("stem:What I feel is", "say_aloud", "write", "draft", "to_pause", "to_leave"):
        Draft.objects.all().delete()
        assert ada.press(do, text="half a sen").status_code == 303
        assert "half a sen" in ada.page().content.decode()
    bo.press("pocket", thought_text="but I was only tired")
    assert "but I was only tired" in bo.page().content.decode()
    assert "only tired" not in ada.page().content.decode()


def test_who_is_talking_is_asked_for_no_text_until_they_want_to_write(
    table: tuple[AtTheTable, AtTheTable],
) -> None:
    ada, bo = table
    arrive(ada, bo)
    ada.press("talking")
    assert '<textarea id="text"' not in ada.page().content.decode()
    ada.press("aloud")
    assert "Said aloud" in text_of(bo.page())
    bo.press("aloud")
    ada.press("choose:got_it")
    ada.press("choose:more")
    assert "I have said it" in text_of(ada.page())
    ada.press("write")
    assert '<textarea id="text"' in ada.page().content.decode()


def test_thanks_are_seen_when_both_are_there_and_not_before(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    steps = [
        (ada, "offer", "I wait."), (bo, "offer", "You wait."), (ada, "choose:got_it", ""),
        (ada, "choose:all", ""), (bo, "offer", "You wait."), (ada, "choose:all", ""),
        (bo, "offer", "waiting is long"), (ada, "choose:reaches", ""),
    ]  # fmt: skip
    for who, do, text in steps:
        assert who.press(do, **({"text": text} if text else {})).status_code == 303, do
    bo.press("offer", feelings="lonely")
    ada.press("offer", feelings="lonely", own_feeling="hopeful")
    assert "lonely, hopeful" in text_of(bo.page())
    bo.press("choose:said")
    ada.press("choose:enough")
    bo.press("choose:change")
    ada.press("offer", text="your patience")
    assert "your patience" not in text_of(bo.page())
    bo.press("offer", text="your courage")
    for who in (ada, bo):
        assert "your patience" in text_of(who.page())
        assert "your courage" in text_of(who.page())
    assert re.search(r"Thanks from Bo .*your courage.* Your thanks .*your patience", text_of(ada.page()))


def test_a_closed_space_leaves_the_dialogue_to_be_read_and_no_more(
    table: tuple[AtTheTable, AtTheTable],
) -> None:
    ada, bo = table
    arrive(ada, bo)
    ada.press("offer", text="I wait for you.")
    Relationship.objects.update(closed_at="2026-01-01T00:00Z")
    assert "The shared space is closed" in text_of(bo.page())
    assert bo.press("offer", text="You wait.").status_code == 409
    assert "I wait for you." in text_of(bo.get(f"{bo.talk}words/"))


def test_asking_again_while_one_is_open_leads_to_it(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    space = str(Relationship.objects.get().pk)
    answer = bo.post("/talk/new/", relationship=space, script="short-form", when="now")
    assert answer["Location"] == f"{ada.talk}?led=1"


def test_a_topic_that_is_too_long_stays_on_the_page(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, _ = table
    space = str(Relationship.objects.get().pk)
    answer = ada.post("/talk/new/", relationship=space, script="whole-dialogue", text="x" * 61, when="now")
    assert answer.status_code == 422
    assert "x" * 61 in answer.content.decode()


def test_damaged_words_are_told_of_and_take_nothing_else_with_them(
    table: tuple[AtTheTable, AtTheTable],
) -> None:
    ada, _ = table
    row = LoggedMove.objects.get()
    broken = bytearray(row.blob)
    broken[-1] ^= 1
    LoggedMove.objects.filter(pk=row.pk).update(blob=bytes(broken))
    assert "cannot be shown" in text_of(ada.page())
    home = ada.get("/")
    assert home.status_code == 200
    assert "A dialogue cannot be shown" in text_of(home)


def to_the_feelings(ada: AtTheTable, bo: AtTheTable) -> None:
    arrive(ada, bo)
    ada.press("offer", text="I wait.")
    bo.press("offer", text="You wait.")
    ada.press("choose:got_it")
    ada.press("choose:all")
    bo.press("offer", text="You wait.")
    ada.press("choose:all")
    bo.press("offer", text="waiting is long")
    ada.press("choose:reaches")


def test_chosen_and_own_feelings_are_drafts_too(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    to_the_feelings(ada, bo)
    assert bo.press("draft", feelings="lonely", own_feeling="left out").status_code == 303
    page = bo.page().content.decode()
    assert re.search(r'value="lonely" checked', page)
    assert 'value="left out"' in page


def test_a_thought_in_the_pockets_field_is_kept_whichever_button_is_pressed(
    table: tuple[AtTheTable, AtTheTable],
) -> None:
    ada, bo = table
    arrive(ada, bo)
    ada.press("offer", text="I wait.")
    bo.press("offer", text="You wait.", thought_text="but I was only tired")
    assert "but I was only tired" in text_of(bo.page())


def test_one_step_deeper_is_offered_after_two_pieces_and_begins_the_next(
    table: tuple[AtTheTable, AtTheTable],
) -> None:
    ada, bo = table
    arrive(ada, bo)
    for text in ("I wait.", "I clean."):
        ada.press("offer", text=text)
        bo.press("offer", text=text)
        ada.press("choose:got_it")
        if text == "I wait.":
            ada.press("choose:more")
    deeper = re.search(r'value="(deeper:more:[^"]+)"', ada.page().content.decode())[1]
    ada.press(html.unescape(deeper))
    stem = html.unescape(deeper).rpartition(":")[2]
    assert f"{stem}…" in text_of(ada.page())


def test_without_script_only_a_page_without_a_field_fetches_itself(
    table: tuple[AtTheTable, AtTheTable],
) -> None:
    ada, bo = table
    arrive(ada, bo)
    again = '<meta http-equiv="refresh"'
    assert again in bo.page().content.decode()
    assert again not in bo.get(f"{bo.talk}?pocket=1").content.decode()
    assert again not in ada.page().content.decode()


def test_the_room_is_washed_in_the_colour_of_whose_story_it_is(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    colours = []

    def look() -> None:
        colours.append(re.search(r'data-turn="(\w+)"', bo.page().content.decode())[1])

    look()
    arrive(ada, bo)
    look()
    ada.press("close")
    look()
    assert colours == ["moss", "ember", "moss"]
