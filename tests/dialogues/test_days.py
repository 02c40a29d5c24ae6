"""A day that is kept is the day on the clock of whoever closes the dialogue, also late in the evening."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from dialogues.circle import circle_of, leave, readers
from dialogues.table import Guest, arrive
from withness.dialogues.actions import Made
from withness.dialogues.actions.aloud import keep_that_we_talked
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.models import Dialogue
from withness.dialogues.queries.spaces import shared_with
from withness.people.models import Relationship
from withness.protocol.moves import Choose, Close, Offer

DAYS = [
    (datetime(2026, 11, 21, 9, tzinfo=UTC), ZoneInfo("Etc/GMT+12"), date(2026, 11, 20)),
    (datetime(2026, 11, 21, 15, tzinfo=UTC), ZoneInfo("Pacific/Kiritimati"), date(2026, 11, 22)),
]
"""Hours at which it is another day somewhere on earth than in world time, and which one."""


@pytest.fixture(params=DAYS, ids=["the day before", "the day after"])
def day(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[date]:
    """The day on the clock of whoever looks; the clock stands still."""
    now, zone, day = request.param
    monkeypatch.setattr(timezone, "now", lambda: now)
    with timezone.override(zone):
        yield day


def test_the_day_of_a_dialogue_is_the_day_where_it_was_closed(
    ada: Guest, bo: Guest, dialogue: Dialogue, day: date
) -> None:
    arrive(ada, bo, dialogue)
    ada.do(dialogue, Offer("I wait."), Close(), Choose("keep"))
    bo.do(dialogue, Choose("keep"))
    assert ada.fresh(dialogue).ended_on == day


def test_so_is_the_day_on_which_two_talked_in_the_room(ada: Guest, space: Relationship, day: date) -> None:
    keep_that_we_talked(ada.member, space, script="light", may=lambda: True)
    assert Dialogue.objects.get().ended_on == day


@pytest.mark.django_db
def test_whoever_left_learns_nothing_where_the_others_close_it_the_day_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the clock of the others it is still yesterday."""
    morning, zone, _ = DAYS[0]
    monkeypatch.setattr(timezone, "now", lambda: morning)
    space, guests = circle_of(4)
    made = begin_dialogue(guests[0].member, guests[0].keyring, space, script="circle")
    assert isinstance(made, Made)
    circle = readers(guests, made.dialogue_id)
    for each in circle:
        each.presses("ready")
    circle[0].presses("offer", "I was glad in the summer.")
    leave(guests[2], space)
    with timezone.override(zone):
        guests[0].do(Dialogue.objects.get(), Close())
        for each in (guests[0], guests[1], guests[3]):
            each.do(Dialogue.objects.get(), Choose("talked"))
    dee = guests[2]
    (shared,) = shared_with(dee.member, dee.keyring, [Relationship.objects.get(pk=space.pk)])
    assert (shared.past, shared.until_i_left) == ((), Dialogue.objects.get())
