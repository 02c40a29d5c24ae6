"""What somebody typed stays theirs: after a form sent twice, on one device between two, taken back, or overtaken."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from dialogues.circle import Reader
from dialogues.table import Guest, arrive
from withness.dialogues import actions
from withness.dialogues.actions import Made, make_move
from withness.dialogues.models import Dialogue
from withness.protocol.moves import ChangePace, Choose, Offer, Pace, TakeBack

LONG = "I wake early. " * 20 + "Then I clean, and I go quiet. " * 10


def offer_first_part(ada: Guest, dialogue: Dialogue, *, move_id: UUID, place: str) -> None:
    offer, fresh = Offer(LONG), ada.fresh(dialogue)
    made = actions.offer_first_part(ada.member, ada.keyring, fresh, offer=offer, move_id=move_id, place=place)
    assert isinstance(made, Made)


def tell_on(ada: Guest, bo: Guest, dialogue: Dialogue) -> str:
    """There is more to tell; gives what stands in the field."""
    bo.do(dialogue, Offer("You wake early."))
    ada.do(dialogue, Choose("got_it"), Choose("more"))
    return ada.field(dialogue)


def test_the_rest_of_a_long_text_is_the_same_when_its_form_comes_twice(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    twice, place = uuid4(), ada.sight(dialogue).place
    offer_first_part(ada, dialogue, move_id=twice, place=place)
    rest = tell_on(ada, bo, dialogue)
    assert rest.endswith("I go quiet.")
    ada.do(dialogue, Offer(rest))
    offer_first_part(ada, dialogue, move_id=twice, place=place)
    assert not tell_on(ada, bo, dialogue), "that was said already"


def test_the_rest_of_a_long_text_stays_while_the_other_answers_on_the_same_device(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    offer_first_part(ada, dialogue, move_id=uuid4(), place=ada.sight(dialogue).place)
    for guest in (ada, bo):
        guest.do(dialogue, ChangePace(Pace.ROOM))
    place, mirror = ada.sight(dialogue).place, Offer(aloud=True)
    made = make_move(
        ada.member, ada.keyring, ada.fresh(dialogue), move=mirror, move_id=uuid4(), place=place, seat=1
    )
    assert isinstance(made, Made)
    for guest in (ada, bo):
        guest.do(dialogue, ChangePace(Pace.LIVE))
    ada.do(dialogue, Choose("got_it"), Choose("more"))
    assert ada.field(dialogue).endswith("I go quiet.")


@pytest.mark.django_db
def test_the_rest_of_a_long_text_stays_while_the_other_part_of_oneself_mirrors() -> None:
    ada = Reader(Guest("Ada"), "Ada")
    ada.path = ada.send("/talk/oneself/", {})["Location"]
    ada.presses("choose:here")
    ada.presses("first_part", LONG)
    ada.presses("offer", "You keep me busy.")
    ada.presses("choose:heard")
    ada.presses("choose:more")
    assert "I go quiet." in ada.field


def test_words_of_a_choice_that_was_taken_back_are_in_its_field_again(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    ada.do(dialogue, Offer("I wake early and I wait."))
    bo.do(dialogue, Offer("You wake early."))
    ada.do(dialogue, Choose("add", text="And I wait."))
    ada.do(dialogue, TakeBack())
    reader = Reader(ada, "Ada")
    reader.path = f"/talk/{dialogue.pk}/"
    assert "And I wait." in reader.text()


def test_feelings_that_were_taken_back_are_chosen_again(ada: Guest, bo: Guest, dialogue: Dialogue) -> None:
    arrive(ada, bo, dialogue)
    ada.do(dialogue, Offer("I wake early and I wait."))
    bo.do(dialogue, Offer("You wake early and you wait."))
    ada.do(dialogue, Choose("got_it"), Choose("all"))
    bo.do(dialogue, Offer("You wake early, and you wait."))
    ada.do(dialogue, Choose("all"))
    bo.do(dialogue, Offer("because waiting is long."))
    ada.do(dialogue, Choose("reaches"))
    bo.do(dialogue, Offer(feelings=("lonely", "left over")), TakeBack())
    reader = Reader(bo, "Bo")
    reader.path = f"/talk/{dialogue.pk}/"
    page = reader.page().content.decode()
    assert "left over" in page
    assert 'value="lonely" checked' in page.replace("  ", " ")
