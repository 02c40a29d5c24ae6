"""Listening alone: the steps of a dialogue with nobody else there, nothing kept, and no word in any address or line."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from people.journeys import Visitor, hidden_fields, text_of
from withness.library.pieces import Length, Piece, piece_after, pieces
from withness.practice.listening import (
    AFTER,
    Heard,
    Place,
    Step,
    lacking,
    led_to,
    lesson,
    onward,
    read_place,
)
from withness.practice.queries import LISTENS, speaker_of
from withness.practice.remarks import MISSING, Remark
from withness.scripts import script_named
from withness.semantic import loading

SHORT, MIDDLE, LONG = (next(p for p in pieces() if p.length == length) for length in Length)
SECRET = "quillwort & ember"
PATHS = st.lists(
    st.sampled_from(["offer", "aloud", "not_yet", "again", "on", "stem:So for you", "nothing", ""])
)


def walk(piece: Piece) -> Iterator[Place]:
    """All places in which somebody writes, in their order."""
    place = Place()
    while place.step is not Step.DONE:
        yield place
        place = onward(piece, place)


@pytest.mark.parametrize(("piece", "parts"), [(SHORT, 1), (MIDDLE, 2), (LONG, 3)])
def test_every_part_is_mirrored_then_all_of_it_made_sense_of_and_felt_with(piece: Piece, parts: int) -> None:
    steps = [(place.step, place.part) for place in walk(piece)]
    mirrors = [(Step.MIRROR, part) for part in range(parts)]
    assert steps == [*mirrors, (Step.SENSE, parts - 1), (Step.FEEL, parts - 1)]


@given(piece=st.sampled_from(pieces()), pressed=PATHS)
def test_whatever_is_pressed_leads_to_a_page_or_nowhere(piece: Piece, pressed: list[str]) -> None:
    place = Place()
    for do in pressed:
        there = led_to(piece, place, do) if place.step is not Step.DONE else None
        if there is None:
            continue
        assert there.step is Step.DONE or read_place(piece, str(there)) == there
        assert lesson(piece, there).title
        place = there


def test_a_place_of_another_piece_is_no_place() -> None:
    assert read_place(LONG, str(Place(Step.MIRROR, 2))) == Place(Step.MIRROR, 2)
    assert read_place(SHORT, str(Place(Step.MIRROR, 2))) is None
    assert read_place(SHORT, "mirroring") is None


@pytest.mark.parametrize("step", AFTER)
def test_the_steps_bear_the_titles_and_beginnings_of_the_dialogue(step: Step) -> None:
    shown, told = lesson(SHORT, Place(step)), script_named("whole-dialogue").by_id[step]
    assert (shown.title, shown.stems) == (told.title, told.stems)
    assert "{" not in shown.note + "".join(each.asks + each.note for each in shown.questions)


def test_nothing_is_laid_beside_a_piece_before_there_is_something() -> None:
    mirror, feel = Place(Step.MIRROR), Place(Step.FEEL)
    assert lacking(mirror, Heard())
    assert lacking(feel, Heard(text="words are no feeling"))
    assert lacking(feel, Heard(feelings=("sad", "small", "shy"), own_feeling="torn"))
    assert not lacking(mirror, Heard(text="You wait."))
    assert not lacking(mirror, Heard(instead="Said aloud."))
    assert not lacking(feel, Heard(own_feeling="torn"))


def test_a_word_that_accuses_is_met_with_what_may_lie_beneath() -> None:
    assert lesson(SHORT, Place(Step.FEEL, 0, True), heard=Heard(own_feeling="ignored")).beneath[0] == "lonely"
    assert lesson(SHORT, Place(Step.FEEL, 0, True), heard=Heard(own_feeling="torn")).beneath == ()


class Alike:
    """Stands where a sentence model would, and says that all means the same."""

    def encode(self, texts: list[str]) -> list[list[float]]:
        return [[1.0]] * len(texts)


@pytest.mark.django_db
def test_a_model_that_is_there_hears_what_came_back_in_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def remarked() -> str:
        ada = Visitor()
        page = ada.get(f"/practise/listening/{SHORT.id}/")
        return text_of(step_on(ada, SHORT, page, "offer", text="Tuesdays taste of copper."))

    assert MISSING in remarked()
    monkeypatch.setattr(loading._WAITING, "encoder", Alike())
    assert MISSING not in remarked()


def test_the_next_piece_is_as_long_and_all_come_round() -> None:
    for piece in (SHORT, MIDDLE, LONG):
        round_ = [piece]
        while (following := piece_after(round_[-1])) != piece:
            round_.append(following)
        assert round_ == sorted(round_, key=pieces().index)
        assert {each.length for each in round_} == {piece.length}
        assert len(round_) >= 5


# ---- pages: by somebody without an account, without script -----------------------------------------------------------


def step_on(visitor: Visitor, piece: Piece, page: HttpResponse, do: str, **typed: str) -> HttpResponse:
    """Press a button of a page, with what its form carries along."""
    assert f'name="do" value="{html.escape(do)}"' in page.content.decode(), do
    return visitor.post(f"/practise/listening/{piece.id}/", **hidden_fields(page) | typed, do=do)


@pytest.mark.django_db
def test_a_whole_piece_from_the_list_to_the_end() -> None:
    ada = Visitor()
    first = f"/practise/listening/{SHORT.id}/"
    assert f'href="{first}"' in ada.get("/practise/listening/").content.decode()
    page = ada.get(first)
    assert SHORT.parts[0].say in text_of(page)
    assert SHORT.parts[0].mirror not in text_of(page)

    page = step_on(ada, SHORT, page, "offer", text="You wake early and wait.")
    assert "What I hear you say is You wake early and wait." in text_of(page)
    for seen in (
        SHORT.parts[0].say,
        SHORT.parts[0].mirror,
        "Is anything left out?",
        "Is anything turned round?",
    ):
        assert seen in text_of(page)

    page = step_on(ada, SHORT, page, "again")
    assert ">You wake early and wait.</textarea>" in page.content.decode()
    page = step_on(ada, SHORT, step_on(ada, SHORT, page, "offer", text="You wait long."), "on")
    assert "That is all for now." in text_of(page)
    assert "You wait long." not in text_of(page), "what was compared is let go"

    page = step_on(ada, SHORT, page, "offer", text="you wait for me.")
    assert SHORT.because in text_of(page)
    page = step_on(ada, SHORT, page, "on")
    page = step_on(ada, SHORT, page, "offer", feelings="shy")
    assert re.search(rf"What may lie in it for {SHORT.name} {', '.join(SHORT.feelings)}", text_of(page))
    page = step_on(ada, SHORT, page, "on")
    assert "Nothing of it is kept." in text_of(page)
    assert f'href="/practise/listening/{piece_after(SHORT).id}/"' in page.content.decode()


@pytest.mark.django_db
def test_more_is_told_only_when_it_is_asked_for() -> None:
    bo = Visitor()
    page = bo.get(f"/practise/listening/{MIDDLE.id}/")
    assert MIDDLE.parts[1].say not in html.unescape(page.content.decode())
    page = step_on(bo, MIDDLE, step_on(bo, MIDDLE, page, "aloud"), "on")
    assert "There is more." in text_of(page)
    assert MIDDLE.parts[1].say in text_of(page)


@pytest.mark.django_db
def test_another_beginning_keeps_what_is_written() -> None:
    ada = Visitor()
    page = ada.get(f"/practise/listening/{SHORT.id}/")
    page = step_on(ada, SHORT, page, "stem:So for you", text="the morning is long")
    assert hidden_fields(page)["stem"] == "So for you"
    assert ">the morning is long</textarea>" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "reason"), [({"text": " "}, "words first"), ({"text": "so " * 900}, "shorter")]
)
def test_what_cannot_lie_beside_it_comes_back_with_a_reason_and_every_word(
    typed: dict[str, str], reason: str
) -> None:
    ada = Visitor()
    page = step_on(ada, SHORT, ada.get(f"/practise/listening/{SHORT.id}/"), "offer", **typed)
    assert page.status_code == 422
    assert reason in text_of(page)
    assert typed["text"].strip() in text_of(page)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields", [{}, {"place": "x", "do": "on"}, {"place": "mirroring.0.open", "do": "on"}]
)
def test_a_form_that_no_page_has_made_is_not_found(fields: dict[str, str]) -> None:
    assert Visitor().post(f"/practise/listening/{SHORT.id}/", **fields).status_code == 404
    assert Visitor().get("/practise/listening/nothing/").status_code == 404


@pytest.mark.django_db
def test_without_an_account_the_database_is_not_even_asked() -> None:
    somebody = Visitor()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = somebody.get(f"/practise/listening/{SHORT.id}/")
        step_on(somebody, SHORT, page, "offer", text=SECRET)
    assert list(asked) == []


@pytest.mark.django_db
def test_nothing_changes_in_any_table_and_no_line_or_address_holds_a_word(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    ada = Visitor("Ada").begin()
    page = ada.get(f"/practise/listening/{SHORT.id}/")
    before = everything_stored()
    with caplog.at_level("DEBUG", logger="django.request"):
        page = step_on(ada, SHORT, page, "offer", text=SECRET)
        page = step_on(ada, SHORT, page, "again")
        page = step_on(ada, SHORT, page, "offer", text=SECRET * 300)
        assert page.status_code == 422
    assert SECRET in text_of(page)
    assert everything_stored() == before
    assert SECRET not in caplog.text + "".join(capfd.readouterr())
    assert page.headers["Cache-Control"] == "no-store"
    assert not re.search(r'(?:action|href)="[^"]*\?', page.content.decode())
    assert SECRET.split()[0] not in str(ada.browser.cookies)


def everything_stored() -> dict[str, list[dict[str, object]]]:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in apps.get_models()}


@pytest.mark.django_db
def test_practise_leads_here_and_the_way_back_leads_home_without_an_account() -> None:
    ada = Visitor("Ada").begin()
    assert 'href="/practise/listening/"' in ada.get("/practise/").content.decode()
    assert 'href="/practise/"' in ada.get("/practise/listening/").content.decode()
    assert 'href="/practise/"' not in Visitor().get("/practise/listening/").content.decode()


def test_a_remark_quotes_and_asks_below_the_own_words() -> None:
    from django.template.loader import render_to_string
    from msgspec.structs import replace

    shown = lesson(SHORT, Place(Step.MIRROR, 0, True), heard=Heard(text="You wait until noon."))
    shown = replace(shown, remarks=(Remark("until noon", "Did you hear until noon?"),))
    context = {"lesson": shown, "speaker": speaker_of(SHORT), "me": LISTENS}
    page = render_to_string("practice/listening/beside.html", context)
    assert '<q dir="auto">until noon</q> Did you hear until noon?' in page
