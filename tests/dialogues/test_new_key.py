"""What was begun under one key of a space goes on under the next: dialogues, questions, letters, drafts."""

from __future__ import annotations

from uuid import uuid4

import pytest

from dialogues.circle import circle_of, come_in, leave, readers
from dialogues.letters import MORNING, PIECES, by_letter, seal, take, unseal
from dialogues.table import PASSPHRASE, Guest
from dialogues.test_asking import NOW, REQUEST, ask, say
from withness.dialogues import actions
from withness.dialogues.actions import CLOSED, Made, letters
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.models import Appointment, Dialogue, Letter, LoggedMove
from withness.people import actions as people
from withness.people.models import Relationship
from withness.people.queries import people_in
from withness.protocol.appointment import Agree
from withness.protocol.letters import with_gatherings
from withness.protocol.moves import Choose, Move, Offer, Ready
from withness.protocol.script import Kind
from withness.vault import Keyring

pytestmark = pytest.mark.django_db
NEW = "pebble sonata cardigan frost"


def in_a_circle(size: int = 4, script: str = "circle") -> tuple[Relationship, list[Guest], Dialogue]:
    """Ada has told something, and Bo is asked to mirror it."""
    space, guests = circle_of(size)
    made = begin_dialogue(guests[0].member, guests[0].keyring, space, script=script, topic="The summer")
    dialogue = Dialogue.objects.select_related("relationship").get(pk=made.dialogue_id)
    for each in guests:
        each.do(dialogue, Ready())
    guests[0].do(dialogue, Offer("I was glad in the summer."))
    return space, guests, dialogue


def sealed_with(guest: Guest, space: Relationship) -> list[int]:
    """With which generation of the key each move of the log is sealed."""
    people_in(Relationship.objects.get(pk=space.pk), guest.keyring, guest.member)
    blobs = LoggedMove.objects.order_by("seq").values_list("blob", flat=True)
    return [guest.keyring.generation_of(space.pk, 3, bytes(blob)) for blob in blobs]


def take_new_keys(guest: Guest) -> None:
    changed = people.change_passphrase(guest.member, old=PASSPHRASE, new=NEW, rewrite=True, place="home")
    guest.member, guest.keyring = changed.member, Keyring(changed.member.pk, changed.root)


def test_a_move_that_was_on_its_way_when_somebody_left_is_sealed_under_the_new_key() -> None:
    space, (ada, bo, dee, _), dialogue = in_a_circle()
    stale, place = bo.fresh(dialogue), bo.sight(dialogue).place
    before = len(sealed_with(ada, space))
    leave(dee, space)
    assert stale.relationship.generation == 1
    made = actions.make_move(
        bo.member, bo.keyring, stale, move=Offer("You were glad."), move_id=uuid4(), place=place
    )
    assert isinstance(made, Made)
    assert sealed_with(ada, space) == [1] * (before + 1) + [2]  # the leaving itself is the last one Dee reads
    assert (
        ada.sight(dialogue).title == "Did {listener} get it?" or ada.opened(dialogue).state.step == "checking"
    )


def test_a_move_that_was_decided_already_is_sealed_under_the_new_key() -> None:
    space, (ada, bo, _), dialogue = in_a_circle(3)
    later = come_in(Guest("Eli"), ada, space)
    here = bo.opened(dialogue)
    leave(later, space)
    moves, after = with_gatherings(here.script, here.state, 1, Offer("You were glad."))
    assert actions.moves.append(bo.member, bo.keyring, here, moves=moves, after=after, move_id=uuid4())
    assert sealed_with(ada, space)[-1] == 2


def test_nothing_new_is_sealed_for_who_has_left() -> None:
    space, (_, _, dee, _), dialogue = in_a_circle()
    stale = dee.fresh(dialogue)
    here = dee.opened(stale)
    leave(dee, space)
    told = {"moves": [(2, Ready())], "after": here.state, "move_id": uuid4()}
    assert not actions.moves.append(dee.member, dee.keyring, here, **told)
    old = Relationship.objects.get(pk=space.pk)
    old.generation = 1
    assert begin_dialogue(dee.member, dee.keyring, old, script="circle") == CLOSED
    assert ask(dee, old, NOW, REQUEST) == CLOSED


