"""What is left in the pocket can be kept in Mine: by its owner alone, and under new keys too."""

from __future__ import annotations

import re

import pytest

from dialogues.table import PASSPHRASE, Guest
from dialogues.test_pages import AtTheTable, arrive, table
from people.journeys import Visitor, text_of
from withness.dialogues.models import Dialogue, KeptThought, PocketedThought
from withness.dialogues.queries.thoughts import thoughts_kept
from withness.people import actions as people
from withness.vault import Keyring

__all__ = ["table"]
THOUGHT = "but I was only tired"


def to_what_stays(ada: AtTheTable, bo: AtTheTable) -> None:
    arrive(ada, bo)
    ada.press("offer", text="I wait.")
    bo.press("pocket", thought_text=THOUGHT)
    bo.press("close")


def test_a_ticked_box_keeps_the_thoughts_and_letting_one_go_removes_it(
    table: tuple[AtTheTable, AtTheTable],
) -> None:
    ada, bo = table
    to_what_stays(ada, bo)
    assert "Keep my thoughts in Mine" in text_of(bo.page())
    assert "Keep my thoughts in Mine" not in text_of(ada.page())
    bo.press("choose:let_go", keep_thoughts="on")
    ada.press("choose:let_go")
    assert not PocketedThought.objects.exists()
    assert THOUGHT in text_of(bo.get("/mine/thoughts/"))
    assert THOUGHT not in text_of(ada.get("/mine/thoughts/"))
    number = re.search(r'name="let_go" value="(\d+)"', bo.get("/mine/thoughts/").content.decode())[1]
    assert ada.post("/mine/thoughts/", let_go=number).status_code == 404
    assert Visitor().get("/mine/thoughts/")["Location"].startswith("/sign-in/")
    assert bo.post("/mine/thoughts/", let_go=number).status_code == 303
    assert not KeptThought.objects.exists()


def test_without_the_tick_the_pocket_is_emptied(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    to_what_stays(ada, bo)
    bo.press("choose:keep")
    ada.press("choose:keep")
    assert Dialogue.objects.get().outcome == "kept"
    assert not PocketedThought.objects.exists()
    assert not KeptThought.objects.exists()


def test_a_damaged_thought_takes_no_other_along(table: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = table
    arrive(ada, bo)
    for text in ("first", THOUGHT):
        bo.press("pocket", thought_text=text)
    spoilt = PocketedThought.objects.earliest("pk")
    PocketedThought.objects.filter(pk=spoilt.pk).update(blob=b"\x01" + bytes(300))
    assert THOUGHT in text_of(bo.page())
    ada.press("offer", text="I wait.")
    bo.press("close")
    bo.press("choose:let_go", keep_thoughts="on")
    KeptThought.objects.create(member_id=spoilt.member_id, blob=b"\x01" + bytes(300))
    assert THOUGHT in text_of(bo.get("/mine/thoughts/"))


@pytest.mark.django_db
def test_kept_thoughts_go_along_to_new_keys() -> None:
    bo = Guest("Bo")
    thought = KeptThought.objects.create(member=bo.member, blob=b"")
    thought.blob = bo.keyring.seal_own(THOUGHT, "kept thought", thought.pk)
    thought.save()
    changed = people.change_passphrase(
        bo.member, old=PASSPHRASE, new="pebble sonata cardigan frost", rewrite=True, place="home"
    )
    ((_, text),) = thoughts_kept(bo.member, Keyring(bo.member.pk, changed.root))
    assert text == THOUGHT
    assert KeptThought.objects.get().blob != thought.blob
