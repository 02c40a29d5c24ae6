"""What somebody typed stays theirs: after a form sent twice, on one device between two, taken back, or overtaken."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from dialogues.circle import Reader
from dialogues.table import PASSPHRASE, Guest, arrive
from people.journeys import hidden_fields, text_of
from withness.dialogues import actions
from withness.dialogues.actions import Made, make_move, pocket_thought
from withness.dialogues.models import Dialogue
from withness.dialogues.queries import thoughts_in_pocket
from withness.dialogues.queries.thoughts import thoughts_kept
from withness.people import actions as people
from withness.protocol.moves import ChangePace, Choose, Close, Offer, Pace, TakeBack

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


BO_WRITES = "You wake early, and you wait. " * 200


@pytest.fixture
def half_said(ada: Guest, bo: Guest, dialogue: Dialogue) -> Reader:
    """Bo has a page open on which he may mirror."""
    arrive(ada, bo, dialogue)
    ada.do(dialogue, Offer("I wake early and I wait."))
    reader = Reader(bo, "Bo")
    reader.path = f"/talk/{dialogue.pk}/"
    return reader


def typed_by(bo: Reader, do: str, **more: str) -> dict[str, str]:
    """What Bo's page would send, and a thought for his own turn with it."""
    thought = {"thought_text": "I was only tired."}
    return hidden_fields(bo.page()) | {"do": do, "text": BO_WRITES} | thought | more


def pocket_of(bo: Guest, dialogue: Dialogue) -> list[str]:
    return [text for _, text in thoughts_in_pocket(bo.member, dialogue, bo.keyring)]


def in_mine(bo: Guest) -> list[str]:
    return sorted(text for _, text in thoughts_kept(bo.member, bo.keyring))


def test_everything_on_a_page_that_was_overtaken_goes_into_the_pocket(
    ada: Guest, bo: Guest, dialogue: Dialogue, half_said: Reader
) -> None:
    told = typed_by(half_said, "offer", text_other="The part about Sundays")
    ada.do(dialogue, TakeBack())
    answer = half_said.send(half_said.path, told)
    assert (answer.status_code, "kept in your pocket" in text_of(answer)) == (409, True)
    assert pocket_of(bo, dialogue) == [BO_WRITES.strip(), "The part about Sundays", "I was only tired."]


@pytest.mark.parametrize("do", ["offer", "say_aloud", "pocket", "to_pause", "leave"])
def test_words_for_a_dialogue_that_has_ended_are_kept_in_mine(
    do: str, ada: Guest, bo: Guest, dialogue: Dialogue, half_said: Reader
) -> None:
    told = typed_by(half_said, do)
    ada.do(dialogue, Close())
    for guest in (ada, bo):
        guest.do(dialogue, Choose("let_go"))
    answer = half_said.send(half_said.path, told)
    assert (answer.status_code, "kept in Mine" in text_of(answer)) == (409, True)
    assert in_mine(bo) == ["I was only tired.", BO_WRITES.strip()]


@pytest.mark.parametrize("do", ["offer", "draft", "pocket"])
def test_words_for_a_space_that_was_closed_are_kept_in_mine(
    do: str, ada: Guest, bo: Guest, dialogue: Dialogue, half_said: Reader
) -> None:
    bo.draft(dialogue, "Half a sen")
    pocket_thought(bo.member, bo.keyring, dialogue, text="For my turn.")
    told = typed_by(half_said, do)
    people.leave_relationship(ada.member, dialogue.relationship_id, passphrase=PASSPHRASE, place="home")
    answer = half_said.send(half_said.path, told)
    assert (answer.status_code, "kept in Mine" in text_of(answer)) == (409, True)
    assert half_said.page("/").status_code == 200
    assert in_mine(bo) == ["For my turn.", "Half a sen", "I was only tired.", BO_WRITES.strip()]


def test_words_that_were_saved_and_then_sent_into_a_closed_space_are_in_mine_once(
    ada: Guest, bo: Guest, dialogue: Dialogue, half_said: Reader
) -> None:
    bo.draft(dialogue, BO_WRITES)
    told = typed_by(half_said, "offer")
    people.leave_relationship(ada.member, dialogue.relationship_id, passphrase=PASSPHRASE, place="home")
    half_said.send(half_said.path, told)
    half_said.page("/")
    assert [each.strip() for each in in_mine(bo)].count(BO_WRITES.strip()) == 1


def test_what_a_page_finds_stranded_after_the_end_is_kept_in_mine(
    ada: Guest, bo: Guest, dialogue: Dialogue, half_said: Reader
) -> None:
    told = hidden_fields(half_said.page()) | {"do": "pocket", "place": "", "thought_text": "You wake early."}
    ada.do(dialogue, Close())
    for guest in (ada, bo):
        guest.do(dialogue, Choose("let_go"))
    assert "kept in Mine" in text_of(half_said.send(half_said.path, told))
    assert in_mine(bo) == ["You wake early."]


def test_a_letter_for_a_dialogue_that_was_set_aside_is_kept_in_mine(
    ada: Guest, bo: Guest, letters: Dialogue
) -> None:
    reader = Reader(ada, "Ada")
    reader.path = f"/talk/{letters.pk}/"
    told = hidden_fields(reader.page()) | {"do": "seal", "text": "I wake early.", "block_1": "I wait."}
    bo.do(letters, Close())
    answer = reader.send(f"{reader.path}seal/", told | {"arrives": "now"})
    assert answer.status_code == 409
    assert in_mine(ada) == ["I wake early.\n\nI wait."]
