"""The pages of asking, as a browser without script uses them: kind, and silent about a moment alone."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse

from people.journeys import Visitor, text_of, two_together
from withness.dialogues.models import Appointment, Dialogue
from withness.people.models import Relationship

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
Two = tuple[Visitor, Visitor]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let the clock of these pages stand at a moment; whoever is signed in stays so."""

    def stand(moment: datetime) -> None:
        monkeypatch.setattr("withness.dialogues.views.asking.now", lambda: int(moment.timestamp()))
        monkeypatch.setattr("withness.dialogues.views.places.now", lambda: int(moment.timestamp()))
        monkeypatch.setattr("withness.dialogues.templatetags.times.now", lambda: moment)

    stand(MONDAY)
    return stand


@pytest.fixture
def two(db: None) -> Two:
    ada, bo, _ = two_together()
    for one in (ada, bo):
        one.browser.cookies["zone"] = "Europe/Berlin"
    return ada, bo


def ask(one: Visitor, **fields: str) -> HttpResponse:
    sent = {"relationship": str(Relationship.objects.get().pk), "script": "whole-dialogue", "when": "now"}
    return one.post("/talk/new/", **{**sent, **fields})


def saturday(one: Visitor, **fields: str) -> HttpResponse:
    return ask(one, text="Sunday mornings", when="at", day="2026-11-28", hour="19:00", **fields)


def heading_of(page: HttpResponse) -> str:
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page.content.decode(), re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", heading[1])) if heading else ""


def answer(one: Visitor, path: str, do: str, **fields: str) -> HttpResponse:
    turn = re.search(r'name="turn" value="(\d+)"', one.get(path).content.decode())
    return one.post(path, do=do, turn=turn[1] if turn else "1", **fields)


def test_asked_for_saturday_moved_to_sunday_and_both_are_there(
    two: Two, clock: Callable[[datetime], None]
) -> None:
    ada, bo = two
    path = saturday(ada, heat="4")["Location"]
    assert heading_of(ada.get(path)) == "You asked for Saturday 19:00."
    home = text_of(bo.get("/"))
    assert "Ada asks for a dialogue" in home
    assert "Sunday mornings The whole dialogue Saturday 19:00, about 30 minutes" in home
    assert "How warm it is: 4 of 10" in text_of(bo.get(path))
    answer(bo, path, "another", day="2026-11-29", hour="15:30", words="after lunch")
    assert heading_of(ada.get(path)) == "Bo names Sunday 15:30."
    assert heading_of(bo.get(path)) == "You named Sunday 15:30."
    assert "after lunch" in text_of(ada.get(path))
    answer(ada, path, "yes")
    for one in two:
        assert "Sunday 15:30" in text_of(one.get("/"))
        assert "About Sunday mornings" in text_of(one.get("/"))
        assert "I am here now" not in text_of(one.get("/"))
    clock(datetime(2026, 11, 29, 14, 20, tzinfo=UTC))
    assert "I am here now" in text_of(ada.get("/"))
    opened = answer(bo, path, "here")
    assert (opened.status_code, Dialogue.objects.count()) == (303, 1)
    assert ada.get(path)["Location"] == opened["Location"] == ada.post(path, do="here", turn="3")["Location"]
    assert "You are here." in text_of(ada.get(opened["Location"]))


def test_each_reads_the_time_by_their_own_clock(two: Two, clock: Callable[[datetime], None]) -> None:
    ada, bo = two
    bo.browser.cookies["zone"] = "Asia/Kolkata"
    path = saturday(ada)["Location"]
    assert "Saturday 23:30" in text_of(bo.get(path))
    bo.browser.cookies["zone"] = ""
    assert "Saturday 18:00 UTC" in text_of(bo.get(path))


