"""Nothing anybody types becomes markup: a name, a headline and words that try it, on every page of a dialogue."""

from __future__ import annotations

import pytest

from dialogues.circle import Reader
from dialogues.letters import seal, unseal
from dialogues.table import Guest
from dialogues.test_asking import ask, say
from withness.dialogues import actions
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.models import Appointment, Dialogue
from withness.people.models import Relationship
from withness.protocol.appointment import ANY_TIME, Propose, Request
from withness.protocol.moves import ChangePace, Choose, Close, Move, Offer, Pace, Pause, Ready, Resume

pytestmark = pytest.mark.django_db
EVIL = "'\"><i evil>&lt;{{'zx'*3}}"
BESIDE = ("", "pause/", "leave/", "pace/", "letter/", "seal/", "words/", "?pocket=1", "ready/")


@pytest.fixture
def two() -> tuple[Guest, Guest, Relationship]:
    ada, bo = Guest(f"A{EVIL}"), Guest(f"B{EVIL}")
    return ada, bo, ada.open_space(bo)


def pages_of(*readers: Reader, paths: tuple[str, ...]) -> list[str]:
    return [reader.page(path).content.decode() for reader in readers for path in paths]


def assert_only_text(*readers: Reader, paths: tuple[str, ...]) -> None:
    pages = pages_of(*readers, paths=paths)
    for page in pages:
        assert "<i evil" not in page
        assert "zxzxzx" not in page
    assert any("&lt;i evil&gt;" in page for page in pages), "what was typed stands there as text"


def begun(ada: Guest, space: Relationship, pace: Pace) -> Dialogue:
    made = begin_dialogue(ada.member, ada.keyring, space, script="whole-dialogue", topic=EVIL, pace=pace)
    return Dialogue.objects.select_related("relationship").get(pk=made.dialogue_id)


def everywhere(dialogue: Dialogue) -> tuple[str, ...]:
    return ("/", "/talk/", *(f"/talk/{dialogue.pk}/{each}" for each in BESIDE))


def test_words_of_a_story_are_text(two: tuple[Guest, Guest, Relationship]) -> None:
    ada, bo, space = two
    dialogue = begun(ada, space, Pace.LIVE)
    readers = Reader(ada, "Ada"), Reader(bo, "Bo")
    actions.pocket_thought(bo.member, bo.keyring, ada.fresh(dialogue), text=EVIL)
    story: list[tuple[Guest, Move]] = [
        *((guest, Ready()) for _ in range(2) for guest in (ada, bo)),
        (ada, Offer(EVIL, stem=EVIL)),
        (bo, Offer(EVIL)),
        (ada, Choose("got_it")),
        (ada, Choose("all")),
        (bo, Offer(EVIL)),
        (ada, Choose("all")),
        (bo, Offer(EVIL)),
        (ada, Choose("reaches")),
        (bo, Offer(feelings=("lonely", EVIL))),
        (ada, Offer(feelings=("lonely", EVIL))),
        (bo, Choose("said")),
        (ada, Pause(20)),
        (ada, Resume()),
        (bo, ChangePace(Pace.ROOM)),
        (ada, Close()),
        (ada, Choose("keep")),
        (bo, Choose("keep")),
    ]
    for guest, move in story:
        made = guest.try_to(dialogue, move, place="" if isinstance(move, Pause | Resume | Close) else None)
        assert isinstance(made, actions.Made), (move, made)
        for each in (ada, bo):
            each.draft(dialogue, EVIL)
        assert_only_text(*readers, paths=everywhere(dialogue))
    assert ada.fresh(dialogue).outcome == "kept"


def test_a_letter_is_text(two: tuple[Guest, Guest, Relationship]) -> None:
    ada, bo, space = two
    dialogue = begun(ada, space, Pace.LETTER)
    readers = Reader(ada, "Ada"), Reader(bo, "Bo")
    ada.draft(dialogue, EVIL)
    assert_only_text(*readers, paths=everywhere(dialogue))
    seal(ada, dialogue, Offer(EVIL, stem=EVIL, blocks=(EVIL, EVIL)))
    assert_only_text(*readers, paths=everywhere(dialogue))
    unseal(bo, dialogue)
    bo.draft(dialogue, EVIL)
    assert_only_text(*readers, paths=(*everywhere(dialogue), f"/talk/{dialogue.pk}/letter/?piece=all"))


def test_what_is_asked_is_text(two: tuple[Guest, Guest, Relationship]) -> None:
    ada, bo, space = two
    ask(ada, space, ANY_TIME, Request("whole-dialogue", 30, EVIL, 4))
    row = Appointment.objects.get()
    paths = ("/", f"/talk/asked/{row.pk}/", f"/talk/asked/{row.pk}/ready/", "/talk/new/", "/us/")
    assert_only_text(Reader(ada, "Ada"), Reader(bo, "Bo"), paths=paths)
    say(bo, row, Propose(words=EVIL))
    assert_only_text(Reader(ada, "Ada"), Reader(bo, "Bo"), paths=paths)
