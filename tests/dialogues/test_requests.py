"""A request that would rule another's life is not taken: it stays in the field, and the other learns nothing of it."""

from __future__ import annotations

import re

import pytest

from dialogues.test_pages import AtTheTable
from people.journeys import text_of, two_together
from withness.coach.sections import pairs_in
from withness.dialogues.glass.requests import refusal_of
from withness.dialogues.models import Dialogue, LoggedMove
from withness.people.models import Relationship
from withness.protocol.moves import Choose, Offer, Ready
from withness.protocol.script import Step
from withness.scripts import names, script_named

SAY_WHAT_INSTEAD = dict(pairs_in("en", "hints.txt", "asking"))["negative"]
CHANGE = script_named("change-request")
REQUESTING, WISHING = CHANGE.step("requesting"), CHANGE.step("wishing")


@pytest.fixture
def asking(db: None) -> tuple[AtTheTable, AtTheTable]:
    """Ada and Bo in a dialogue about a wish, where Ada is to ask for one small thing."""
    ada, bo, us = two_together()
    ada.__class__ = bo.__class__ = AtTheTable
    found = Dialogue.objects.create(
        relationship=Relationship.objects.get(pk=us),
        script="change-request",
        script_version=CHANGE.version,
        first_seat=0,
        seated="01",
    )
    ada.talk = bo.talk = f"/talk/{found.pk}/"
    for person in (ada, bo):
        person.press("ready")
    for words in ("You come home without a word.", "To be greeted."):
        ada.press("offer", text=words)
        bo.press("offer", text=words)
        ada.press("choose:got_it")
    bo.press("offer", text="You make sense to me.")
    assert "Ask for one small thing." in text_of(ada.page())
    return ada, bo


def test_a_blocked_request_is_not_made_and_stays_in_the_field(asking: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = asking
    before = LoggedMove.objects.count()
    answer = ada.press("offer", text="Share your location with me <3")
    assert answer.status_code == 422
    assert "A request about where Bo is needs more care than a page can give" in text_of(answer)
    assert "Share your location with me &lt;3" in answer.content.decode()
    assert LoggedMove.objects.count() == before
    assert "location" not in text_of(bo.page())
    assert ada.press("offer", text="Look up when I come in").status_code == 303
    assert "Look up when I come in" in text_of(bo.page())


def test_a_request_that_says_only_what_is_not_to_be_gets_a_hint_and_goes_on(
    asking: tuple[AtTheTable, AtTheTable],
) -> None:
    ada, bo = asking
    hidden = dict(re.findall(r'name="(place)" value="([^"]*)"', ada.page().content.decode()))
    kept = ada.post(f"{ada.talk}draft/", place=hidden["place"], do="draft", text="Stop being late")
    assert SAY_WHAT_INSTEAD in kept.json()["hint"]
    assert SAY_WHAT_INSTEAD in text_of(ada.press("draft", text="Stop being late"))
    kept = ada.post(f"{ada.talk}draft/", place=hidden["place"], do="draft", text="Come at six")
    assert SAY_WHAT_INSTEAD not in kept.json()["hint"]
    assert ada.press("offer", text="Stop being late").status_code == 303
    assert "Stop being late" in text_of(bo.page())


def test_one_of_the_requests_is_picked_by_touch(asking: tuple[AtTheTable, AtTheTable]) -> None:
    ada, bo = asking
    for words in ("Look up when I come in", "Hug me {for} ten seconds"):
        ada.press("offer", text=words)
        bo.press("offer", text=words)
        ada.press("choose:got_it")
    ada.press("offer", text="Text me when you are late")
    bo.press("offer", text="A text.")
    ada.press("choose:these")
    page = bo.page().content.decode()
    assert 'value="choose:#3"' in page
    assert "Hug me {for} ten seconds" in text_of(bo.page())
    assert "None of these yet" in text_of(bo.page())
    assert "Hug me" in text_of(ada.page())
    assert bo.press("choose:#4").status_code == 422
    assert bo.press("choose:#2").status_code == 303
    assert "Make it your own." in text_of(bo.page())
    assert bo.press("offer", text="I hug you at the door").status_code == 303
    for do in ("choose:two", "choose:by_myself"):
        assert bo.press(do).status_code == 303
    assert "I hug you at the door" in text_of(ada.page())
    assert "For two weeks." in text_of(ada.page())


def test_the_beginning_of_a_sentence_belongs_to_what_it_asks() -> None:
    assert refusal_of(REQUESTING, Offer("seeing your sister", stem="Please stop"))
    assert refusal_of(REQUESTING, Offer("Hug me", blocks=("Give me your password",)))
    assert refusal_of(CHANGE.step("receiving"), Choose("meant", text="give me your password"))
    assert not refusal_of(REQUESTING, Ready())


def test_only_steps_that_ask_something_are_looked_at() -> None:
    assert not refusal_of(WISHING, Offer("Stop seeing your sister"))
    assert not WISHING.request


def test_every_step_in_which_something_is_asked_of_the_other_is_looked_at() -> None:
    asking: list[Step] = []
    for script in map(script_named, names()):
        asking += [
            step for step in script.steps if "request" in (step.slot, *(o.gives for o in step.options))
        ]
    assert asking
    assert all(step.request for step in asking)
