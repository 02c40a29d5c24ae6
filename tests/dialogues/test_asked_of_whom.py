"""Asking in a circle: only whoever was there reads it, it goes with who asked, and nobody is named without reason."""

from __future__ import annotations

import pytest

from dialogues.circle import Reader, circle_of, come_in, leave
from dialogues.table import PASSPHRASE, Guest
from dialogues.test_asking import ask, say, sees
from people.journeys import text_of
from withness.dialogues.actions.asking import Asks
from withness.dialogues.models import Appointment
from withness.people import actions as people
from withness.people.models import Relationship
from withness.protocol.appointment import Agree, Decline, Request
from withness.protocol.moves import Pace

pytestmark = pytest.mark.django_db
SUMMER = Request("circle", 30, "The summer house", 4)


@pytest.fixture
def circle() -> tuple[Relationship, list[Guest]]:
    return circle_of(3)


def test_whoever_comes_later_finds_nothing_of_what_was_asked_before(
    circle: tuple[Relationship, list[Guest]],
) -> None:
    space, (ada, bo, _) = circle
    ask(ada, space, request=SUMMER)
    row = Appointment.objects.get()
    eli = Reader(come_in(Guest("Eli"), ada, space), "Eli")
    for page in ("", "ready/", "calendar.ics"):
        assert eli.page(f"/talk/asked/{row.pk}/{page}").status_code == 404, page
    assert eli.send(f"/talk/asked/{row.pk}/", {"do": "not", "turn": "1"}).status_code == 404
    assert "The summer house" not in eli.text("/")
    assert "The summer house" not in eli.text("/talk/")
    assert "The summer house" in Reader(bo, "Bo").text("/")
    assert "The summer house" in Reader(bo, "Bo").text(f"/talk/asked/{row.pk}/")


@pytest.mark.parametrize("for_good", [False, True], ids=["leaves", "deletes their place"])
def test_what_somebody_asked_goes_along_with_them(for_good: bool) -> None:
    space, (ada, bo, dee, eli) = circle_of(4)
    ask(bo, space, request=SUMMER)
    row = Appointment.objects.get()
    say(dee, row, Agree())
    if for_good:
        people.delete_account(bo.member, passphrase=PASSPHRASE, place="home")
    else:
        leave(bo, space)
    assert not Appointment.objects.exists()
    reader = Reader(ada, "Ada")
    assert "asks for a dialogue" not in reader.text("/")
    assert reader.page(f"/talk/asked/{row.pk}/").status_code == 404
    if not for_good:
        come_in(bo, ada, space)
        assert isinstance(ask(bo, space, request=SUMMER), Asks)
    assert isinstance(ask(eli, space, request=SUMMER), Asks)


def test_nobody_is_named_when_an_agreed_time_rests(circle: tuple[Relationship, list[Guest]]) -> None:
    space, (ada, bo, dee) = circle
    ask(ada, space, request=SUMMER)
    row = Appointment.objects.get()
    for guest, act in ((bo, Agree()), (dee, Agree()), (dee, Decline())):
        say(guest, row, act)
    for guest, name in ((ada, "Ada"), (bo, "Bo")):
        for page in (f"/talk/asked/{row.pk}/", "/"):
            told = Reader(guest, name).text(page)
            assert "It rests." in told
            assert "lets the time go" not in told
            assert "Bo answered" not in told
            assert "Ada answered" not in told


def test_a_circle_that_cannot_write_letters_is_not_put_into_one_room(
    circle: tuple[Relationship, list[Guest]],
) -> None:
    space, (ada, bo, _) = circle
    fields = {"relationship": str(space.pk), "script": "circle", "when": "letter", "text": "The summer house"}
    sent = Reader(ada, "Ada").send("/talk/new/", fields)
    assert sent.status_code == 303, text_of(sent)
    (seen,) = sees(bo, space)
    assert seen.asking.request.pace is Pace.LIVE


def test_the_page_says_kindly_that_a_circle_writes_no_letters(
    circle: tuple[Relationship, list[Guest]],
) -> None:
    ada = Reader(circle[1][0], "Ada")
    told = ada.text("/talk/new/?when=letter")
    assert "Letters are for two" in told
    assert "By letter" not in told
    assert 'value="now" checked' in ada.page("/talk/new/?when=letter").content.decode()
    assert "all of you" in told
    assert "you both" not in told


def test_two_are_offered_letters() -> None:
    _, (ada, _) = circle_of(2)
    page = Reader(ada, "Ada").page("/talk/new/?when=letter").content.decode()
    assert 'value="letter" checked' in page
    assert "Letters are for two" not in page


def test_letters_are_offered_where_one_can_go(circle: tuple[Relationship, list[Guest]]) -> None:
    ada = Reader(circle[1][0], "Ada")
    assert "By letter" not in ada.text("/")
    assert "By letter" not in ada.text("/talk/")
    friends = people.start_relationship(
        ada.guest.member, ada.guest.keyring, kind="friend", palette="ember-tide", hue="ember"
    )
    come_in(Guest("Cleo"), ada.guest, friends)
    assert "By letter" in ada.text("/")
