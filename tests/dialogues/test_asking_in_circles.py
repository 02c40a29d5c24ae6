"""In a circle a time takes everybody's yes, and nobody's silence holds up those who are there after somebody left."""

from __future__ import annotations

import pytest

from dialogues.circle import Reader, circle_of, come_in, leave
from dialogues.table import Guest
from dialogues.test_asking import REQUEST, SATURDAY, SUNDAY, ask, say, sees
from people.journeys import text_of
from withness.dialogues.actions import Made
from withness.dialogues.actions.asking import Asks
from withness.dialogues.actions.beginning import WITHOUT_ME
from withness.dialogues.models import Appointment, Dialogue
from withness.people.models import Relationship
from withness.protocol.appointment import NOW, Agree, Decline, Propose

pytestmark = pytest.mark.django_db


def asked_in_a_circle() -> tuple[Relationship, list[Guest], Appointment]:
    space, guests = circle_of(4)
    assert isinstance(ask(guests[2], space, NOW, REQUEST), Asks)
    return space, guests, Appointment.objects.get()


def test_it_begins_with_the_last_yes_and_in_the_seat_of_who_asked() -> None:
    _, (ada, bo, dee, eli), row = asked_in_a_circle()
    assert isinstance(say(ada, row, Agree()), Asks)
    assert isinstance(say(eli, row, Agree()), Asks)
    assert not Dialogue.objects.exists()
    made = say(bo, row, Agree())
    assert isinstance(made, Made)
    dialogue = Dialogue.objects.get()
    assert (dialogue.seated, dee.opened(dialogue).speaker.name) == ("0123", "Dee")


def test_who_has_left_is_not_waited_for() -> None:
    space, (ada, bo, _dee, eli), row = asked_in_a_circle()
    say(ada, row, Agree())
    leave(eli, space)
    assert isinstance(say(bo, row, Agree()), Made)
    assert Dialogue.objects.get().seated == "012"


def test_when_the_last_one_who_was_waited_for_leaves_anybody_may_begin() -> None:
    space, (ada, bo, dee, eli), row = asked_in_a_circle()
    say(ada, row, Agree())
    say(bo, row, Agree())
    leave(eli, space)
    (shown,) = sees(dee, space)
    assert shown.acts
    assert isinstance(say(dee, row, Agree()), Made)


def test_who_came_in_while_the_others_talk_waits_for_the_next_one() -> None:
    space, (ada, bo, _dee, eli), row = asked_in_a_circle()
    fay = come_in(Guest("Fay"), ada, space)
    for each in (ada, bo, eli):
        say(each, row, Agree())
    assert ask(fay, space, NOW, REQUEST) == WITHOUT_ME
    assert isinstance(ask(fay, space, SATURDAY, REQUEST), Asks)


def test_what_was_asked_goes_with_the_space() -> None:
    space, (ada, bo) = circle_of(2)
    ask(ada, space, SATURDAY, REQUEST)
    leave(bo, space)
    assert not Appointment.objects.exists()


def test_one_no_is_enough_and_only_who_asked_is_told() -> None:
    space, (ada, bo, dee, eli), row = asked_in_a_circle()
    say(eli, row, Decline())
    assert [len(sees(each, space)) for each in (ada, bo, dee, eli)] == [0, 0, 1, 0]


def test_the_pages_name_everybody_who_is_asked() -> None:
    space, guests = circle_of(3)
    ask(guests[0], space, SATURDAY, REQUEST)
    path = f"/talk/asked/{Appointment.objects.get().pk}/"
    ada, bo, _ = (Reader(guest, name) for guest, name in zip(guests, ("Ada", "Bo", "Dee"), strict=True))
    assert "Bo , Dee answer when it suits" in text_of(ada.browser.get(path))
    assert "Ada asks for a dialogue" in text_of(bo.browser.get(path))
    assert "Ask Ada , Dee" in text_of(bo.browser.get("/talk/new/"))


def test_a_yes_names_no_other_time_and_waits_for_those_who_are_left() -> None:
    _, (ada, bo, dee, _eli), row = asked_in_a_circle()
    say(ada, row, Agree())
    path = f"/talk/asked/{row.pk}/"
    told = Reader(ada, "Ada").text(path)
    assert "You said yes." in told
    assert "Bo , Eli answer when it suits" in told
    assert "You said yes" in Reader(ada, "Ada").text("/")
    assert "Dee asks for a dialogue" in Reader(bo, "Bo").text("/")
    assert "Bo , Eli answer when it suits" in Reader(dee, "Dee").text(path)
    say(bo, row, Propose(SATURDAY))
    assert "Bo names " in Reader(dee, "Dee").text(path)


def test_what_is_agreed_in_a_circle_is_said_of_all_of_them() -> None:
    _, (ada, bo, dee, eli), row = asked_in_a_circle()
    for each in (ada, bo):
        say(each, row, Agree())
    say(eli, row, Propose(SATURDAY))
    for each in (ada, bo, dee):
        say(each, row, Agree())
    say(bo, row, Propose(SUNDAY))
    told = Reader(bo, "Bo").text(f"/talk/asked/{row.pk}/")
    assert "Until all of you say yes to another time" in told
    assert "you both" not in told
    assert "you are both" not in told
