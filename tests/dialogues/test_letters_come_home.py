"""A letter that nobody can open any more is its author's again: in the field, in the pocket or in Mine."""

from __future__ import annotations

import pytest
from django.db.models import Model

from dialogues.circle import readers
from dialogues.letters import MORNING, fields, home, seal, unseal
from dialogues.table import PASSPHRASE, Guest
from withness.dialogues.actions import Made, pocket_thought
from withness.dialogues.actions.letters import (
    IN_MINE,
    IN_THE_FIELD,
    IN_THE_POCKET,
    NOT_HERE,
    TOGETHER,
    CameBack,
    bring_letters_home,
)
from withness.dialogues.models import Dialogue, Draft, Letter, LoggedMove, PocketedThought
from withness.dialogues.queries import thoughts_in_pocket
from withness.dialogues.queries.thoughts import thoughts_kept
from withness.people import actions as people
from withness.protocol.moves import (
    ChangePace,
    Choose,
    Close,
    Leave,
    Offer,
    Pace,
    Pause,
    Resume,
)


def test_going_live_brings_a_letter_that_was_not_opened_back_into_the_field(
    ada: Guest, bo: Guest, letters: Dialogue
) -> None:
    seal(ada, letters, at=MORNING)
    ada.do(letters, ChangePace(Pace.LIVE))
    assert home(ada, letters) is None, "a wish alone changes nothing"
    bo.do(letters, ChangePace(Pace.LIVE))
    assert unseal(bo, letters, now=MORNING) == NOT_HERE
    assert home(ada, letters) == CameBack(IN_THE_FIELD.told, "What happened was")
    assert ada.field(letters) == "I wake early.\n\nI wait.\n\nI long for you."
    assert seal(ada, letters) == TOGETHER


def test_a_letter_comes_home_when_the_other_stops_for_now(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    seal(ada, letters)
    bo.do(letters, Leave(""))
    assert unseal(bo, letters) == NOT_HERE
    assert home(ada, letters) == CameBack(IN_THE_FIELD.told, "What happened was")
    bo.do(letters, Resume())
    assert fields(ada, letters) == ["I wake early.", "I wait.", "I long for you."]


def test_a_pause_keeps_a_letter_waiting(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    seal(ada, letters)
    bo.do(letters, Pause(20))
    assert unseal(bo, letters) == NOT_HERE
    assert home(ada, letters) is None
    bo.do(letters, Resume())
    assert isinstance(unseal(bo, letters), Made)


def test_a_letter_comes_home_into_the_pocket_when_it_moved_on(
    ada: Guest, bo: Guest, letters: Dialogue
) -> None:
    seal(ada, letters)
    unseal(bo, letters)
    seal(bo, letters, Offer("You wake.", blocks=("You wait.", "You long.")), at=MORNING)
    assert isinstance(ada.try_to(letters, Close(), place=""), Made)
    assert bo.sight(letters).step == "keep"
    assert home(bo, letters) == IN_THE_POCKET
    pocket = [text for _, text in thoughts_in_pocket(bo.member, letters, bo.keyring)]
    assert pocket == ["You wake.", "You wait.", "You long."]
    assert home(bo, letters) is None


def test_a_letter_comes_home_into_mine_when_the_other_has_left_the_space(
    ada: Guest, bo: Guest, letters: Dialogue
) -> None:
    seal(ada, letters)
    people.leave_relationship(bo.member, letters.relationship_id, passphrase=PASSPHRASE, place="home")
    assert unseal(bo, letters) == NOT_HERE
    assert home(ada, letters) == IN_MINE
    ((_, text),) = thoughts_kept(ada.member, ada.keyring)
    assert text == "I wake early.\n\nI wait.\n\nI long for you."


def test_a_letter_outlives_the_dialogue_that_was_let_go_only_with_its_author(
    ada: Guest, bo: Guest, letters: Dialogue
) -> None:
    seal(ada, letters)
    unseal(bo, letters)
    seal(bo, letters, Offer("You wake.", blocks=("You wait.", "You long.")))
    assert isinstance(ada.try_to(letters, Close(), place=""), Made)
    ada.do(letters, Choose("let_go"))
    bo.do(letters, Choose("let_go"))
    assert home(ada, letters) is None
    assert home(bo, letters) == IN_MINE
    assert not Letter.objects.exists()


def test_deleting_a_place_takes_its_letters_along(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    seal(ada, letters)
    ada.member.delete()
    assert not Letter.objects.exists()


def test_home_gives_back_what_nobody_can_open_any_more(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    seal(ada, letters)
    assert bring_letters_home(ada.member, ada.keyring) == "", "it waits"
    people.leave_relationship(bo.member, letters.relationship_id, passphrase=PASSPHRASE, place="home")
    assert bring_letters_home(ada.member, ada.keyring) == IN_MINE.told
    assert bring_letters_home(ada.member, ada.keyring) == ""
    assert not Letter.objects.exists()


@pytest.mark.parametrize("spoilt", [Letter, LoggedMove, Draft, PocketedThought])
def test_what_was_damaged_in_a_closed_space_shuts_nobody_out_of_home(
    ada: Guest, bo: Guest, letters: Dialogue, spoilt: type[Model]
) -> None:
    bo.draft(letters, "half a thought")
    pocket_thought(bo.member, bo.keyring, bo.fresh(letters), text="for my turn")
    seal(ada, letters, at=MORNING)
    people.leave_relationship(bo.member, letters.relationship_id, passphrase=PASSPHRASE, place="here")
    spoilt._default_manager.update(blob=b"\x01" + bytes(300))
    for guest in (ada, bo):
        assert readers([guest], letters.pk)[0].page("/").status_code == 200
    found = {text for _, text in thoughts_kept(bo.member, bo.keyring)}
    assert found == {"half a thought", "for my turn"} - {
        Draft: {"half a thought"},
        PocketedThought: {"for my turn"},
    }.get(spoilt, set())
