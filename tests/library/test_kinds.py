"""Every kind of relationship is complete: its words, its dialogues, its people."""

import pytest

from withness.library.kinds import EVERY_TIME, KINDS, Kind, kind_named
from withness.people.forms import KINDS as OFFERED
from withness.people.models import KINDS as STORED


def test_every_kind_that_can_be_stored_is_here_once() -> None:
    assert sorted(kind.id for kind in KINDS) == sorted(STORED)
    assert {kind_id for kind_id, _ in OFFERED} <= set(STORED)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_a_kind_has_words_dialogues_and_people(kind: Kind) -> None:
    assert kind_named(kind.id) is kind
    assert kind.title
    assert kind.between
    assert kind.sentence.endswith(".")
    assert kind.scripts
    assert len(set(kind.scripts)) == len(kind.scripts)
    assert 1 <= kind.least <= kind.most <= 8
    assert set(kind.times) <= set(EVERY_TIME)
    assert "now" in kind.times


def test_nobody_is_led_back_where_it_is_not_the_place() -> None:
    assert [kind.id for kind in KINDS if "then" not in kind.times] == ["child", "colleague", "community"]
    assert [kind.id for kind in KINDS if "back-then" in kind.scripts] == ["spouse"]


def test_dialogues_begin_with_a_thank_you_except_with_oneself() -> None:
    assert {kind.scripts[0] for kind in KINDS if kind.id != "self"} == {"appreciation"}
