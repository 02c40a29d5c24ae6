"""A circle of four holds a dialogue to its end: who speaks, mirrors, witnesses, and what each sees and may do."""

from __future__ import annotations

import pytest

from dialogues.circle import Reader, circle_of, readers
from dialogues.table import Guest
from people.journeys import hidden_fields
from withness.dialogues.actions import Made
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.models import Dialogue
from withness.people.models import Relationship

pytestmark = pytest.mark.django_db
SECRET = "I was glad and a little afraid."


def begun(size: int = 4) -> tuple[Relationship, list[Guest], list[Reader]]:
    space, guests = circle_of(size)
    made = begin_dialogue(guests[0].member, guests[0].keyring, space, script="circle", topic="The summer")
    assert isinstance(made, Made)
    return space, guests, readers(guests, made.dialogue_id)


def all_press(people: list[Reader], do: str, text: str = "") -> None:
    for each in people:
        each.presses(do, text)


def one_story(people: list[Reader], words: str) -> None:
    """The first speaks, the second mirrors, the others witness."""
    speaker, mirror, *witnesses = people
    speaker.presses("offer", words)
    mirror.presses("offer", f"You say: {words}")
    speaker.presses("choose:got_it")
    speaker.presses("choose:all")
    all_press(witnesses, "offer", f"It moves me that {words}")


def to_mirroring(people: list[Reader]) -> None:
    all_press(people, "ready")
    people[0].presses("offer", SECRET)


def test_a_circle_of_four_goes_all_the_way_round_and_keeps_its_words() -> None:
    _, _, people = begun()
    all_press(people, "ready")
    for story in range(4):
        here = people[story:] + people[:story]
        one_story(here, f"story {story} of {here[0].name}")
        if story < 3:
            all_press(people, "choose:pass_on")
            assert here[1].name in here[0].title
            all_press(people, "ready")
    assert {each.title for each in people} == {"Thank somebody in the circle for one thing."}
    all_press(people, "offer", "your patience")
    assert all(each.text().count("your patience") == 4 for each in people)
    all_press(people, "ready")
    all_press(people, "choose:keep")
    dialogue = Dialogue.objects.get()
    assert (dialogue.outcome, dialogue.is_open, dialogue.relationship.rings) == ("kept", False, 1)
    for each in people:
        assert "The words are kept" in each.text()
        words = each.text(f"{each.path}words/")
        assert all(f"story {story}" in words for story in range(4))
        assert "Kept for all of you." in words


# who, and what stands on each one's page while Bo mirrors what Ada said
WHILE_BO_MIRRORS = [
    ("Ada", "Bo is mirroring.", set()),
    ("Bo", "Mirror what you heard.", {"offer", "choose:smaller"}),
    ("Dee", "Bo is mirroring.", set()),
    ("Eli", "Bo is mirroring.", set()),
]


def test_who_sees_and_may_do_what_while_one_mirrors() -> None:
    _, _, people = begun()
    to_mirroring(people)
    for reader, (name, title, buttons) in zip(people, WHILE_BO_MIRRORS, strict=True):
        assert (reader.name, reader.title) == (name, title)
        assert reader.buttons - {"take_back"} == buttons, name
        assert SECRET in reader.text()
    assert "take_back" in people[0].buttons
    assert all("take_back" not in each.buttons for each in people[1:])
    for each in (people[0], people[2], people[3]):
        assert each.press("offer", "Let me say it for Bo.").status_code in (409, 422), each.name
    assert "Let me say it for Bo." not in people[1].text()


def test_witnesses_write_at_once_and_are_read_together() -> None:
    _, _, people = begun()
    ada, bo, dee, eli = people
    to_mirroring(people)
    bo.presses("offer", "You were glad and a little afraid.")
    ada.presses("choose:got_it")
    ada.presses("choose:all")
    assert dee.title == "What did it touch in you?" == eli.title
    assert ada.title == bo.title == "The others are with what was told."
    dee.presses("offer", "the warm evening")
    assert all("the warm evening" not in each.text() for each in (ada, bo, eli))
    eli.presses("offer", "")
    assert all("the warm evening" in each.text() for each in people)


def test_the_waiting_room_counts_who_is_here() -> None:
    _, _, (ada, bo, dee, eli) = begun()
    ada.page()
    assert "1 of 4 is here. Bo , Dee , Eli are not here yet." in ada.text()
    bo.page()
    dee.page()
    assert "3 of 4 are here. Eli is not here yet." in ada.text()
    eli.page()
    assert "All of you are here." in ada.text()


def test_a_pause_and_a_stop_name_the_one_who_asked_for_it() -> None:
    _, _, people = begun()
    ada, bo, dee, eli = people
    to_mirroring(people)
    assert "The others are told the time, and nothing else." in dee.text(f"{dee.path}pause/")
    assert "The others are told that you stopped for now." in dee.text(f"{dee.path}leave/")
    dee.presses("pause:20")
    assert dee.title == "You asked for a pause."
    assert all("Dee" in each.title for each in (ada, bo, eli))
    dee.presses("resume")
    eli.presses("leave", "back at six")
    assert all("Eli" in each.title and "back at six" in each.text() for each in (ada, bo, dee))
    assert "I am back" not in ada.text()


def test_drafts_and_pockets_belong_to_one_of_the_circle_alone() -> None:
    _, guests, people = begun()
    to_mirroring(people)
    dee = people[2]
    dee.send(dee.path, {"do": "pocket", "thought_text": "a thought of Dee"})
    assert "a thought of Dee" in dee.text()
    assert all("a thought of Dee" not in each.text() for each in people if each is not dee)
    people[1].send(
        f"{people[1].path}draft/", hidden_fields(people[1].page()) | {"do": "draft", "text": "half a mirror"}
    )
    assert "half a mirror" in people[1].text()
    assert all("half a mirror" not in each.text() for each in people if each is not people[1])
    assert [len(list(guest.member.drafts.all())) for guest in guests] == [0, 1, 0, 0]


def test_a_stranger_finds_no_page_of_it() -> None:
    _, _, people = begun(3)
    cleo = Reader(Guest("Cleo"), "Cleo")
    for path in ("", "pause/", "leave/", "words/"):
        assert cleo.page(people[0].path + path).status_code == 404


def test_what_closes_a_round_is_no_story_of_its_own() -> None:
    space, guests = circle_of(3)
    told = {"script": "circle-appreciation", "topic": "The summer"}
    made = begin_dialogue(guests[0].member, guests[0].keyring, space, **told)
    assert isinstance(made, Made)
    people = readers(guests, made.dialogue_id)
    all_press(people, "ready")
    people[0].presses("choose:pass")
    people[1].presses("offer", SECRET)
    people[2].presses("offer", f"You say: {SECRET}")
    people[1].presses("choose:got_it")
    people[2].presses("choose:pass")
    all_press(people, "offer", "that you are here")
    all_press(people, "ready")
    all_press(people, "choose:keep")
    words = people[0].text(f"{people[0].path}words/")
    assert words.index("The summer") < words.index(SECRET) < words.index("that you are here")
    assert "The next story" not in words
