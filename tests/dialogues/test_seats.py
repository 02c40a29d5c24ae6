"""Who sits in a dialogue of a circle: those who were there when it began, and nobody who came later."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.http import Http404

from dialogues.circle import circle_of, come_in, leave
from dialogues.table import Guest
from withness.dialogues.access import dialogue_for
from withness.dialogues.actions import Made
from withness.dialogues.actions.beginning import WITHOUT_ME, begin_dialogue
from withness.dialogues.queries.seats import table_for
from withness.dialogues.queries.spaces import shared_with
from withness.people.access import relationships_of
from withness.people.models import Relationship

pytestmark = pytest.mark.django_db


def names(guest: Guest, dialogue) -> list[str]:
    return [person.name for person in guest.opened(dialogue).people]


def test_everybody_who_is_there_sits_down_in_the_order_in_which_they_came() -> None:
    space, people = circle_of(4)
    dialogue = people[2].ask(space)
    assert dialogue.seated == "0123"
    assert dialogue.first_seat == 2
    for seat, guest in enumerate(people):
        here = guest.opened(dialogue)
        assert names(guest, dialogue) == ["Ada", "Bo", "Dee", "Eli"]
        assert (here.me.seat, here.state.seats) == (seat, 4)


def test_whoever_comes_later_has_no_seat_in_it_and_finds_nothing() -> None:
    space, (ada, _bo) = circle_of(2)
    dialogue = ada.ask(space)
    dee = come_in(Guest("Dee"), ada, space)
    assert names(ada, dialogue) == ["Ada", "Bo"]
    with pytest.raises(Http404):
        dialogue_for(dee.member, dialogue.pk)
    (shared,) = shared_with(dee.member, dee.keyring, relationships_of(dee.member))
    assert (shared.open, shared.past) == (None, ())


def test_a_seat_that_was_left_stays_empty_and_the_next_dialogue_closes_the_gap() -> None:
    space, (ada, bo, dee, eli) = circle_of(4)
    leave(bo, space)
    dialogue = dee.ask(space)
    assert dialogue.seated == "023"
    assert names(eli, dialogue) == ["Ada", "Dee", "Eli"]
    assert eli.opened(dialogue).me.seat == 2
    assert dialogue_for(ada.member, dialogue.pk) == dialogue
    with pytest.raises(Http404):
        dialogue_for(bo.member, dialogue.pk)


def test_whoever_left_or_is_a_stranger_gets_no_table() -> None:
    space, (_ada, bo, _dee) = circle_of(3)
    leave(bo, space)
    space = Relationship.objects.get(pk=space.pk)
    for guest in (bo, Guest("Cleo")):
        assert table_for(space, guest.member) is None


def test_the_stream_is_only_for_those_who_sit_in_the_dialogue() -> None:
    from people.ground import enter
    from withness.web.door import _standing_of

    space, (ada, bo) = circle_of(2)
    dialogue = ada.ask(space)
    dee = come_in(Guest("Dee"), ada, space)
    for guest, listens in ((ada, True), (bo, True), (dee, False)):
        browser = enter(guest.member, guest.keyring._root)
        caller = SimpleNamespace(
            dialogue_id=dialogue.pk, session_key=browser.session_key, ticket=browser.ticket
        )
        assert (_standing_of(caller) is not None) is listens


def test_whoever_comes_while_the_others_talk_is_told_so_instead_of_led_nowhere() -> None:
    space, (ada, bo) = circle_of(2)
    begin_dialogue(ada.member, ada.keyring, space, script="appreciation")
    dee = come_in(Guest("Dee"), ada, space)
    assert begin_dialogue(dee.member, dee.keyring, space, script="appreciation") == WITHOUT_ME
    assert isinstance(begin_dialogue(bo.member, bo.keyring, space, script="appreciation"), Made)
