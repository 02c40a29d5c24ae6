"""One chose what shall stay and the other never comes: after a week it counts, and no choice is taken from anybody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from dialogues.table import Guest, arrive, tell_one_story, to_the_last_question
from withness.dialogues import actions
from withness.dialogues.actions.settling import (
    choose_late,
    day_to_settle,
    late_choices,
    opened_and_settled,
    shared_and_settled,
)
from withness.dialogues.actions.thoughts import bring_thoughts_home
from withness.dialogues.models import Dialogue, KeptThought, LoggedMove, PocketedThought
from withness.dialogues.queries.thoughts import thoughts_kept
from withness.people.access import relationships_of
from withness.protocol.moves import Choose, TakeBack

WEEK = timedelta(days=7)


def today() -> date:
    return datetime.now(UTC).date()


@pytest.fixture
def waiting(ada: Guest, bo: Guest, dialogue: Dialogue) -> Dialogue:
    """The last question is open to both."""
    arrive(ada, bo, dialogue)
    tell_one_story(ada, bo, dialogue)
    to_the_last_question(ada, bo, dialogue)
    return dialogue


def look(guest: Guest, dialogue: Dialogue, *, after: timedelta = WEEK) -> Dialogue:
    """Somebody opens the page so much later."""
    opened_and_settled(guest.fresh(dialogue), guest.keyring, guest.member, today=today() + after)
    return guest.fresh(dialogue)


def late(guest: Guest, dialogue: Dialogue) -> list[str]:
    return [option.id for option in late_choices(guest.opened(dialogue))]


@pytest.mark.parametrize("who", ["Ada", "Bo"])
@pytest.mark.parametrize(
    ("choice", "outcome"), [("keep", "kept"), ("talked", "talked"), ("let_go", "let_go")]
)
def test_after_a_week_what_one_has_chosen_counts_whoever_comes(
    ada: Guest, bo: Guest, waiting: Dialogue, choice: str, outcome: str, who: str
) -> None:
    ada.do(waiting, Choose(choice))
    visitor = ada if who == "Ada" else bo
    assert look(visitor, waiting, after=WEEK - timedelta(days=1)).is_open
    settled = look(visitor, waiting)
    assert (settled.is_open, settled.outcome) == (False, outcome)
    assert LoggedMove.objects.filter(dialogue=waiting).exists() == (outcome == "kept")


def test_while_nobody_has_chosen_or_a_choice_was_taken_back_nothing_settles(
    ada: Guest, waiting: Dialogue
) -> None:
    assert look(ada, waiting, after=WEEK * 50).is_open
    ada.do(waiting, Choose("let_go"), TakeBack())
    assert day_to_settle(ada.opened(waiting)) is None
    assert look(ada, waiting, after=WEEK * 50).is_open


def test_the_day_lies_in_the_sealed_move_alone(ada: Guest, waiting: Dialogue) -> None:
    ada.do(waiting, Choose("keep"))
    assert day_to_settle(ada.opened(waiting)) == today() + WEEK
    days = [entry.move.settles for entry in ada.opened(waiting).log if isinstance(entry.move, Choose)]
    assert [day for day in days if day] == [(today() + WEEK).toordinal()]


def test_home_settles_it_too_so_that_the_way_is_free_for_another_dialogue(
    ada: Guest, waiting: Dialogue
) -> None:
    ada.do(waiting, Choose("keep"))
    for after, is_open in ((timedelta(), True), (WEEK, False)):
        (shared,) = shared_and_settled(
            ada.member, ada.keyring, relationships_of(ada.member), today=today() + after
        )
        assert (shared.open is not None) == is_open


def test_whoever_was_away_may_still_keep_the_words_and_then_it_is_settled_for_good(
    ada: Guest, bo: Guest, cleo: Guest, waiting: Dialogue
) -> None:
    ada.do(waiting, Choose("keep"))
    look(ada, waiting)
    assert (late(ada, waiting), late(bo, waiting)) == ([], ["keep", "talked", "let_go"])
    assert not choose_late(ada.member, ada.keyring, waiting, option="let_go")
    assert not choose_late(bo.member, bo.keyring, waiting, option="nonsense")
    assert choose_late(bo.member, bo.keyring, waiting, option="keep")
    assert late(bo, waiting) == []
    assert not choose_late(bo.member, bo.keyring, waiting, option="let_go")
    assert bo.fresh(waiting).outcome == "kept"
    assert ada.opened(waiting).state.ended


@pytest.mark.parametrize(("choice", "stays"), [("talked", True), ("let_go", False)])
def test_whoever_was_away_may_still_let_the_words_go(
    ada: Guest, bo: Guest, waiting: Dialogue, choice: str, stays: bool
) -> None:
    ada.do(waiting, Choose("keep"))
    look(ada, waiting)
    rings = bo.fresh(waiting).relationship.rings
    assert choose_late(bo.member, bo.keyring, waiting, option=choice)
    settled = bo.fresh(waiting)
    assert (settled.outcome, settled.ended_on is not None) == (choice, stays)
    assert not LoggedMove.objects.filter(dialogue=waiting).exists()
    assert settled.relationship.rings == rings, "it is one dialogue, however often it was settled"


def test_what_was_set_aside_by_the_one_who_was_away_goes_home_with_its_owner(
    ada: Guest, bo: Guest, waiting: Dialogue
) -> None:
    for guest in (ada, bo):
        actions.pocket_thought(guest.member, guest.keyring, guest.fresh(waiting), text="but I was only tired")
    ada.do(waiting, Choose("let_go"))
    look(ada, waiting)
    assert [row.member_id for row in PocketedThought.objects.all()] == [bo.member.pk]
    for guest in (ada, bo):
        bring_thoughts_home(guest.member, guest.keyring)
    assert [text for _, text in thoughts_kept(bo.member, bo.keyring)] == ["but I was only tired"]
    assert (PocketedThought.objects.count(), KeptThought.objects.count()) == (0, 1)


def test_a_closed_space_settles_nothing(ada: Guest, waiting: Dialogue) -> None:
    ada.do(waiting, Choose("let_go"))
    space = waiting.relationship
    type(space).objects.filter(pk=space.pk).update(closed_at=datetime.now(UTC))
    assert look(ada, waiting, after=WEEK * 50).is_open


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_what_is_let_go_late_is_in_no_file_any_more(ada: Guest, bo: Guest, waiting: Dialogue) -> None:
    ada.do(waiting, Choose("keep"))
    look(ada, waiting)
    blobs = [bytes(row.blob) for row in LoggedMove.objects.filter(dialogue=waiting)]
    choose_late(bo.member, bo.keyring, waiting, option="let_go")
    path = str(connection.settings_dict["NAME"])
    files = b"".join(Path(path + end).read_bytes() for end in ("", "-wal") if Path(path + end).exists())
    assert [blob for blob in blobs if blob in files] == []
