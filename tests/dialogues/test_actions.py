"""The log is written once, in one order, by those whose turn it is; and what is let go is gone."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import Http404

from dialogues.table import Guest, arrive, close, tell_one_story
from withness.dialogues import actions, queries
from withness.dialogues.access import dialogue_for, thought_for
from withness.dialogues.actions import Made, MovedOn, Refused, Saved, WritingElsewhere
from withness.dialogues.glass.pieces import first_part
from withness.dialogues.models import Dialogue, Draft, LoggedMove, PocketedThought
from withness.dialogues.queries.writing import draft_context
from withness.people.models import Relationship
from withness.protocol.moves import Choose, Close, Leave, Offer, Pause, Ready, Resume, TakeBack
from withness.vault import Damaged, Locked


def test_a_whole_dialogue_with_both_halves_is_kept_and_read_by_both(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    tell_one_story(ada, bo, dialogue)
    ada.do(dialogue, Choose("change"))
    bo.do(dialogue, Choose("change"))
    ada.do(dialogue, Ready())
    bo.do(dialogue, Ready())
    tell_one_story(bo, ada, dialogue)
    close(ada, bo, dialogue, hers="keep", his="keep")
    found = Dialogue.objects.get()
    assert (found.outcome, found.is_open, found.relationship.rings) == ("kept", False, 1)
    for guest in (ada, bo):
        told = guest.opened(dialogue).state
        assert [words.text for words in told.told[0]][:2] == ["Sunday mornings", "I wake early and I wait."]


@pytest.mark.parametrize(("hers", "his"), [("keep", "let_go"), ("let_go", "keep"), ("talked", "let_go")])
def test_the_more_private_choice_wins_and_letting_go_leaves_no_row(
    ada: Guest, bo: Guest, dialogue: Dialogue, hers: str, his: str
) -> None:
    arrive(ada, bo, dialogue)
    tell_one_story(ada, bo, dialogue)
    bo.draft(dialogue, "half a thought")
    close(ada, bo, dialogue, hers=hers, his=his)
    found = Dialogue.objects.get()
    assert (found.outcome, found.ended_on) == ("let_go", None)
    assert not LoggedMove.objects.exists()
    assert not Draft.objects.exists()


def test_only_the_day_stays_of_a_dialogue_of_which_only_that_you_talked_is_kept(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    tell_one_story(ada, bo, dialogue)
    close(ada, bo, dialogue, hers="keep", his="talked")
    found = Dialogue.objects.get()
    assert found.outcome == "talked"
    assert found.ended_on is not None
    assert not LoggedMove.objects.exists()


def test_after_a_private_choice_is_settled_the_log_tells_nobody_who_chose_what(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    tell_one_story(ada, bo, dialogue)
    ada.do(dialogue, Choose("change"))
    bo.do(dialogue, Choose("enough"))
    last_two = [entry.move for entry in ada.opened(dialogue).log[-2:]]
    assert last_two == [Choose("enough"), Choose("enough")]


def test_the_same_move_sent_again_is_one_move_with_one_answer(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    move_id, place = uuid4(), ada.sight(dialogue).place
    first = ada.try_to(dialogue, Offer("I wait."), move_id=move_id, place=place)
    again = ada.try_to(dialogue, Offer("I wait."), move_id=move_id, place=place)
    assert first == again
    assert isinstance(first, Made)
    assert LoggedMove.objects.filter(move_id=move_id).count() == 1


def test_an_answer_to_a_step_that_has_moved_on_changes_nothing(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    stale = ada.sight(dialogue).place
    ada.do(dialogue, Offer("I wait."))
    count = LoggedMove.objects.count()
    assert ada.try_to(dialogue, Offer("I wait longer."), place=stale) == MovedOn()
    assert LoggedMove.objects.count() == count


def test_nobody_moves_out_of_turn(ada: Guest, bo: Guest, dialogue: Dialogue) -> None:
    arrive(ada, bo, dialogue)
    made = bo.try_to(dialogue, Offer("But I was tired."))
    assert isinstance(made, Refused)
    assert "not your turn" in made.told


def test_a_second_question_at_the_same_time_joins_the_first(
    ada: Guest, bo: Guest, space: Relationship, dialogue: Dialogue
) -> None:
    assert bo.ask(space, "Something else").pk == dialogue.pk
    assert Dialogue.objects.count() == 1


def test_what_was_taken_back_is_a_draft_again_and_nowhere_else(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    ada.do(dialogue, Offer("You never listen."))
    ada.do(dialogue, TakeBack())
    assert ada.field(dialogue) == "You never listen."
    assert all("never" not in getattr(entry.move, "text", "") for entry in bo.opened(dialogue).log)


def test_taking_back_that_one_is_ready_touches_no_words(ada: Guest, bo: Guest, dialogue: Dialogue) -> None:
    ada.do(dialogue, Ready(), TakeBack())
    assert ada.sight(dialogue).topic == "Sunday mornings"
    assert ada.sight(dialogue).acts


def test_what_has_begun_to_be_answered_stays(ada: Guest, bo: Guest, dialogue: Dialogue) -> None:
    arrive(ada, bo, dialogue)
    ada.do(dialogue, Offer("I wait."))
    bo.draft(dialogue, "You wa")
    made = ada.try_to(dialogue, TakeBack())
    assert isinstance(made, Refused)
    assert "begun" in made.told


@pytest.mark.parametrize(("minutes", "until"), [(10, 70 * 60), (24 * 60, 24 * 60 * 60 + 300)])
def test_a_pause_made_longer_is_never_over_before_its_time(
    minutes: int, until: int, ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    """Five minutes into an hour: ten more minutes come after the hour, another day is counted from now."""
    arrive(ada, bo, dialogue)
    ada.do(dialogue, Pause(60, until=3600), Pause(minutes, until=300 + minutes * 60))
    assert ada.opened(dialogue).state.paused.until == until


def test_a_smaller_piece_comes_back_into_the_field(ada: Guest, bo: Guest, dialogue: Dialogue) -> None:
    arrive(ada, bo, dialogue)
    ada.do(dialogue, Offer("One. Two. Three."))
    bo.do(dialogue, Choose("smaller"))
    assert ada.field(dialogue) == "One. Two. Three."


def test_the_first_part_is_offered_and_the_rest_waits_in_the_field(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    long = "I wake early. " * 20 + "Then I clean, and I go quiet. " * 10
    actions.offer_first_part(
        ada.member,
        ada.keyring,
        ada.fresh(dialogue),
        offer=Offer(long),
        move_id=uuid4(),
        place=ada.sight(dialogue).place,
    )
    offered = ada.opened(dialogue).state.table[-1].text
    assert len(offered) <= 320
    bo.do(dialogue, Offer("You wake early."))
    ada.do(dialogue, Choose("got_it"), Choose("more"))
    assert " ".join(f"{offered} {ada.field(dialogue)}".split()) == " ".join(long.split())


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("", "", ""),
        ("One. Two.", "One. Two.", ""),
        ("A long one without an end that goes on", "A long one without an end that goes on", ""),
        ("Is it? Yes! “No.” And then more words", "Is it? Yes! “No.”", "And then more words"),
        ("Line one\nLine two is here", "Line one", "Line two is here"),
    ],
)
def test_a_text_is_split_where_a_sentence_ends(text: str, first: str, rest: str) -> None:
    assert first_part(text, 20) == (first, rest)


def test_a_draft_belongs_to_one_person_one_dialogue_and_one_visit_of_a_step(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    assert ada.draft(dialogue, "half a sen") == Saved()
    assert ada.field(dialogue) == "half a sen"
    assert bo.field(dialogue) == ""
    row = Draft.objects.get()
    for wrong in [(bo.keyring, row.place), (ada.keyring, "mirroring.7")]:
        with pytest.raises((Locked, Damaged)):
            wrong[0].open_own(bytes(row.blob), *draft_context(dialogue.pk, wrong[1]))
    ada.do(dialogue, Offer("half a sentence"))
    assert not Draft.objects.exists()


def test_one_window_writes_at_a_time_and_taking_over_is_a_choice(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    assert ada.draft(dialogue, "on the phone", writer="phone") == Saved()
    assert ada.draft(dialogue, "on the laptop", writer="laptop") == WritingElsewhere()
    assert ada.field(dialogue) == "on the phone"
    assert ada.draft(dialogue, "on the laptop", writer="laptop", take_over=True) == Saved()
    assert ada.field(dialogue) == "on the laptop"
    assert Draft.objects.get().older_blob is not None


def test_a_pause_freezes_the_step_and_everybody_comes_back_to_it(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    ada.do(dialogue, Offer("I wait."))
    bo.do(dialogue, Pause(20, until=1_800_000_000))
    assert isinstance(bo.try_to(dialogue, Offer("You wait.")), Refused)
    assert isinstance(ada.try_to(dialogue, Resume()), Refused)
    bo.do(dialogue, Resume(), Offer("You wait."))
    assert ada.sight(dialogue).step == "checking"


def test_leaving_keeps_the_place_and_closing_gently_leads_to_what_stays(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    ada.do(dialogue, Offer("I wait."))
    bo.do(dialogue, Leave(note="Tomorrow evening"))
    assert ada.sight(dialogue).left is not None
    ada.do(dialogue, Close(), Choose("talked"))
    bo.do(dialogue, Choose("keep"))
    assert Dialogue.objects.get().outcome == "talked"


def test_nothing_is_added_once_the_space_is_closed(
    ada: Guest, bo: Guest, space: Relationship, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    Relationship.objects.update(closed_at="2026-01-01T00:00Z")
    assert ada.try_to(dialogue, Offer("I wait.")) == actions.CLOSED
    assert len(bo.opened(dialogue).log) == len(ada.opened(dialogue).log)


def test_the_pocket_is_its_owners_alone_and_empties_at_the_end(
    ada: Guest, bo: Guest, dialogue: Dialogue
) -> None:
    arrive(ada, bo, dialogue)
    actions.pocket_thought(bo.member, bo.keyring, dialogue, text="but I was only tired")
    ((thought_id, text),) = queries.thoughts_in_pocket(bo.member, dialogue, bo.keyring)
    assert text == "but I was only tired"
    assert queries.thoughts_in_pocket(ada.member, dialogue, ada.keyring) == ()
    with pytest.raises(Http404):
        thought_for(ada.member, thought_id)
    tell_one_story(ada, bo, dialogue)
    close(ada, bo, dialogue, hers="keep", his="keep")
    assert not PocketedThought.objects.exists()


def test_a_stranger_meets_the_same_answer_as_for_something_that_never_was(
    cleo: Guest, ada: Guest, dialogue: Dialogue
) -> None:
    assert dialogue_for(ada.member, dialogue.pk) == dialogue
    for dialogue_id in (dialogue.pk, 4711):
        with pytest.raises(Http404):
            dialogue_for(cleo.member, dialogue_id)


def test_a_move_opens_only_at_its_own_place_in_its_own_log(ada: Guest, dialogue: Dialogue) -> None:
    row = LoggedMove.objects.get()
    LoggedMove.objects.filter(pk=row.pk).update(seq=2)
    with pytest.raises(Damaged):
        ada.opened(dialogue)