def test_what_was_chosen_before_somebody_left_stays_readable_for_them() -> None:
    space, (ada, bo, dee, eli), dialogue = in_a_circle()
    bo.do(dialogue, Offer("You were glad in the summer."))
    ada.do(dialogue, Choose("got_it"), Choose("all"))
    for each in (dee, eli):
        each.do(dialogue, Offer("the warm evening"))
    dee.do(dialogue, Choose("enough"))
    leave(dee, space)
    for each in (ada, bo, eli):
        each.do(dialogue, Choose("pass_on"))
    assert "the warm evening" in str(dee.opened(dialogue).state)
    assert dee.opened(dialogue).log[-1].seat == 2
    assert 2 in sealed_with(ada, space)
    again = readers([ada, bo, dee, eli], dialogue.pk)[2]
    assert "I was glad in the summer." in again.text(f"{again.path}words/")


def test_a_question_asked_before_somebody_left_is_answered_under_the_new_key() -> None:
    space, (ada, bo, dee) = circle_of(3)
    ask(ada, space, NOW, REQUEST)
    row = Appointment.objects.get()
    leave(dee, space)
    assert isinstance(say(bo, row, Agree()), Made)
    assert set(sealed_with(ada, space)) == {2}
    assert ada.opened(Dialogue.objects.get()).log[0].move.topic == "Sunday mornings"


def test_a_draft_and_a_letter_of_two_outlive_new_keys_of_either() -> None:
    ada, bo = Guest("Ada"), Guest("Bo")
    space = ada.open_space(bo)
    dialogue = by_letter(ada, space)
    seal(ada, dialogue)
    take_new_keys(bo)
    assert take(ada, dialogue) == letters.CameBack(letters.IN_THE_FIELD.told, PIECES.stem)
    assert ada.field(dialogue) == PIECES.text
    seal(ada, dialogue)
    take_new_keys(ada)
    assert isinstance(unseal(bo, dialogue), Made)
    assert not Letter.objects.exists()
    assert bo.opened(dialogue).log[-1].move.text == PIECES.text
    assert sealed_with(bo, space)[-1] == 3


def test_a_letter_that_was_on_its_way_to_the_server_is_sealed_under_the_new_key() -> None:
    ada, bo = Guest("Ada"), Guest("Bo")
    space = ada.open_space(bo)
    dialogue = by_letter(ada, space)
    stale, place = ada.fresh(dialogue), ada.sight(dialogue).place
    take_new_keys(bo)
    told = {"offer": PIECES, "move_id": uuid4(), "place": place, "arrives_at": MORNING}
    letters.seal_letter(ada.member, ada.keyring, stale, **told)
    blob = bytes(Letter.objects.get().blob)
    assert ada.keyring.generation_of(space.pk, 2, blob) == 2


@pytest.mark.parametrize("script", ["circle", "circle-appreciation", "circle-matter"])
def test_three_hold_a_dialogue_and_two_go_on_when_one_leaves(script: str) -> None:
    space, (ada, bo, dee), dialogue = in_a_circle(3, script)
    leave(dee, space)
    bo.do(dialogue, Offer("You were glad in the summer."))
    ada.do(dialogue, Choose("got_it"))
    while not ada.opened(dialogue).state.ended:
        for each in (ada, bo):
            if each.sight(dialogue).acts:
                each.do(dialogue, fitting(each, dialogue))
    assert Dialogue.objects.get().outcome == "kept"


def fitting(guest: Guest, dialogue: Dialogue) -> Move:
    """What somebody may do at this step: enough for today, keep the words, or one sentence."""
    here = guest.opened(dialogue)
    step = here.script.step(here.state.step)
    if step.kind is Kind.AGREE:
        return Choose("keep" if step.id == here.script.closing else "enough")
    if step.kind is Kind.CHOOSE:
        return Choose("all" if "all" in {option.id for option in step.options} else "got_it")
    return Ready() if step.kind is Kind.GATHER else Offer("That you stayed.")
