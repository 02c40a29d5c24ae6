"""What was let go, taken back or chosen alone is gone from every file of the database, not only from its tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from dialogues.table import PASSPHRASE, Guest, arrive, close, tell_one_story, to_the_last_question
from withness.dialogues import actions
from withness.dialogues.models import Dialogue, Draft, LoggedMove
from withness.people import actions as people
from withness.people.erasing import empty_write_log
from withness.protocol.moves import Choose, Offer, TakeBack
from withness.vault import Locked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def files_of_the_database() -> bytes:
    path = str(connection.settings_dict["NAME"])
    files = [Path(path + end) for end in ("", "-wal", "-journal")]
    return b"".join(file.read_bytes() for file in files if file.exists())


def blobs_of(dialogue: Dialogue) -> list[bytes]:
    return [bytes(row.blob) for row in LoggedMove.objects.filter(dialogue=dialogue).order_by("seq")]


def left_of(blobs: list[bytes]) -> int:
    kept = files_of_the_database()
    return sum(blob in kept for blob in blobs)


def talked_until_thanked(ada: Guest, bo: Guest, dialogue: Dialogue) -> None:
    arrive(ada, bo, dialogue)
    tell_one_story(ada, bo, dialogue)
    to_the_last_question(ada, bo, dialogue)


def test_what_was_let_go_is_in_no_file_any_more(ada: Guest, bo: Guest, dialogue: Dialogue) -> None:
    talked_until_thanked(ada, bo, dialogue)
    ada.do(dialogue, Choose("keep"))
    blobs = blobs_of(dialogue)
    assert left_of(blobs) == len(blobs)
    bo.do(dialogue, Choose("let_go"))
    assert left_of(blobs) == 0


def test_who_chose_to_let_go_less_is_in_no_file_once_it_is_settled(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    talked_until_thanked(ada, bo, dialogue)
    ada.do(dialogue, Choose("talked"))
    alone = blobs_of(dialogue)[-1:]
    assert left_of(alone) == 1
    bo.do(dialogue, Choose("keep"))
    assert left_of(alone) == 0


def test_words_that_were_taken_back_are_in_no_file_any_more(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    ada.do(dialogue, Offer("I wake early and I wait."))
    words = blobs_of(dialogue)[-1:]
    ada.do(dialogue, TakeBack())
    assert left_of(words) == 0


def test_what_was_kept_stays(ada: Guest, bo: Guest, dialogue: Dialogue) -> None:
    arrive(ada, bo, dialogue)
    tell_one_story(ada, bo, dialogue)
    close(ada, bo, dialogue, hers="keep", his="keep")
    assert empty_write_log()
    blobs = blobs_of(dialogue)
    assert left_of(blobs) == len(blobs) > 10


def test_somebody_who_reads_meanwhile_delays_it_and_breaks_nothing(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    path = str(connection.settings_dict["NAME"])
    reader = connection.Database.connect(path)
    reader.execute("BEGIN").execute("SELECT count(*) FROM dialogues_dialogue").fetchone()
    arrive(ada, bo, dialogue)
    ada.do(dialogue, Offer("I wake early and I wait."))
    words = blobs_of(dialogue)[-1:]
    ada.do(dialogue, TakeBack())
    assert left_of(words) == 1
    reader.close()
    assert empty_write_log()
    assert left_of(words) == 0


def test_a_draft_and_a_thought_are_not_sealed_under_keys_that_are_gone(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    told = {"old": PASSPHRASE, "new": "pebble sonata cardigan frost", "rewrite": True, "place": "home"}
    people.change_passphrase(ada.member, **told)
    with pytest.raises(Locked):
        ada.draft(dialogue, "Half a sentence")
    with pytest.raises(Locked):
        actions.pocket_thought(ada.member, ada.keyring, ada.fresh(dialogue), text="For later")
    assert not Draft.objects.exists()
