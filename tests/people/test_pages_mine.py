"""Mine: passphrase, recovery code, sign-ins. Each page is its member's alone."""

from __future__ import annotations

import re

import pytest

from people.journeys import Visitor, items_of, text_of

pytestmark = pytest.mark.django_db
NEW = "harbour violet pencil thunder"


def test_mine_says_whose_it_is_and_leads_to_everything_that_is_mine() -> None:
    page = Visitor("Ada").begin().get("/mine/").content.decode()
    assert "Only you can open this." in page
    for path in ("/mine/passphrase/", "/mine/recovery-code/", "/mine/sign-ins/", "/about/", "/care/"):
        assert f'href="{path}"' in page


@pytest.mark.parametrize("rewrite", [{"rewrite": "on"}, {}])
def test_a_changed_passphrase_opens_and_the_old_one_does_not(rewrite: dict[str, str]) -> None:
    ada = Visitor("Ada").begin()
    us = ada.begin_us()
    elsewhere = Visitor("Ada")
    elsewhere.sign_in()
    answer = ada.post("/mine/passphrase/", old=ada.passphrase, passphrase=NEW, **rewrite)
    onward = ada.write_down_the_code() if rewrite else answer
    assert onward["Location"].startswith("/mine/")
    assert "changed" in text_of(ada.get(onward["Location"]))
    assert ada.get(f"/us/{us}/invite/").status_code == 200
    assert elsewhere.get("/mine/")["Location"].startswith("/sign-in/")
    assert elsewhere.sign_in().status_code == 422
    elsewhere.passphrase = NEW
    assert elsewhere.sign_in().status_code == 303
    assert "Ada" in text_of(elsewhere.get("/us/"))


def test_the_passphrase_stays_when_the_old_one_is_wrong_or_the_new_one_weak() -> None:
    ada = Visitor("Ada").begin()
    wrong = ada.post("/mine/passphrase/", old="not the one", passphrase=NEW)
    weak = ada.post("/mine/passphrase/", old=ada.passphrase, passphrase="short")
    assert (wrong.status_code, weak.status_code) == (422, 422)
    assert "id_old_error" in wrong.content.decode()
    assert "id_passphrase_error" in weak.content.decode()
    assert NEW not in wrong.content.decode()
    ada.post("/sign-out/")
    assert ada.sign_in().status_code == 303


def test_a_new_recovery_code_needs_the_passphrase_and_replaces_the_old_one() -> None:
    ada = Visitor("Ada").begin()
    old = ada.recovery_code
    assert ada.post("/mine/recovery-code/", passphrase="not the one").status_code == 422
    assert ada.post("/mine/recovery-code/", passphrase=ada.passphrase)["Location"] == "/recovery-code/"
    assert ada.write_down_the_code()["Location"] == "/mine/"
    assert ada.recovery_code != old
    assert Visitor().post("/recover/", name="Ada", code=old, passphrase=NEW).status_code == 422
    assert Visitor().post("/recover/", name="Ada", code=ada.recovery_code, passphrase=NEW).status_code == 303


def test_without_a_fresh_code_the_page_shows_none_and_says_how_to_make_one() -> None:
    page = Visitor("Ada").begin().get("/recovery-code/")
    assert page.status_code == 200
    assert items_of(page, "code") == []
    assert 'href="/mine/recovery-code/"' in page.content.decode()


def test_sign_ins_show_days_and_can_be_ended_one_by_one() -> None:
    ada = Visitor("Ada").begin()
    elsewhere = Visitor("Ada")
    elsewhere.sign_in()
    page = ada.get("/mine/sign-ins/")
    assert "This one" in text_of(page)
    assert not re.search(r"\d+\.\d+\.\d+\.\d+|\d\d:\d\d", text_of(page))
    other = re.search(r'name="end" value="([^"]+)"', page.content.decode())[1]
    ada.post("/mine/sign-ins/", end=other)
    assert elsewhere.get("/mine/")["Location"].startswith("/sign-in/")
    assert ada.get("/mine/").status_code == 200


def test_nobody_can_end_the_sign_in_of_another() -> None:
    ada, cleo = Visitor("Ada").begin(), Visitor("Cleo").begin()
    Visitor("Ada").sign_in()
    elsewhere = Visitor("Ada")
    elsewhere.sign_in()
    theirs = re.findall(r'name="end" value="([^"]+)"', ada.get("/mine/sign-ins/").content.decode())
    for one in theirs:
        cleo.post("/mine/sign-ins/", end=one)
    assert elsewhere.get("/mine/").status_code == 200


def test_deleting_everything_stands_last_and_not_among_the_keys() -> None:
    page = Visitor("Ada").begin().get("/mine/").content.decode()
    assert page.index("Sign-ins") < page.index("Leaving") < page.index("Delete everything")
    assert page.count("Delete everything") == 1
