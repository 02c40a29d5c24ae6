"""Letters: sealing one, taking it back, opening one, and bringing home what nobody can open any more.

A letter is a row of its own until it is opened; only then it becomes a move. Deleting the row is the referee:
of those who open it and take it back at the same moment, exactly one finds it there.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from msgspec import Struct

from withness.dialogues.actions.drafts import keep_thought, write_draft
from withness.dialogues.actions.moves import against, append
from withness.dialogues.actions.outcomes import CLOSED, Made, MovedOn, Refused
from withness.dialogues.glass.pieces import blocks_named
from withness.dialogues.models import Dialogue, Draft, Letter, PocketedThought
from withness.dialogues.queries import Opened, opened, seq_of
from withness.dialogues.queries.letters import (
    can_be_opened,
    letter_context,
    letter_for,
    offer_in,
    own_letter,
    to_mirror,
)
from withness.dialogues.queries.writing import in_fields_of, place_of_option
from withness.people.erasing import leave_no_copy
from withness.people.generations import hold_newest_key
from withness.people.keyring import hold_current
from withness.people.models import Member
from withness.protocol.letters import is_by_letter, with_gatherings
from withness.protocol.moves import Offer, encode
from withness.protocol.rules import Accepted, decide
from withness.vault import Damaged, Keyring


class Sealed(Struct, frozen=True):
    """The letter is on its way; nobody else learns of it before it arrives."""


class CameBack(Struct, frozen=True):
    """The letter is with its author again, and where its words are now."""

    told: str
    stem: str = ""


ONE_AT_A_TIME = Refused(
    "Your letter is on its way already. Take it back first, if you would like to change it."
)
TOGETHER = Refused("You are talking together now. Your words are kept.")
EACH_PIECE = Refused("One piece is not mirrored yet. A few words are enough.")
STAYS = Refused("It has been opened, so it stays. You can say more in your next letter.")
NOT_HERE = Refused("There is no letter here right now. Nothing is asked of you.")

IN_THE_FIELD = CameBack("Your words are back. Nobody has opened them.")
IN_THE_POCKET = CameBack("Your letter came back to you, unopened. It is in your pocket.")
IN_MINE = CameBack("Your letter came back to you, unopened. It is in Mine, with the thoughts you kept.")


def seal_letter(
    member: Member,
    keyring: Keyring,
    dialogue: Dialogue,
    *,
    offer: Offer,
    move_id: UUID,
    place: str,
    arrives_at: datetime,
) -> Sealed | Refused | MovedOn:
    """Send a letter on its way. Whoever sends the same one twice is answered as the first time."""
    here = opened(dialogue, keyring, member)
    if Letter.objects.filter(dialogue=dialogue, move_id=move_id).exists() or seq_of(dialogue, move_id):
        return Sealed()
    if refused := against_sealing(here, offer, place):
        return refused
    row = Letter(
        dialogue=dialogue,
        member=member,
        seat=here.me.seat,
        place=place,
        move_id=move_id,
        arrives_at=arrives_at,
    )
    try:
        return Sealed() if _sealed(member, keyring, row, offer) else CLOSED
    except IntegrityError:
        return ONE_AT_A_TIME


def against_sealing(here: Opened, offer: Offer, place: str) -> Refused | MovedOn | None:
    """Tell what speaks against sealing these words now, if anything does."""
    if here.unanswered.mine or own_letter(here):
        return ONE_AT_A_TIME
    if place == here.state.place and not is_by_letter(here.script, here.state):
        return TOGETHER
    if len(to_mirror(here)) > 1 and len(offer.blocks) + 1 < len(to_mirror(here)):
        return EACH_PIECE
    return against(here, offer, place, sealed=True)


@transaction.atomic
def _sealed(member: Member, keyring: Keyring, row: Letter, offer: Offer) -> bool:
    """Keep the letter in the place of its drafts. False once the space is closed or left."""
    relationship = row.dialogue.relationship
    held = hold_newest_key(relationship, keyring)
    mine = member.memberships.filter(relationship=row.dialogue.relationship_id, left_at=None)
    if not (held and mine.filter(relationship__closed_at=None).exists()):
        return False
    place = relationship.pk, relationship.generation
    row.blob = keyring.seal_shared(*place, encode(offer).decode(), *letter_context(row))
    row.save(force_insert=True)
    _drafts_of(member, row).delete()
    return True


def _drafts_of(member: Member, row: Letter) -> QuerySet[Draft]:
    return Draft.objects.filter(in_fields_of(row.place), member=member, dialogue=row.dialogue_id)


def take_letter_back(member: Member, keyring: Keyring, dialogue: Dialogue) -> CameBack | Refused:
    """Take a letter back as long as nobody opened it; its words are a draft again."""
    letter = own_letter(opened(dialogue, keyring, member))
    if letter is None:
        return STAYS
    offer = offer_in(letter, keyring)
    with transaction.atomic():
        if not _gone(letter):
            return STAYS
        _as_draft(member, keyring, dialogue, letter.place, offer)
    return CameBack(IN_THE_FIELD.told, offer.stem)


def _gone(letter: Letter) -> bool:
    """Take the row away, and with it every copy of it. False when somebody else was first."""
    deleted, _ = Letter.objects.filter(pk=letter.pk).delete()
    leave_no_copy()
    return bool(deleted)


def _as_draft(member: Member, keyring: Keyring, dialogue: Dialogue, place: str, offer: Offer) -> None:
    places = [
        place,
        *(place_of_option(place, name) for name in blocks_named(offer.blocks)),
    ]
    for each, text in zip(places, (offer.text, *offer.blocks), strict=True):
        write_draft(member, keyring, dialogue, place=each, text=text, writer="")


def open_letter(member: Member, keyring: Keyring, dialogue: Dialogue, *, now: datetime) -> Made | Refused:
    """Open the letter that has arrived: it becomes a move of its author. Nobody is told."""
    while True:
        here = opened(dialogue, keyring, member)
        letter = letter_for(here, now=now)
        if letter is None:
            return _open_already(opened(dialogue, keyring, member))
        offer = offer_in(letter, keyring)
        if not isinstance(decide(here.script, here.state, letter.seat, offer), Accepted):
            return NOT_HERE
        with suppress(IntegrityError):
            if made := _opened(member, keyring, here, letter, offer):
                return made


def _open_already(here: Opened) -> Made | Refused:
    """Lead to the letter that was opened a moment ago, on another device perhaps; else there is none."""
    return Made(here.dialogue.pk, here.state.seq) if here.unanswered.theirs else NOT_HERE


def _opened(
    member: Member, keyring: Keyring, here: Opened, letter: Letter, offer: Offer
) -> Made | Refused | None:
    """Write the letter into the log; nothing when somebody was faster, so that it is looked at again."""
    moves, after = with_gatherings(here.script, here.state, letter.seat, offer)
    with transaction.atomic():
        if not _gone(letter):
            return None
        if not append(member, keyring, here, moves=moves, after=after, move_id=_number(letter), quietly=True):
            transaction.set_rollback(True)
            return CLOSED
    return Made(here.dialogue.pk, after.seq)


def _number(letter: Letter) -> UUID:
    """Give the number of the move a letter becomes: its own, unless that stands at another move already."""
    return letter.move_id if seq_of(letter.dialogue, letter.move_id) is None else uuid4()


def bring_home(member: Member, keyring: Keyring, here: Opened) -> CameBack | None:
    """Give a letter that nobody can open any more back to its author: where they write, else into pocket or Mine."""
    letter = own_letter(here)
    if letter is None or can_be_opened(here, letter):
        return None
    offer = offer_in(letter, keyring)
    with transaction.atomic():
        hold_current(keyring)
        return _brought(member, keyring, here, letter.place, offer) if _gone(letter) else None


def bring_letters_home(member: Member, keyring: Keyring) -> str:
    """Give back the letters of dialogues that are over or whose space is closed; nobody looks in there any more.

    What was damaged stays where it lies, and takes no page with it.
    """
    over = Q(dialogue__is_open=False) | Q(dialogue__relationship__closed_at__isnull=False)
    letters = Letter.objects.filter(over, member=member).select_related("dialogue__relationship")
    told = ""
    for each in letters:
        with suppress(Damaged):
            back = bring_home(member, keyring, opened(each.dialogue, keyring, member))
            told = told or (back.told if back else "")
    return told


def _brought(member: Member, keyring: Keyring, here: Opened, place: str, offer: Offer) -> CameBack:
    dialogue, words = here.dialogue, (offer.text, *offer.blocks)
    if here.state.ended or not dialogue.relationship.is_open or here.me.has_left:
        keep_thought(member, keyring, "\n\n".join(words))
        return IN_MINE
    if place == here.state.place:
        _as_draft(member, keyring, dialogue, place, offer)
        return CameBack(IN_THE_FIELD.told, offer.stem)
    for piece in words:
        blob = keyring.seal_own(piece, "pocket", dialogue.pk)
        PocketedThought.objects.create(member=member, dialogue=dialogue, blob=blob)
    return IN_THE_POCKET