def test_a_time_over_the_change_of_the_clocks(two: Two, clock: Callable[[datetime], None]) -> None:
    ada, bo = two
    clock(datetime(2027, 3, 26, 12, tzinfo=UTC))
    path = ask(ada, when="at", day="2027-03-28", hour="19:00")["Location"]
    bo.browser.cookies["zone"] = ""
    assert "Sunday 17:00 UTC" in text_of(bo.get(path)), "summer time has begun by then"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"day": "2026-11-22", "hour": "19:00"}, "That time has passed"),
        ({"day": "2029-11-22", "hour": "19:00"}, "more than a year away"),
        ({"day": "", "hour": "19:00"}, "Choose a day and a time"),
        ({"day": "soon", "hour": "19:00"}, "That is not a day"),
        ({"day": "2026-11-28", "hour": "19:00", "minutes": "3"}, "between 5 and 120"),
        ({"day": "2026-11-28", "hour": "19:00", "text": "x" * 61}, "up to 60 characters"),
        ({"day": "2026-11-28", "hour": "19:00", "script": "nothing"}, "one of the dialogues here"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    two: Two, clock: Callable[[datetime], None], fields: dict[str, str], words: str
) -> None:
    answered = ask(two[0], **{"when": "at", "text": "The dishes", "heat": "3", **fields})
    assert (answered.status_code, words in text_of(answered)) == (422, True)
    page = answered.content.decode()
    assert f'value="{fields.get("text", "The dishes")}"' in page
    assert f'value="{fields["hour"]}"' in page
    assert not Appointment.objects.exists()


def test_what_is_warm_is_asked_after_a_kind_word_and_never_locked(two: Two) -> None:
    ada, bo = two
    warned = ask(ada, text="The dishes", heat="8")
    assert (warned.status_code, "Something smaller first" in text_of(warned)) == (200, True)
    assert not Appointment.objects.exists()
    assert "That is warm" not in text_of(bo.get("/"))
    assert 'name="anyway" value="1"' in warned.content.decode()
    assert ask(ada, text="The dishes", heat="8", anyway="1").status_code == 303


def test_a_question_for_now_is_answered_after_a_moment_alone(two: Two) -> None:
    ada, bo = two
    path = ask(ada, text="Sunday mornings")["Location"]
    assert heading_of(ada.get(path)) == "Asked."
    assert f"{path}ready/" in bo.get("/").content.decode()
    assert "Is this a good moment?" in text_of(bo.get(f"{path}ready/"))
    opened = answer(bo, path, "yes")
    assert Dialogue.objects.count() == 1
    assert ada.get(path)["Location"] == opened["Location"]
    assert "Is this a good moment?" in text_of(ada.get(f"{opened['Location']}ready/"))


def test_a_moment_alone_leaves_no_trace(two: Two, caplog: pytest.LogCaptureFixture) -> None:
    ada, bo = two
    path = ask(ada, text="Sunday mornings")["Location"]
    bo.get("/")
    before, hers = everything(), ada.get(path).content
    page = bo.get(f"{path}ready/")
    boxes = re.findall(r"<input[^>]*checkbox[^>]*>", page.content.decode())
    assert len(boxes) == 5
    assert not any("name=" in box or "form=" in box for box in boxes)
    form = re.search(r"<form.*?</form>", page.content.decode(), re.DOTALL)
    assert form
    assert "checkbox" not in form[0]
    assert page["Cache-Control"] == "no-store"
    assert "Another time" in text_of(bo.get(f"{path}?another=1"))
    assert everything() == before, "looking, and not being ready, changes no table"
    assert without_tokens(ada.get(path).content) == without_tokens(hers)
    assert caplog.text == ""


def everything() -> list[tuple[object, ...]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        rows: list[tuple[object, ...]] = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names come from the database
            rows += [(table, *row) for row in cursor.fetchall()]
    return rows


def without_tokens(page: bytes) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.decode())


def test_not_this_one_is_told_without_a_reason(two: Two) -> None:
    ada, bo = two
    path = ask(ada, text="The dishes")["Location"]
    assert answer(bo, path, "not")["Location"] == path
    assert bo.get(path)["Location"] == "/"
    assert "Not this one." in text_of(ada.get("/"))
    answer(ada, path, "known")
    assert "The dishes" not in text_of(ada.get("/"))
    assert bytes(Appointment.objects.get().blob) == b""


def test_who_asked_may_take_it_back(two: Two) -> None:
    ada, bo = two
    path = ask(ada, text="The dishes")["Location"]
    assert "Take the question back" in text_of(ada.get(path))
    answer(ada, path, "not")
    assert "The dishes" not in text_of(bo.get("/"))
    assert bo.get(path)["Location"] == "/"
    assert not Dialogue.objects.exists()


