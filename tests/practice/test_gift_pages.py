"""The card of a gift on Us and its page, walked without script by the giver, by the one who asked, by a stranger."""

from __future__ import annotations

import pytest

from people.journeys import Visitor, text_of, two_together
from practice.giving import at_browser, give, held
from withness.people.models import Relationship
from withness.practice.models import GiftCard

pytestmark = pytest.mark.django_db
Couple = tuple[Visitor, Visitor, int]


@pytest.fixture
def couple() -> Couple:
    return two_together()


def gift_of(couple: Couple, text: str = "look up <3", *, days_ago: int = 0) -> str:
    """Bo gives Ada something: the path of its page."""
    ada, bo, us = couple
    space = Relationship.objects.get(pk=us)
    return f"/us/gifts/{give(at_browser(bo), at_browser(ada), space, text, days_ago=days_ago).id}/"


def test_a_gift_is_looked_after_noticed_and_taken_back(couple: Couple) -> None:
    ada, bo, _us = couple
    path = gift_of(couple)
    hers, his = ada.get("/us/"), bo.get("/us/")
    assert "Bo gives you" in text_of(hers)
    assert "You give Ada" in text_of(his)
    assert "What I will do is</span> look up &lt;3" in hers.content.decode()
    assert ("I noticed it" in text_of(hers), "I noticed it" in text_of(his)) == (True, False)
    assert 'name="line"' not in ada.get(path).content.decode()
    assert ada.post(path, do="noticed")["Location"].startswith("/us/#gift-")
    assert "Ada noticed it." in text_of(bo.get("/us/"))
    assert bo.post(path, do="line", line="a red dot on the door")["Location"] == f"{path}?done=line"
    assert "Kept, for you alone." in text_of(bo.get(f"{path}?done=line"))
    assert "a red dot on the door" in text_of(bo.get(path))
    assert "red dot" not in "".join(map(text_of, (bo.get("/us/"), ada.get("/us/"), ada.get(path))))
    assert "What I will do is look up &lt;3</textarea>" in bo.get(path).content.decode()
    assert bo.post(path, do="smaller", text="On Mondays")["Location"] == f"{path}?done=smaller"
    assert "On Mondays" in text_of(ada.get("/us/"))
    for page in ("/us/", path):
        assert "Bo put it in other words." in text_of(ada.get(page))
    assert bo.post(path, do="rest")["Location"] == "/us/"
    assert "Gifts" not in text_of(bo.get("/us/"))
    assert "The gift has been taken back." in text_of(ada.get("/us/"))
    assert ada.post(path, do="away")["Location"] == "/us/"
    assert not GiftCard.objects.exists()


def test_the_one_who_asked_lets_it_rest(couple: Couple) -> None:
    ada, bo, _us = couple
    path = gift_of(couple)
    assert ada.post(path, do="rest").status_code == 303
    assert "Ada lets this gift rest." in text_of(bo.get("/us/"))
    assert "look up" not in text_of(bo.get("/us/"))
    assert "Ada lets this gift rest." in text_of(bo.get(path))


def test_what_is_over_is_given_again_or_let_go(couple: Couple) -> None:
    ada, bo, _us = couple
    path = gift_of(couple, days_ago=20)
    assert "Give it for another while" in text_of(bo.get("/us/"))
    assert "Give it" not in text_of(ada.get("/us/"))
    assert "as it was meant to" in text_of(ada.get("/us/"))
    assert ada.post(path, do="again", weeks="1").status_code == 422
    refused = bo.post(path, do="smaller", text="every second day")
    assert (refused.status_code, "It is over already." in text_of(refused)) == (422, True)
    assert bo.post(path, do="again", weeks="9").status_code == 422
    assert bo.post(path, do="again", weeks="2").status_code == 303
    assert "I noticed it" in text_of(ada.get("/us/"))


def test_what_was_typed_stays_when_it_is_refused(couple: Couple) -> None:
    _ada, bo, _us = couple
    path = gift_of(couple)
    long = "on Mondays " * 50
    for field, do in (("text", "smaller"), ("line", "line")):
        answer = bo.post(path, do=do, **{field: long})
        assert answer.status_code == 422
        assert long.strip() in answer.content.decode()
        assert "Make it a little shorter." in text_of(answer)


def test_nothing_is_done_by_unlocking_and_what_was_typed_stands_in_its_field(couple: Couple) -> None:
    _ada, bo, _us = couple
    path = gift_of(couple)
    bo.post("/lock/")
    assert bo.post(path, do="line", line="a red dot").status_code == 423
    bo.post("/unlock/", passphrase=bo.passphrase)
    for button in ("rest", "line"):  # the unlock page sends on what waited in it, with `next`
        page = bo.post(path, do=button, line="a red dot", next=path)
        assert (page.status_code, "a red dot</textarea>" in page.content.decode()) == (200, True)
    assert "red dot" not in bo.get(path).content.decode()
    assert "You give Ada" in text_of(bo.get("/us/"))


def test_a_stranger_and_nobody_learn_nothing(couple: Couple) -> None:
    path, cleo = gift_of(couple), Visitor("Cleo").begin()
    for answer in (cleo.get(path), cleo.post(path, do="rest"), cleo.post(path, do="noticed")):
        assert answer.status_code == 404
    assert Visitor().get(path)["Location"].startswith("/sign-in/")
    ada = couple[0]
    assert ada.post(path, do="chase").status_code == 404
    assert ada.post(path).status_code == 404


def test_what_was_said_aloud_can_still_be_put_into_words(couple: Couple) -> None:
    ada, bo, _us = couple
    path = gift_of(couple, "")
    assert "What I will do is… Said aloud." in text_of(ada.get("/us/"))
    assert bo.post(path, do="smaller", text="I look up").status_code == 303
    assert "I look up" in text_of(ada.get("/us/"))


def test_us_offers_the_way_to_a_gift_once_two_know_their_way(couple: Couple) -> None:
    ada, _bo, us = couple
    assert "Nothing asked for." not in text_of(ada.get("/us/"))
    space = Relationship.objects.get(pk=us)
    held(space, "appreciation", 3)
    held(space, "whole-dialogue", 3)
    page = ada.get("/us/").content.decode()
    assert "Nothing asked for." in page
    assert f"/talk/new/?us={us}&amp;script=change-request" in page
