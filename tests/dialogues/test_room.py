"""One phone between two people: what can be reached while it lies there, and what stays of it."""

from __future__ import annotations

import asyncio
import html
import json
import re
import threading

import pytest
from django.conf import settings

from cast import PASSPHRASES
from dialogues.table import Guest
from people.journeys import Visitor, text_of, two_together
from withness.dialogues.models import Dialogue, LoggedMove
from withness.hub import hub
from withness.people import actions as people
from withness.people.access import may_listen
from withness.people.models import Relationship, SignIn
from withness.people.sessions import row_key

pytestmark = pytest.mark.django_db
PRIVATE = ("/", "/talk/", "/us/", "/mine/", "/mine/thoughts/", "/mine/sign-ins/", "/practise/", "/talk/new/")


def in_the_room(script: str = "short-form") -> tuple[Visitor, Visitor, str]:
    """Ada has put her phone between herself and Bo."""
    ada, bo, us = two_together()
    path = f"/us/{us}/room/"
    answer = ada.post(path, script=script)
    assert answer.headers["Location"] == f"{path}{script}/"
    return ada, bo, answer.headers["Location"]


def test_the_page_carries_both_names_and_the_deck_and_no_words_can_be_kept() -> None:
    ada, bo, path = in_the_room()
    page = ada.get(path).content.decode()
    shown = json.loads(html.unescape(re.search(r'data-people="([^"]*)"', page)[1]))
    deck = json.loads(html.unescape(re.search(r'data-deck="([^"]*)"', page)[1]))
    assert [person["name"] for person in shown] == ["Ada", "Bo"]
    assert deck["script"] == "short-form"
    assert "Keep the words" not in page
    assert "Keep only that we talked" in page
    assert bo.get(path).status_code == 302, "Bo's own browser has no curtain drawn"


@pytest.mark.parametrize("path", PRIVATE)
def test_nothing_private_is_reachable_while_the_phone_lies_there(path: str) -> None:
    ada, _, _ = in_the_room()
    looked, sent = ada.get(path), ada.post(path, script="x", text="x")
    assert looked.headers["Location"].startswith("/unlock/")
    assert sent.status_code == 423
    assert "passphrase" in text_of(sent)
    assert "Bo" not in text_of(sent)


def test_between_two_without_names_a_child_is_called_so_and_others_are_the_other() -> None:
    page = html.unescape(Visitor().get("/room/parent-child/").content.decode())
    assert "The child is telling." in page
    assert "Did the grown-up get it?" in page
    assert "{speaker}" not in page
    assert "{listener}" not in page
    assert "the child" not in html.unescape(Visitor().get("/room/short-form/").content.decode())


def test_pages_that_belong_to_nobody_stay_open() -> None:
    ada, _, _ = in_the_room()
    for path in ("/room/", "/breathe/", "/about/", "/care/", "/unlock/"):
        assert ada.get(path).status_code == 200, path


def test_another_room_and_another_browser_are_no_way_around() -> None:
    ada, _, path = in_the_room()
    other = path.replace("short-form", "appreciation")
    assert ada.get(other).headers["Location"].startswith("/unlock/")
    again = Visitor("Ada")
    again.sign_in()
    assert again.get("/mine/").status_code == 200, "a curtain hangs in one browser, not before the person"


def test_the_answer_that_draws_the_curtain_clears_what_the_browser_kept() -> None:
    ada, _, us = two_together()
    assert ada.post(f"/us/{us}/room/", script="short-form").headers["Clear-Site-Data"] == '"cache"'


def test_the_passphrase_opens_the_curtain_and_a_wrong_one_does_not() -> None:
    ada, _, path = in_the_room()
    ada.post("/unlock/", passphrase="not the one she chose", next="/mine/")
    assert ada.get("/mine/").headers["Location"].startswith("/unlock/")
    ada.post("/unlock/", passphrase=PASSPHRASES["Ada"], next="/mine/")
    assert ada.get("/mine/").status_code == 200
    assert ada.get(path).headers["Location"] == path.replace("short-form/", "")


def test_locking_and_signing_in_again_leave_no_gap() -> None:
    ada, _, _ = in_the_room()
    ada.post("/lock/")
    assert ada.get("/mine/").headers["Location"].startswith("/unlock/")
    assert SignIn.objects.filter(curtain__startswith="/us/").exists()


