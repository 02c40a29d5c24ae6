"""The door: welcome, begin, recovery code, sign in, a way back in, lock and unlock, sign out."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse

from people.journeys import Visitor, hidden_fields, items_of, text_of, title_of

pytestmark = pytest.mark.django_db


def test_somebody_new_begins_writes_the_code_on_paper_and_is_asked_alone_before_the_first_space() -> None:
    ada = Visitor("Ada")
    answer = ada.post("/begin/", name="Ada", passphrase=ada.passphrase)
    assert answer["Location"] == "/recovery-code/"
    groups = items_of(ada.get("/recovery-code/"), "code")
    assert [len(group) for group in groups] == [5] * 5
    onward = ada.post("/recovery-code/", last_group=groups[-1].lower())
    assert onward["Location"] == "/care/?next=/us/new/"


def test_the_code_is_shown_again_until_it_is_typed_back_and_never_after() -> None:
    ada = Visitor("Ada")
    ada.post("/begin/", name="Ada", passphrase=ada.passphrase)
    groups = items_of(ada.get("/recovery-code/"), "code")
    wrong = ada.post("/recovery-code/", last_group="AAAAA")
    assert wrong.status_code == 422
    assert items_of(wrong, "code") == groups
    ada.post("/recovery-code/", last_group=groups[-1])
    assert groups[-1] not in ada.get("/recovery-code/").content.decode()


def test_begin_refuses_a_taken_name_in_one_sentence_and_keeps_what_was_typed() -> None:
    Visitor("Ada").begin()
    answer = Visitor().post("/begin/", name="ada", passphrase="marble ferry onion whistle")
    assert answer.status_code == 422
    assert "Somebody here has this name already" in text_of(answer)
    assert 'value="ada"' in answer.content.decode()
    assert "marble ferry" not in answer.content.decode()
    assert title_of(answer).startswith("Please check: ")


@pytest.mark.parametrize(
    ("passphrase", "sentence"),
    [
        ("short", "A little longer"),
        ("passwordpassword", "easy to guess"),
        ("Ada Ada Ada Ada", "easy to guess"),
        ("x" * 129, "longer than this page"),
        ("", "Write your passphrase"),
    ],
)
def test_begin_refuses_a_weak_passphrase_next_to_its_field(passphrase: str, sentence: str) -> None:
    answer = Visitor().post("/begin/", name="Ada", passphrase=passphrase)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert 'id="id_passphrase_error"' in page
    assert 'aria-invalid="true"' in page
    assert "id_passphrase_error" in page.split('name="passphrase"')[1].split(">")[0]
    assert 'value="Ada"' in page


def test_a_long_passphrase_with_spaces_and_other_alphabets_opens_again_unaltered() -> None:
    ada = Visitor("Ada")
    ada.passphrase = "  Übermut läuft  日本 " + "und noch viel weiter " * 4
    assert len(ada.passphrase) < 128
    ada.begin()
    ada.post("/sign-out/")
    assert ada.sign_in().status_code == 303


def test_sign_in_brings_a_member_back_to_the_page_asked_for() -> None:
    ada = Visitor("Ada").begin()
    ada.post("/sign-out/")
    asked = ada.get("/us/")
    assert asked["Location"] == "/sign-in/?next=/us/"
    assert 'value="/us/"' in ada.get(asked["Location"]).content.decode()
    answer = ada.post("/sign-in/", name="ADA", passphrase=ada.passphrase, next="/us/")
    assert answer["Location"] == "/us/"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:x"]
)
def test_sign_in_never_leads_to_another_site(elsewhere: str) -> None:
    ada = Visitor("Ada").begin()
    ada.post("/sign-out/")
    answer = ada.post("/sign-in/", name="Ada", passphrase=ada.passphrase, next=elsewhere)
    assert answer["Location"] == "/"


def test_sign_in_says_the_same_for_an_unknown_name_and_a_wrong_passphrase() -> None:
    Visitor("Ada").begin()
    wrong = Visitor().post("/sign-in/", name="Ada", passphrase="not the one at all")
    unknown = Visitor().post("/sign-in/", name="Zoe", passphrase="not the one at all")
    assert wrong.status_code == unknown.status_code == 422
    assert text_of(wrong) == text_of(unknown)
    assert "not the one at all" not in wrong.content.decode()
    assert 'value="Ada"' in wrong.content.decode()


def test_sign_in_slows_down_kindly_after_many_tries() -> None:
    Visitor("Ada").begin()
    stranger = Visitor()
    answers = [stranger.post("/sign-in/", name="Ada", passphrase=f"wrong number {n}") for n in range(12)]
    assert "wait" in text_of(answers[-1]).lower()


def test_a_lost_pepper_is_named_and_never_called_a_wrong_passphrase(settings) -> None:
    ada = Visitor("Ada").begin()
    ada.post("/sign-out/")
    settings.PEPPERS = {}
    answer = ada.sign_in()
    assert answer.status_code == 422
    assert "pepper" in text_of(answer)
    assert "backup" in text_of(answer)
    assert "do not go together" not in text_of(answer)


def test_the_recovery_code_lets_somebody_back_in_with_a_new_passphrase_and_a_new_code() -> None:
    ada = Visitor("Ada").begin()
    old_code, ada.passphrase = ada.recovery_code, "harbour violet pencil thunder"
    fresh = Visitor("Ada")
    answer = fresh.post(
        "/recover/", name="Ada", code=old_code.lower().replace("-", " "), passphrase=ada.passphrase
    )
    assert answer["Location"] == "/recovery-code/"
    fresh.write_down_the_code()
    assert fresh.recovery_code != old_code
    again = Visitor().post("/recover/", name="Ada", code=old_code, passphrase="another lantern gravel orbit")
    assert again.status_code == 422
    assert ada.sign_in().status_code == 303


@pytest.mark.parametrize("code", ["AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", "nonsense", ""])
def test_a_wrong_recovery_code_opens_nothing(code: str) -> None:
    Visitor("Ada").begin()
    visitor = Visitor()
    answer = visitor.post("/recover/", name="Ada", code=code, passphrase="harbour violet pencil thunder")
    assert answer.status_code == 422
    assert 'value="Ada"' in answer.content.decode()
    assert "harbour" not in answer.content.decode()
    assert visitor.get("/mine/")["Location"].startswith("/sign-in/")


def test_lock_keeps_the_member_signed_in_and_asks_for_the_passphrase() -> None:
    ada = Visitor("Ada").begin()
    assert ada.post("/lock/").status_code == 303
    asked = ada.get("/us/")
    assert asked["Location"] == "/unlock/?next=%2Fus%2F"
    wrong = ada.post("/unlock/", passphrase="not the one", next="/us/")
    assert wrong.status_code == 422
    opened = ada.post("/unlock/", passphrase=ada.passphrase, next="/us/")
    assert opened["Location"] == "/us/"
    assert ada.get("/us/").status_code == 200


def test_what_was_being_written_when_the_place_locked_goes_on_its_way_after_unlocking() -> None:
    ada = Visitor("Ada").begin()
    ada.post("/lock/")
    kept = ada.post("/us/new/", kind="friend", hue="iris")
    assert "What you were writing is kept" in text_of(kept)
    resent = ada.post("/unlock/", **hidden_fields(kept), passphrase=ada.passphrase)
    assert resent.status_code == 307
    assert resent["Location"] == "/us/new/"


def test_sign_out_needs_a_post_and_then_shows_nothing() -> None:
    ada = Visitor("Ada").begin()
    assert ada.get("/sign-out/").status_code == 405
    assert ada.get("/lock/").status_code == 405
    ada.post("/sign-out/")
    assert ada.get("/mine/")["Location"] == "/sign-in/?next=/mine/"


@pytest.mark.parametrize("path", ["/begin/", "/sign-in/", "/recover/", "/join/"])
def test_the_doors_are_open_to_nobody_in_particular(path: str) -> None:
    answer = Visitor().get(path)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1>") == 1


@pytest.mark.parametrize("path", ["/begin/", "/sign-in/"])
def test_a_member_who_is_here_is_not_asked_to_come_in_again(path: str) -> None:
    ada = Visitor("Ada").begin()
    assert ada.get(path)["Location"] == "/"


def proposed_in(answer: HttpResponse) -> str:
    return re.search(r"data-proposal>(.*?)<", answer.content.decode())[1]


def test_the_proposed_words_stay_on_a_page_that_comes_back_and_no_others_can_be_put_there() -> None:
    nobody = Visitor()
    words = proposed_in(nobody.get("/begin/"))
    back = nobody.post("/begin/", name="", passphrase="short", proposal=words)
    assert back.status_code == 422
    assert proposed_in(back) == words
    assert "own words" not in nobody.post("/begin/", name="", proposal="own words").content.decode()
    assert proposed_in(nobody.post("/begin/", name="", proposal=f"{words} {words}")) != f"{words} {words}"
