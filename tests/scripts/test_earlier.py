"""Earlier versions of scripts stay: a log is read with the version it was written with, and an open one goes on."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

import withness.scripts
from dialogues.table import Guest, close, tell_one_story
from withness.dialogues.actions import Made, make_move
from withness.dialogues.models import Dialogue
from withness.protocol.moves import Choose, Offer, Ready
from withness.protocol.reader import read
from withness.protocol.script import Script
from withness.scripts import EARLIER, names, script_named

FILES = sorted((Path(withness.scripts.__file__).parent / "en" / EARLIER).glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_earlier_version_is_without_fault_and_older_than_what_is_offered(path: Path) -> None:
    script = read(path.read_text(encoding="utf-8"))
    assert isinstance(script, Script), "\n".join(map(str, script))
    assert path.stem == f"{script.script}.{script.version}"
    assert script.version < script_named(script.script).version
    assert script_named(script.script, version=script.version) == script


def test_every_version_before_the_newest_is_here() -> None:
    wanted = [f"{name}.{version}" for name in names() for version in range(1, script_named(name).version)]
    assert sorted(wanted) == [path.stem for path in FILES]


@pytest.mark.django_db
def test_a_dialogue_of_the_first_version_goes_on_and_is_kept_and_read() -> None:
    ada, bo = Guest("Ada"), Guest("Bo")
    space = ada.open_space(bo)
    dialogue = Dialogue.objects.create(relationship=space, script="whole-dialogue", first_seat=0)
    assert dialogue.script_version == 1
    asked = Offer("Sunday mornings", stem="Later today")
    made = make_move(ada.member, ada.keyring, Guest.fresh(dialogue), move=asked, move_id=uuid4(), place="")
    assert isinstance(made, Made)
    assert (bo.sight(dialogue).step, bo.sight(dialogue).topic) == ("asked", "Sunday mornings")
    bo.do(dialogue, Choose("later", "after eight"))
    ada.do(dialogue, Choose("now"), Ready())
    bo.do(dialogue, Ready(), Ready())
    ada.do(dialogue, Ready())
    tell_one_story(ada, bo, dialogue)
    close(ada, bo, dialogue, hers="keep", his="keep")
    here = bo.opened(dialogue)
    assert (here.dialogue.outcome, here.script.version) == ("kept", 1)
    said = [
        words.text for words in (*here.state.table, *(each for table in here.state.told for each in table))
    ]
    assert {"Sunday mornings", "after eight", "I wake early and I wait."} <= set(said)