def test_only_that_they_talked_is_kept_and_only_once() -> None:
    ada, bo, path = in_the_room()
    for _ in range(2):
        assert ada.post(path, do="keep").json() == {"kept": True}
    kept = Dialogue.objects.get()
    assert (kept.script, kept.outcome, kept.is_open) == ("short-form", "talked", False)
    assert kept.ended_on is not None
    assert LoggedMove.objects.count() == 0
    assert Relationship.objects.get().rings == 1
    assert bo.get("/talk/").status_code == 200


def test_nothing_is_kept_without_the_curtain_or_from_another_relationship() -> None:
    ada, bo, path = in_the_room()
    cleo = Visitor("Cleo").begin()
    assert bo.post(path, do="keep").status_code == 303
    assert cleo.post(path, do="keep").status_code == 404
    ada.post("/unlock/", passphrase=PASSPHRASES["Ada"])
    assert ada.post(path, do="keep").status_code == 303
    assert Dialogue.objects.count() == 0


def test_a_dialogue_that_does_not_suit_the_two_is_not_offered() -> None:
    ada, _, us = two_together()
    for name in ("circle", "self", "nonsense"):
        assert ada.post(f"/us/{us}/room/", script=name).status_code == 404
    assert ada.get("/mine/").status_code == 200, "no curtain was drawn"


def test_without_an_account_there_is_a_room_that_sends_nothing() -> None:
    nobody = Visitor()
    assert "An appreciation" in text_of(nobody.get("/room/"))
    page = nobody.get("/room/short-form/")
    assert "csrf" not in page.content.decode()
    assert "/practise/short-form/print/" in page.content.decode(), (
        "without script it leads to the printed page"
    )
    assert not page.cookies
    assert nobody.post("/room/short-form/", do="keep").status_code == 405
    assert nobody.get("/room/nonsense/").status_code == 404
    assert nobody.get("/room/self/").status_code == 404


def test_behind_the_curtain_nobody_listens_for_what_moves_elsewhere() -> None:
    ada, _, path = in_the_room()
    cookies, us = ada.browser.cookies, int(path.split("/")[2])

    def hears() -> int | None:
        key, ticket = (
            cookies[name].value for name in (settings.SESSION_COOKIE_NAME, settings.SESSION_TICKET_COOKIE)
        )
        return may_listen(key, ticket, us, seats=frozenset({0, 1}))

    assert hears() is None
    ada.post("/unlock/", passphrase=PASSPHRASES["Ada"])
    assert hears() is not None


def test_a_tab_that_listens_is_told_at_once_that_the_curtain_is_drawn() -> None:
    ada, _, us = two_together()
    cookie = ada.browser.cookies[settings.SESSION_COOKIE_NAME].value
    member_id, rings, listens = SignIn.objects.get(pk=row_key(cookie)).member_id, [], threading.Event()

    async def listen() -> None:
        line = hub().listen(1, member_id)
        listens.set()
        rings.append(await line.wait(5))
        line.close()

    tab = threading.Thread(target=asyncio.run, args=(listen(),))
    tab.start()
    listens.wait()
    ada.post(f"/us/{us}/room/", script="short-form")
    tab.join()
    assert [ring.kind for ring in rings] == ["presence"], "the stream asks its door, which is shut"


def test_a_circle_passes_one_side_on() -> None:
    ada, bo, cleo = (Guest(name, PASSPHRASES[name]) for name in ("Ada", "Bo", "Cleo"))
    space = ada.open_space(bo)
    Relationship.objects.filter(pk=space.pk).update(kind="family")
    invited = people.invite(ada.member, ada.keyring, space.pk)
    people.ask_to_join(cleo.member, cleo.keyring, secret=invited.secret)
    people.confirm_join(ada.member, ada.keyring, space.pk)
    visitor = Visitor("Ada")
    visitor.sign_in()
    path = visitor.post(f"/us/{space.pk}/room/", script="circle").headers["Location"]
    page = visitor.get(path).content.decode()
    assert page.count('class="side ') == 1
    for seat, name in enumerate(("Ada", "Bo", "Cleo")):
        assert f'data-seat="{seat}"><bdi>{name}</bdi>' in page
