"""Looking back at a mirror that was sent back tells nothing of whether the next letter was opened."""

from __future__ import annotations

import pytest

from dialogues.table import Guest
from dialogues.writer import Writer, bare
from people.journeys import text_of
from withness.dialogues.models import Dialogue

pytestmark = pytest.mark.django_db


def test_a_second_mirror_by_letter_is_opened_in_silence_too(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    one, other = Writer(ada, letters), Writer(bo, letters)
    one.send("I wake early.")
    other.open()
    other.send("You sleep long.")
    one.open()
    assert one.press("choose:add", text_add="And I wait.").status_code == 200
    assert other.page().status_code == 200
    assert "You sleep long." in text_of(other.get(f"{other.talk}kept/"))
    other.send("You wake early.")
    paths = (other.talk, "/", f"{other.talk}kept/")
    before = [(answer.status_code, bare(answer)) for answer in map(other.get, paths)]
    one.open()
    assert "You wake early." in text_of(one.get(f"{one.talk}letter/?piece=all")) + text_of(one.page())
    assert [(answer.status_code, bare(answer)) for answer in map(other.get, paths)] == before
