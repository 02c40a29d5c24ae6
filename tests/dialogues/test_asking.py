"""Asking is sealed, answered in turns, and opens exactly one dialogue; nobody is bound and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from dialogues.table import Guest
from withness.dialogues.access import appointment_for
from withness.dialogues.actions import ALONE, CLOSED, Made, MovedOn, Refused
from withness.dialogues.actions.asking import ASKED_ALREADY, Asks, Collides, Running, answer, ask_for_dialogue
from withness.dialogues.forms.asking import NO_MOMENT, AnswerForm
from withness.dialogues.models import Appointment, Dialogue
from withness.dialogues.queries.asked import Asked, asked_about, asked_among
from withness.people import actions as people
from withness.people.models import Relationship
from withness.people.queries import people_in
from withness.protocol.appointment import (
    ANY_TIME,
    EARLY,
    NOT_THIS_ONE,
    NOW,
    RESTED,
    Acknowledge,
    Act,
    Agree,
    Arrive,
    Decline,
    Propose,
    Reason,
    Request,
    When,
)
from withness.protocol.moves import Pace

MONDAY = 1_800_000_000
DAY = 24 * 3600
SATURDAY, SUNDAY = When(MONDAY + 5 * DAY), When(MONDAY + 6 * DAY)
REQUEST = Request("whole-dialogue", 30, "Sunday mornings", 4)


def ask(
    guest: Guest,
    space: Relationship,
    when: When = SATURDAY,
    request: Request = REQUEST,
    *,
    anyway: bool = False,
) -> Asks | Made | Collides | Refused:
    return ask_for_dialogue(
        guest.member, guest.keyring, space, request=request, when=when, now=MONDAY, anyway=anyway
    )


def say(
    guest: Guest, row: Appointment, act: Act, *, now: int = MONDAY, turn: int = 0, anyway: bool = False
) -> Asks | Made | Collides | MovedOn | Refused:
    fresh = appointment_for(guest.member, row.pk)
    return answer(
        guest.member, guest.keyring, fresh, act=act, turn=turn or fresh.turn, now=now, anyway=anyway
    )


def sees(guest: Guest, space: Relationship, now: int = MONDAY) -> tuple[Asked, ...]:
    return asked_among(space, guest.keyring, people_in(space, guest.keyring, guest.member), now=now)


@pytest.fixture
def row(ada: Guest, space: Relationship) -> Appointment:
    assert isinstance(ask(ada, space), Asks)
    return Appointment.objects.get()


def test_what_is_asked_lies_sealed_and_both_read_it(
    ada: Guest, bo: Guest, space: Relationship, row: Appointment
) -> None:
    assert b"Sunday" not in bytes(row.blob)
    (hers,), (his,) = sees(ada, space), sees(bo, space)
    assert (hers.mine, hers.waits, hers.acts) == (True, True, False)
    assert (his.mine, his.waits, his.acts) == (False, False, True)
    assert his.asking.request == REQUEST
    assert his.asker.name == his.other.name == "Ada"


def test_a_stranger_finds_nothing(cleo: Guest, row: Appointment) -> None:
    with pytest.raises(Http404):
        appointment_for(cleo.member, row.pk)


def test_saturday_then_sunday_then_both_are_there(
    ada: Guest, bo: Guest, space: Relationship, row: Appointment
) -> None:
    say(bo, row, Propose(SUNDAY, "after lunch"))
    say(ada, row, Agree())
    assert say(ada, row, Arrive()) == Refused(Reason.TOO_EARLY)
    made = say(bo, row, Arrive(), now=SUNDAY.at - EARLY)
    assert isinstance(made, Made)
    dialogue = Dialogue.objects.get(pk=made.dialogue_id)
    assert (ada.sight(dialogue).step, ada.sight(dialogue).topic) == ("arriving", "Sunday mornings")
    assert ada.opened(dialogue).speaker.name == "Ada"
    row.refresh_from_db()
    assert (row.is_open, bytes(row.blob), sees(ada, space), sees(bo, space)) == (False, b"", (), ())


def test_yes_to_a_letter_begins_it_in_the_askers_seat(ada: Guest, bo: Guest, space: Relationship) -> None:
    ask(bo, space, ANY_TIME, Request("whole-dialogue", 30, pace=Pace.LETTER))
    made = say(ada, Appointment.objects.get(), Agree())
    assert isinstance(made, Made)
    here = ada.opened(Dialogue.objects.get())
    assert (here.state.pace, here.speaker.name) == (Pace.LETTER, "Bo")


def test_each_has_one_open_question_and_both_keep_theirs(
    ada: Guest, bo: Guest, space: Relationship, row: Appointment
) -> None:
    assert ask(ada, space, SUNDAY) == ASKED_ALREADY
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(relationship=space, seat=0, blob=b"x")
    assert isinstance(ask(bo, space, SUNDAY), Asks)
    assert len(sees(ada, space)) == len(sees(bo, space)) == 2


def test_of_two_questions_for_now_one_opens_and_the_other_stays(
    ada: Guest, bo: Guest, space: Relationship
) -> None:
    ask(ada, space, NOW)
    ask(bo, space, NOW, Request("appreciation", 10, "The lamp"))
    hers, his = Appointment.objects.order_by("pk")
    first, second = say(bo, hers, Agree()), say(ada, his, Agree())
    assert isinstance(first, Made)
    assert first == second
    (left,) = sees(ada, space)
    assert (left.asking.request.headline, left.acts) == ("The lamp", True)


def test_an_answer_to_what_has_changed_meanwhile_is_shown_first(
    ada: Guest, bo: Guest, row: Appointment
) -> None:
    say(ada, row, Propose(SUNDAY))
    assert isinstance(say(bo, row, Agree(), turn=1), MovedOn)
    assert Appointment.objects.get().turn == 2


def test_of_two_who_write_at_once_one_is_kept(ada: Guest, bo: Guest, row: Appointment) -> None:
    stale = appointment_for(bo.member, row.pk)
    say(ada, row, Propose(SUNDAY))
    assert isinstance(
        answer(bo.member, bo.keyring, stale, act=Decline(), turn=1, now=MONDAY), MovedOn | Refused
    )
    assert Appointment.objects.get().is_open


def test_not_this_one_is_told_once_and_frees_the_way(
    ada: Guest, bo: Guest, space: Relationship, row: Appointment
) -> None:
    say(bo, row, Decline())
    assert sees(bo, space) == ()
    (told,) = sees(ada, space)
    assert told.asking.outcome == NOT_THIS_ONE
    assert isinstance(ask(ada, space, SUNDAY), Asks)
    say(ada, row, Acknowledge())
    row.refresh_from_db()
    assert bytes(row.blob) == b""
    assert [each.row.pk for each in sees(ada, space)] != [row.pk]


def test_what_is_taken_back_is_gone_at_once(
    ada: Guest, bo: Guest, space: Relationship, row: Appointment
) -> None:
    say(ada, row, Decline())
    assert sees(bo, space) == sees(ada, space) == ()
    assert bytes(Appointment.objects.get().blob) == b""
    assert say(bo, row, Agree()) == Refused(Reason.ENDED)
    assert not Dialogue.objects.exists()


def test_an_agreed_time_may_rest_and_the_other_is_told(
    ada: Guest, bo: Guest, space: Relationship, row: Appointment
) -> None:
    say(bo, row, Agree())
    say(bo, row, Decline())
    (told,) = sees(ada, space)
    assert (told.asking.outcome, sees(bo, space)) == (RESTED, ())


def test_a_time_that_collides_is_told_and_may_be_chosen_all_the_same(
    ada: Guest, bo: Guest, space: Relationship, row: Appointment
) -> None:
    say(bo, row, Agree())
    collides = ask(bo, space, SATURDAY)
    assert isinstance(collides, Collides)
    assert collides.with_this.asked.row.pk == row.pk
    assert collides.with_this.at.timestamp() == SATURDAY.at
    assert not Appointment.objects.filter(seat=1).exists()
    assert isinstance(ask(bo, space, SATURDAY, anyway=True), Asks)
    his = Appointment.objects.get(seat=1)
    assert isinstance(say(ada, his, Agree()), Collides)
    assert isinstance(say(ada, his, Agree(), anyway=True), Asks)
    assert isinstance(say(ada, row, Propose(When(SATURDAY.at + 60))), Collides)


def test_now_while_a_dialogue_is_open_leads_to_it(ada: Guest, bo: Guest, space: Relationship) -> None:
    ask(ada, space, NOW)
    made = say(bo, Appointment.objects.get(), Agree())
    assert isinstance(made, Made)
    assert ask(bo, space, NOW, Request("light", 15)) == made
    assert ask(bo, space, NOW) == Running(made), "with a headline: it must not vanish"
    assert ask(bo, space, ANY_TIME) == Running(made)
    assert isinstance(ask(bo, space, SATURDAY), Asks)


def test_what_is_asked_all_the_same_waits_until_the_open_one_is_over(
    ada: Guest, bo: Guest, space: Relationship
) -> None:
    ask(ada, space, NOW)
    made = say(bo, Appointment.objects.get(), Agree())
    assert isinstance(ask(bo, space, NOW, anyway=True), Asks)
    his = Appointment.objects.get(seat=1)
    assert say(ada, his, Agree()) == made
    assert [each.asking.request.headline for each in sees(ada, space)] == ["Sunday mornings"]
    Dialogue.objects.update(is_open=False, outcome="talked")
    assert isinstance(say(ada, his, Agree()), Made)
    assert Dialogue.objects.filter(is_open=True).count() == 1


def test_while_a_time_is_agreed_something_else_can_be_asked(
    ada: Guest, bo: Guest, space: Relationship, row: Appointment
) -> None:
    say(bo, row, Agree())
    assert isinstance(ask(ada, space, SUNDAY, Request("light", 15, "The garden")), Asks)
    assert ask(ada, space, NOW) == ASKED_ALREADY, "one open question each"
    assert isinstance(say(bo, row, Propose(When(SUNDAY.at + DAY))), Asks), (
        "what was agreed can still be moved"
    )
    assert [each.asking.request.headline for each in sees(bo, space)] == ["The garden", "Sunday mornings"]
    made = say(ada, row, Arrive(), now=SATURDAY.at)
    assert isinstance(made, Made)
    assert [each.asking.request.headline for each in sees(bo, space)] == ["The garden"]


def test_it_takes_two_and_an_open_space(
    ada: Guest, bo: Guest, cleo: Guest, space: Relationship, row: Appointment
) -> None:
    alone = people.start_relationship(
        cleo.member, cleo.keyring, kind="spouse", palette="ember-tide", hue="ember"
    )
    assert ask(cleo, alone) == ALONE
    stale = appointment_for(bo.member, row.pk)
    Relationship.objects.update(closed_at=timezone.now())
    assert say(bo, row, Agree()) == CLOSED
    assert isinstance(answer(bo.member, bo.keyring, stale, act=Agree(), turn=1, now=MONDAY), MovedOn)
    space.refresh_from_db()
    assert ask(ada, space, SUNDAY) == CLOSED


def test_a_damaged_question_takes_nothing_else_with_it(
    ada: Guest, space: Relationship, row: Appointment
) -> None:
    Appointment.objects.update(blob=b"damaged")
    assert sees(ada, space) == ()
    assert asked_about(appointment_for(ada.member, row.pk), ada.keyring, ada.member, now=MONDAY) is None


def test_it_opens_a_day_late_as_well(ada: Guest, bo: Guest, row: Appointment) -> None:
    say(bo, row, Agree())
    late = SATURDAY.at + int(timedelta(days=1).total_seconds())
    assert isinstance(say(ada, row, Arrive(), now=late), Made)


@pytest.mark.parametrize("half", [{"day": "2026-11-29"}, {"hour": "15:30"}])
def test_half_a_time_is_asked_about_and_does_not_vanish_behind_the_words(half: dict[str, str]) -> None:
    form = AnswerForm({"do": "another", "turn": "1", "words": "after lunch", **half})
    assert not form.is_valid()
    assert form.errors["day"] == [NO_MOMENT]
    assert AnswerForm({"do": "yes", "turn": "1", **half}).is_valid()
