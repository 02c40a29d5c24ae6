"""Letters and the change of pace on the pages, as two people without script go through them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from couples import cookies_of
from dialogues.table import Guest
from dialogues.writer import Writer, bare, fields_of
from people.journeys import text_of, title_of
from withness.dialogues.models import Dialogue, Letter, LoggedMove
from withness.protocol.moves import Pace


@pytest.fixture
def two(ada: Guest, bo: Guest, letters: Dialogue) -> tuple[Writer, Writer]:
    return Writer(ada, letters), Writer(bo, letters)


def test_a_letter_in_three_pieces_is_read_piece_by_piece_and_mirrored_the_same_way(
    two: tuple[Writer, Writer],
) -> None:
    ada, bo = two
    sealed = ada.send("I wake early.", "I wait.", "I long for you.")
    assert "Your letter is on its way." in text_of(sealed)
    assert "A letter is here." in text_of(bo.page())
    assert "A letter is here." in text_of(bo.get("/"))
    first = bo.open()
    assert "From Ada" in text_of(first)
    assert "I wake early." in text_of(first)
    assert "I wait." not in text_of(first)
    last = bo.get(f"{bo.talk}letter/?piece=3")
    assert "I long for you." in text_of(last)
    assert "Mirror this" in text_of(last)
    assert "Mirror this" not in text_of(first)
    whole = text_of(bo.get(f"{bo.talk}letter/?piece=all"))
    assert "I wake early. I wait. I long for you." in whole
    assert bo.get(f"{bo.talk}letter/?piece=99").status_code == 200
    page = fields_of(bo.page())
    assert {"text", "block_1", "block_2"} <= set(page)
    refused = bo.press("read_once", text="You wake.", block_1="", block_2="You long.")
    assert refused.status_code == 422
    assert "not mirrored yet" in text_of(refused)
    typed = fields_of(refused)
    assert (typed["text"], typed["block_1"], typed["block_2"]) == ("You wake.", "", "You long.")
    bo.send("You wake early.", "You wait.", "You long for me.")
    ada.open()
    check = text_of(ada.page())
    assert "Did Bo get it?" in check
    assert "I wait. B Bo heard You wait." in check, "each piece beside its mirror"


def test_before_it_arrives_the_other_finds_the_same_pages_to_the_letter(two: tuple[Writer, Writer]) -> None:
    ada, bo = two
    paths = (bo.talk, "/", "/talk/", "/us/", "/mine/thoughts/", f"{bo.talk}pace/", f"{bo.talk}remind/")
    before = [bare(bo.get(path)) for path in paths]
    at = timezone.now() + timedelta(days=2)
    ada.send("I wake early.", arrives="chosen", at=f"{at:%Y-%m-%dT%H:%M}")
    assert [bare(bo.get(path)) for path in paths] == before
    assert "not here" in text_of(bo.press("open_letter")) or "no letter here" in text_of(
        bo.press("open_letter")
    )
    Letter.objects.update(arrives_at=timezone.now())
    assert "A letter is here." in text_of(bo.page())


def test_the_author_finds_the_same_pages_before_and_after_it_is_opened(two: tuple[Writer, Writer]) -> None:
    ada, bo = two
    ada.send("I wake early.", "I wait.")
    paths = (
        ada.talk,
        "/",
        "/talk/",
        f"{ada.talk}pace/",
        f"{ada.talk}leave/",
        f"{ada.talk}letter/",
        f"{ada.talk}seal/",
        f"{ada.talk}remind/",
        f"{ada.talk}pause/",
    )
    before = [bare(ada.get(path)) for path in paths]
    bo.open()
    bo.get(f"{bo.talk}letter/?piece=all")
    bo.press("draft", text="You wake", block_1="")
    assert [bare(ada.get(path)) for path in paths] == before
    bo.send("You wake.", "You wait.")
    assert "A letter is here." in text_of(ada.page())


def test_a_letter_is_taken_back_into_its_fields(two: tuple[Writer, Writer]) -> None:
    ada, bo = two
    ada.send("I wake early.", "I wait.", arrives="now")
    page = ada.press("letter_back")
    assert fields_of(page)["text"] == "I wake early."
    assert fields_of(page)["block_1"] == "I wait."
    gone = bo.press("open_letter")
    assert gone.status_code == 422
    assert "no letter here right now" in text_of(gone)
    ada.send("I wake early.", "I wait.")
    bo.open()
    late = ada.press("letter_back")
    assert late.status_code == 422
    assert "It has been opened, so it stays." in text_of(late)
    assert "Take it back" not in text_of(late), "not offered in the same breath"
    assert "Take it back" in text_of(ada.page()), "and later the page tells nothing again"


@pytest.mark.parametrize(
    ("arrives", "at", "told"),
    [
        ("chosen", "2020-01-01T10:00", "gone by"),
        ("chosen", "", "Choose a day and a time"),
        ("", "", "Choose a day and a time"),
        ("chosen", "2099-01-01T10:00", "more than a year"),
    ],
)
def test_a_time_that_cannot_be_is_told_and_the_letter_stays(
    two: tuple[Writer, Writer], arrives: str, at: str, told: str
) -> None:
    ada, _bo = two
    answer = ada.send("I wake early.", "I wait.", arrives=arrives, at=at)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert fields_of(answer)["block_1"] == "I wait."
    assert not Letter.objects.exists()


def test_times_are_by_the_clock_of_the_one_who_writes(
    two: tuple[Writer, Writer], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bo = two
    night = datetime(
        2026, 3, 28, 22, 30, tzinfo=UTC
    )  # in Berlin 23:30, an hour and a half before the clocks change
    ada.browser.cookies["zone"] = "Europe/Berlin"
    once = ada.press("read_once", text="I wake early.")
    del once
    monkeypatch.setattr(timezone, "now", lambda: night)
    ada.browser.cookies.load(cookies_of(ada.guest))
    page = ada.get(f"{ada.talk}seal/")
    assert re.findall(r'name="arrives" value="([^"]*)"', page.content.decode()) == [
        "2026-03-29T06:00:00+00:00",
        "now",
        "2026-04-04T07:00:00+00:00",
        "chosen",
    ]
    assert "It is late by your clock." in text_of(page)
    assert "All of it by your clock. Where Bo is, it may be another hour" in text_of(page)
    ada.post(f"{ada.talk}seal/", **{**fields_of(page), "arrives": "2026-03-29T06:00:00+00:00"})
    assert "08:00, by your clock. Until then only you know of it." in text_of(ada.page())
    monkeypatch.setattr(timezone, "now", lambda: night + timedelta(hours=9))
    bo.browser.cookies.load(cookies_of(bo.guest))
    assert "A letter is here." in text_of(bo.page())
    del ada.browser.cookies["zone"]
    ada.browser.cookies.load(cookies_of(ada.guest))
    ada.press("letter_back")
    assert "by your clock, in world time (UTC)." in text_of(ada.press("read_once", text="I wake early."))


def test_a_wish_to_talk_now_is_seen_answered_and_let_rest(two: tuple[Writer, Writer]) -> None:
    ada, bo = two
    page = ada.press("to_pace", text="Half a sentence")
    assert "Shall we talk now?" in text_of(page)
    ada.press("pace:live")
    assert "You would like to talk now." in text_of(ada.page())
    for page in (bo.page(), bo.get("/"), bo.get("/talk/")):
        assert "Ada would like to talk now." in text_of(page), "whoever looks in at Home must not miss it"
    bo.press("pace:letter")
    assert "would like to talk now" not in text_of(ada.page())
    ada.press("pace:live")
    ada.press("pace:letter")
    assert "would like" not in text_of(bo.page())
    ada.press("pace:live")
    bo.press("pace:live")
    assert fields_of(ada.page())["text"] == "Half a sentence"
    assert "Offer this to Bo" in text_of(ada.page())


def test_one_dialogue_goes_live_by_letter_into_the_room_and_back_without_losing_a_step(
    two: tuple[Writer, Writer],
) -> None:
    ada, bo = two
    ada.send("I wake early.", "I wait.")
    bo.open()
    step = bo.guest.sight(Dialogue.objects.get()).step
    bo.press("draft", text="You wake", block_1="You")

    def together(pace: Pace) -> None:
        for each in two:
            each.press(f"pace:{pace}")
        state = ada.guest.opened(Dialogue.objects.get()).state
        assert (state.pace, state.step) == (pace, step)

    together(Pace.LIVE)
    assert "Bo is mirroring." in text_of(ada.page())
    assert fields_of(bo.page())["text"] == "You wake\n\nYou"
    together(Pace.ROOM)
    for each in two:
        assert "in the room together" in text_of(each.page())
    ada.press("pace:letter")
    assert fields_of(bo.page())["block_1"] == "You"
    together(Pace.ROOM)
    together(Pace.LIVE)
    bo.press("offer", text="You wake early, and you wait.")
    assert "Did Bo get it?" in text_of(ada.page())


def test_a_page_of_the_live_dialogue_offers_no_words_past_a_letter(two: tuple[Writer, Writer]) -> None:
    ada, _bo = two
    before = LoggedMove.objects.count()
    stale = ada.press("offer", text="I wake early.")
    assert stale.status_code == 422
    assert "You are writing by letter now." in text_of(stale)
    assert fields_of(stale)["text"] == "I wake early."
    assert LoggedMove.objects.count() == before


def test_by_letter_no_page_listens_and_nobody_is_seen_as_here_or_away(two: tuple[Writer, Writer]) -> None:
    ada, bo = two
    bo.page()
    page = ada.page().content.decode()
    assert "/live/" not in page
    assert "not here right now" not in page
    for page_of in (ada.page(), bo.page()):
        assert 'value="to_pause"' not in page_of.content.decode()
    ada.send("I wake early.")
    bo.open()
    assert title_of(bo.page()).startswith("Your turn")
    assert title_of(ada.page()).startswith("In a dialogue")


def test_a_whole_dialogue_by_letters_without_script(two: tuple[Writer, Writer]) -> None:
    ada, bo = two
    for speaker, listener, name in ((ada, bo, "Bo"), (bo, ada, "Ada")):
        speaker.send("I wake early.", "I wait.")
        listener.open()
        listener.send("You wake early.", "You wait.")
        speaker.open()
        assert f"Did {name} get it?" in text_of(speaker.page())
        speaker.press("choose:got_it")
        speaker.press("choose:all")
        listener.send("You wake early, and you wait for me.")
        speaker.open()
        speaker.press("choose:all")
        listener.send("because waiting is long.")
        speaker.open()
        speaker.press("choose:reaches")
        listener.press("offer", feelings="lonely")
        speaker.press("offer", feelings="lonely")
        listener.press("choose:said")
        if speaker is ada:
            ada.press("choose:change")
            bo.press("choose:change")
    for each in two:
        each.press("choose:enough")
    for each in two:
        each.press("offer", text="how you waited")
    for each in two:
        each.press("choose:keep")
    words = text_of(ada.get(f"{ada.talk}words/"))
    assert "I wake early. I wait." in words
    assert "You wake early. You wait." in words
    assert not Letter.objects.exists()


def test_a_stranger_finds_none_of_it(cleo: Guest, two: tuple[Writer, Writer], letters: Dialogue) -> None:
    two[0].send("I wake early.")
    stranger = Writer(cleo, letters)
    for path in ("", "letter/", "seal/", "pace/"):
        assert stranger.get(f"{stranger.talk}{path}").status_code == 404
    assert stranger.post(stranger.talk, do="open_letter").status_code == 404
    assert stranger.post(f"{stranger.talk}seal/", do="seal", arrives="now", text="x").status_code == 404