def test_both_may_ask_and_both_are_told(two: Two) -> None:
    ada, bo = two
    ask(ada, text="Sunday mornings")
    ask(bo, text="The lamp")
    for one in two:
        assert {"Sunday mornings", "The lamp"} <= {
            each for each in ("Sunday mornings", "The lamp") if each in text_of(one.get("/"))
        }
    assert "you each have something to ask" in text_of(
        ada.get(f"/talk/asked/{Appointment.objects.first().pk}/")
    )
    again = ask(ada, text="A third thing")
    assert (again.status_code, "You have a question open already" in text_of(again)) == (422, True)
    assert "A third thing" in again.content.decode()


def test_an_agreed_time_that_collides_may_be_chosen_all_the_same(
    two: Two, clock: Callable[[datetime], None]
) -> None:
    ada, bo = two
    answer(bo, saturday(ada)["Location"], "yes")
    collides = saturday(bo)
    assert "You have agreed to something then: Saturday 19:00, with Ada." in text_of(collides)
    assert "Ask all the same" in text_of(collides)
    assert saturday(bo, anyway="1").status_code == 303


def test_an_answer_to_what_has_changed_is_shown_first(two: Two, clock: Callable[[datetime], None]) -> None:
    ada, bo = two
    path = saturday(ada)["Location"]
    answer(ada, path, "another", day="2026-11-29", hour="15:00")
    late = bo.post(path, do="another", turn="1", words="at six, please", day="", hour="")
    assert (late.status_code, "It changed while you were here" in text_of(late)) == (409, True)
    assert "at six, please" in html.unescape(late.content.decode())


@pytest.mark.parametrize(
    "fields", [{}, {"do": "yes"}, {"do": "nonsense", "turn": "1"}, {"do": "yes", "turn": "x"}]
)
def test_a_crafted_answer_changes_nothing(two: Two, fields: dict[str, str]) -> None:
    path = ask(two[0])["Location"]
    assert two[1].post(path, **fields).status_code == 422
    assert Appointment.objects.get().turn == 1


def test_the_calendar_gets_a_line_that_says_nothing(two: Two, clock: Callable[[datetime], None]) -> None:
    ada, bo = two
    path = saturday(ada)["Location"]
    assert ada.get(f"{path}calendar.ics").status_code == 404, "nothing is agreed yet"
    answer(bo, path, "yes")
    file = ada.get(f"{path}calendar.ics?alarm=10")
    assert file["Content-Type"].startswith("text/calendar")
    lines = file.content.decode().split("\r\n")
    assert {"DTSTART:20261128T180000Z", "DTEND:20261128T183000Z", "SUMMARY:Time for us"} <= set(lines)
    said = file.content.decode().lower()
    assert not any(word in said for word in ("ada", "bo:", "sunday", "withness", "dialogue"))
    uid = next(line for line in lines if line.startswith("UID:"))
    assert uid in bo.get(f"{path}calendar.ics").content.decode()


def test_a_stranger_and_somebody_who_is_not_signed_in_find_nothing(two: Two) -> None:
    path = ask(two[0])["Location"]
    cleo = Visitor("Cleo").begin()
    for page in (
        path,
        f"{path}ready/",
        f"{path}calendar.ics",
        "/talk/asked/99999/",
        "/talk/asked/99999/ready/",
    ):
        assert cleo.get(page).status_code == 404
        assert Visitor().get(page)["Location"].startswith("/sign-in/")
    assert cleo.post(path, do="yes", turn="1").status_code == 404


def test_a_letter_needs_no_time(two: Two) -> None:
    ada, bo = two
    path = ask(ada, when="letter", text="The summer")["Location"]
    assert "By letter" in text_of(bo.get("/"))
    opened = answer(bo, path, "yes")
    assert opened["Location"].startswith("/talk/")
    assert Dialogue.objects.get().is_open


def test_a_time_that_went_by_unanswered_is_answered_with_another(
    two: Two, clock: Callable[[datetime], None]
) -> None:
    ada, bo = two
    path = saturday(ada)["Location"]
    clock(MONDAY + timedelta(days=9))
    assert "That time has gone by" in text_of(bo.get(path))
    assert answer(bo, path, "yes").status_code == 422
