"""Two people who talk by letter, and whoever seals, opens and takes back for them in a test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from dialogues.table import Guest
from withness.dialogues.actions import Made, Refused
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.actions.letters import (
    CameBack,
    bring_home,
    open_letter,
    seal_letter,
    take_letter_back,
)
from withness.dialogues.models import Dialogue
from withness.dialogues.queries.letters import pieces_of, post_of
from withness.dialogues.queries.writing import writing_at
from withness.people.models import Relationship
from withness.protocol.moves import Offer, Pace
from withness.protocol.state import State

NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)
MORNING = NOW + timedelta(hours=11)
PIECES = Offer("I wake early.", stem="What happened was", blocks=("I wait.", "I long for you."))


def by_letter(ada: Guest, space: Relationship, script: str = "whole-dialogue") -> Dialogue:
    """Begin a dialogue by letter."""
    made = begin_dialogue(ada.member, ada.keyring, space, script=script, topic="Sundays", pace=Pace.LETTER)
    assert isinstance(made, Made)
    return Dialogue.objects.select_related("relationship").get(pk=made.dialogue_id)


def seal(
    guest: Guest,
    dialogue: Dialogue,
    offer: Offer = PIECES,
    *,
    at: datetime = NOW,
    move_id: UUID | None = None,
    place: str | None = None,
) -> object:
    where = guest.sight(dialogue).place if place is None else place
    return seal_letter(
        guest.member,
        guest.keyring,
        guest.fresh(dialogue),
        offer=offer,
        move_id=move_id or uuid4(),
        place=where,
        arrives_at=at,
    )


def unseal(guest: Guest, dialogue: Dialogue, *, now: datetime = NOW) -> Made | Refused:
    return open_letter(guest.member, guest.keyring, guest.fresh(dialogue), now=now)


def take(guest: Guest, dialogue: Dialogue) -> CameBack | Refused:
    return take_letter_back(guest.member, guest.keyring, guest.fresh(dialogue))


def home(guest: Guest, dialogue: Dialogue) -> CameBack | None:
    return bring_home(guest.member, guest.keyring, guest.opened(dialogue))


def fields(guest: Guest, dialogue: Dialogue) -> list[str]:
    here = guest.opened(dialogue)
    writing = writing_at(here, guest.member, guest.keyring, asked={})
    return [piece.text for piece in pieces_of(here, writing.option_texts, first=writing.text)]


def look(guest: Guest, dialogue: Dialogue, *, now: datetime = NOW) -> str:
    return post_of(guest.opened(dialogue), now=now).look


def truth(guest: Guest, dialogue: Dialogue) -> State:
    return guest.opened(dialogue).state
