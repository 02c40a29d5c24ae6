"""One of a circle leaves in the middle of a dialogue: what the others read, what goes on, what is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.circle import circle_of, leave, readers
from dialogues.table import PASSPHRASE
from withness.dialogues.actions import Made
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.actions.settling import opened_and_settled
from withness.dialogues.models import Dialogue, KeptThought, LoggedMove
from withness.people import actions as people
from withness.people.access import may_listen
from withness.protocol.moves import Choose

pytestmark = pytest.mark.django_db
NEUTRAL = "has left the circle. There is no hurry."
AFTER = "Something that is told after Dee is gone."


def mirroring(size: int = 4) -> tuple:
    """Ada has told something, and Bo mirrors it."""
    space, guests = circle_of(size)
    made = begin_dialogue(guests[0].member, guests[0].keyring, space, script="circle", topic="The summer")
    assert isinstance(made, Made)
    circle = readers(guests, made.dialogue_id)
    for each in circle:
        each.presses("ready")
    circle[0].presses("offer", "I was glad in the summer.")
    return space, guests, circle


def test_the_others_read_one_neutral_sentence_and_go_on() -> None:
    space, guests, (ada, bo, _, eli) = mirroring()
    leave(guests[2], space)
    for each in (ada, bo, eli):
        assert f"Dee {NEUTRAL}" in each.text()
    bo.presses("offer", "You were glad in the summer.")
    assert NEUTRAL not in ada.text()
    ada.presses("choose:got_it")
    ada.presses("choose:all")
    eli.presses("offer", "the warm evening")
    for each in (ada, bo, eli):
        each.presses("choose:enough")
    assert "Thank somebody" in ada.title
    assert "Dee" not in ada.text()


def test_when_the_one_who_mirrors_leaves_the_next_is_asked_at_once() -> None:
    space, guests, (ada, bo, dee, eli) = mirroring()
    assert bo.title == "Mirror what you heard."
    leave(guests[1], space)
    assert dee.title == "Mirror what you heard."
    assert ada.title == eli.title == "Dee is mirroring."
    dee.presses("offer", "You were glad in the summer.")
    assert ada.title == "Did Dee get it?"


def test_what_each_chose_alone_is_in_no_log_when_a_leaving_settles_it() -> None:
    space, guests, (ada, bo, dee, eli) = mirroring()
    bo.presses("offer", "You were glad in the summer.")
    for do in ("got_it", "all"):
        ada.presses(f"choose:{do}")
    for each in (dee, eli):
        each.presses("offer", "the warm evening")
    for each, do in ((ada, "pass_on"), (bo, "enough"), (eli, "enough")):
        each.presses(f"choose:{do}")
    leave(guests[2], space)
    assert "Now it is" in ada.title
    log = guests[0].opened(Dialogue.objects.get()).log
    assert [entry.move.option for entry in log if isinstance(entry.move, Choose)][2:] == ["pass_on"] * 3


def test_when_the_one_who_tells_leaves_it_closes_gently_and_the_others_choose_what_stays() -> None:
    space, guests, (_, bo, dee, eli) = mirroring()
    leave(guests[0], space)
    for each in (bo, dee, eli):
        assert each.title == "What do you want to keep from this?"
        assert f"Ada {NEUTRAL}" in each.text()
    for each in (bo, dee, eli):
        each.presses("choose:let_go")
    assert Dialogue.objects.get().outcome == "let_go"


def test_whoever_left_reads_what_was_said_while_they_were_there_and_nothing_after() -> None:
    space, guests, (ada, bo, dee, eli) = mirroring()
    leave(guests[2], space)
    bo.presses("offer", AFTER)
    page = dee.text()
    assert "You left this circle." in page
    assert dee.buttons == set()
    words = dee.text(f"{dee.path}words/")
    assert "I was glad in the summer." in words
    for path in ("", "words/", "pause/", "leave/"):
        assert AFTER not in dee.text(dee.path + path)
    assert dee.press("offer", "One more thing.").status_code in (409, 422)
    assert dee.press("close").status_code in (409, 422)
    ada.presses("close")
    for each in (ada, bo, eli):
        each.presses("choose:keep")
    assert AFTER in ada.text(f"{ada.path}words/")
    for path in ("", "words/"):
        assert AFTER not in dee.text(dee.path + path)
    assert "kept" not in dee.text().lower()


def test_home_and_talk_of_who_left_lead_to_those_words_and_tell_nothing_of_the_others() -> None:
    space, guests, (ada, bo, dee, eli) = mirroring()
    leave(guests[2], space)
    assert f"{dee.path}words/" in dee.page("/talk/").content.decode()
    assert dee.path not in dee.page("/").content.decode()
    before = dee.text("/talk/")
    ada.presses("close")
    for each in (ada, bo, eli):
        each.presses("choose:talked")
    assert dee.text("/talk/") == before


def test_the_thoughts_of_who_left_go_along_with_them() -> None:
    space, guests, (_, _, dee, _) = mirroring()
    dee.send(dee.path, {"do": "pocket", "thought_text": "for my own turn"})
    leave(guests[2], space)
    assert KeptThought.objects.filter(member=guests[2].member).count() == 1
    assert "for my own turn" in dee.text("/mine/thoughts/")


def test_deleting_an_account_lets_the_dialogue_go_on_too() -> None:
    _, guests, (ada, bo, _, _) = mirroring()
    people.delete_account(guests[2].member, passphrase=PASSPHRASE, place="home")
    assert f"Someone who left {NEUTRAL}" in ada.text()
    bo.presses("offer", "You were glad in the summer.")
    assert ada.title == "Did Bo get it?"


def test_a_leaving_that_is_not_carried_out_leaves_the_dialogue_as_it_was() -> None:
    space, guests, (ada, *_) = mirroring()
    before = Dialogue.objects.get().last_seq
    people.leave_relationship(guests[2].member, space.pk, passphrase="not the one", place="home")
    assert NEUTRAL not in ada.text()
    assert Dialogue.objects.get().last_seq == before


def test_in_a_circle_of_two_leaving_closes_the_space_and_the_dialogue_rests() -> None:
    space, guests, (ada, bo) = mirroring(2)
    leave(guests[1], space)
    for each in (ada, bo):
        assert "The shared space is closed." in each.text()
        assert "I was glad in the summer." in each.text(f"{each.path}words/")
    assert may_listen("", "", space.pk) is None


def test_whoever_was_away_and_left_can_still_let_go_of_the_words_but_writes_nothing() -> None:
    space, guests, circle = mirroring()
    circle[0].presses("close")
    for each in circle[:3]:
        each.presses("choose:keep")
    ada, dialogue = guests[0], Dialogue.objects.get()
    in_a_week = timezone.now().date() + timedelta(days=7)
    opened_and_settled(ada.fresh(dialogue), ada.keyring, ada.member, today=in_a_week)
    leave(guests[3], space)
    eli, words, kept = circle[3], f"/talk/{dialogue.pk}/words/", LoggedMove.objects.count()
    assert 'value="let_go"' in eli.page(words).content.decode()
    assert 'value="keep"' not in eli.page(words).content.decode()
    assert eli.send(words, {"choose": "keep"}).status_code == 303
    assert LoggedMove.objects.count() == kept
    eli.send(words, {"choose": "let_go"})
    assert not LoggedMove.objects.exists()
