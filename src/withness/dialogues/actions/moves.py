"""Making a move: read the log, decide, append and commit, then ring the doorbell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from msgspec.structs import replace

from withness.dialogues.actions.drafts import write_draft
from withness.dialogues.actions.log import log_move, reseal
from withness.dialogues.actions.outcomes import CLOSED, Made, MovedOn, Refused
from withness.dialogues.actions.taking_back import as_who_offered, shred_taken_back
from withness.dialogues.glass.pieces import first_part
from withness.dialogues.glass.requests import refusal_of
from withness.dialogues.models import Dialogue, Draft, LoggedMove, PocketedThought
from withness.dialogues.queries import Entry, Opened, opened, seats_answering, seq_of
from withness.dialogues.queries.seats import is_with_oneself
from withness.dialogues.queries.writing import REST, place_of_option, still_open
from withness.hub import hub
from withness.people.erasing import leave_no_copy
from withness.people.generations import hold_newest_key
from withness.people.models import Member, Relationship
from withness.people.prepared import PreparedWrite, blank, delete_of, update_of
from withness.practice.actions import lay_card
from withness.protocol.letters import BESIDE, Unanswered, is_by_letter, with_gatherings
from withness.protocol.moves import Choose, Close, Depart, Move, Offer, Pace, Pause, Ready, TakeBack
from withness.protocol.outcomes import HELD, KEPT, TALKED
from withness.protocol.rules import Accepted, Reason, decide, is_another_day
from withness.protocol.script import Kind, Slot
from withness.protocol.state import State
from withness.vault import Keyring

A_WEEK = timedelta(days=7)
"""How long a choice of what shall stay waits for the others."""
AS_A_LETTER = Refused("You are writing by letter now. Your words are here.")


def _still_open() -> QuerySet[Dialogue]:
    return still_open(dialogue=blank("dialogue"), member=blank("member"))


_GO_ON = PreparedWrite(lambda: update_of(_still_open(), last_seq=blank("seq")))
_GO_ON_QUIETLY = PreparedWrite(lambda: update_of(_still_open(), last_seq=F("last_seq")))
_GO_ON_BESIDE = PreparedWrite(lambda: update_of(_still_open(), last_seq=F("last_seq") + 1))
_FORGET = PreparedWrite(
    lambda: delete_of(
        Draft.objects.filter(
            Q(place=blank("place")) | Q(place__startswith=blank("of_options")) | Q(place=blank("rest")),
            member=blank("member"),
            dialogue=blank("dialogue"),
        )
    )
)


def make_move(
    member: Member,
    keyring: Keyring,
    dialogue: Dialogue,
    *,
    move: Move,
    move_id: UUID,
    place: str,
    seat: int | None = None,
    rest: str = "",
) -> Made | Refused | MovedOn:
    """Make one move: read the log, decide, append, commit, and only then ring the doorbell.

    `place` is the visit of the step that the page showed ("" for a move that fits every step). Whoever sends the
    same `move_id` again gets the first answer again; `unique(dialogue, seq)` is the referee between two who move
    at once, and the slower one looks again. `seat` is given in the room, where one device moves for whoever touches it.
    `rest` are words that wait in the field for the next offer.
    """
    while True:
        here = _seen_from(as_who_offered(opened(dialogue, keyring, member), move), seat)
        move = _dated(here, move) if here else move
        refused = against(here, move, place) if here else MovedOn()
        if refused or not here:
            return _made_before(dialogue, move_id) or refused or MovedOn()
        moves, after = with_gatherings(here.script, here.state, here.me.seat, move)
        try:
            if not append(member, keyring, here, moves=moves, after=after, move_id=move_id, rest=rest):
                return CLOSED
        except IntegrityError:
            if made := _made_before(dialogue, move_id):
                return made
            continue
        hub().nudge(dialogue.pk, after.seq)
        return Made(dialogue.pk, after.seq)


def _seen_from(here: Opened, seat: int | None) -> Opened | None:
    """Look from another seat: only while the people talk in the room, with one device between them."""
    if seat is None:
        return here
    in_the_room = here.state.pace is Pace.ROOM and 0 <= seat < len(here.people)
    return replace(here, me=here.people[seat]) if in_the_room else None


def against(here: Opened, move: Move, place: str, *, sealed: bool = False) -> Refused | MovedOn | None:
    """Tell what speaks against a move now, if anything does. By letter, words go sealed and not as they are."""
    if here.unanswered.mine and isinstance(move, Offer | Choose | Ready | TakeBack):
        return _against_author(here, move, place)
    if place and place != here.state.place:
        return MovedOn()
    if isinstance(move, Offer) and not sealed and is_by_letter(here.script, here.state):
        return AS_A_LETTER
    answering = _seats_answering(here, move)
    decision = decide(here.script, here.state, here.me.seat, move, answering=answering)
    if not isinstance(decision, Accepted):
        return Refused(decision.reason)
    step, other = here.script.step(here.state.step), here.counterpart.name
    told = refusal_of(step, move, language=here.script.language, other=other)
    return Refused(told) if told else None


def _against_author(here: Opened, move: Move, place: str) -> Refused | MovedOn:
    """Answer who wrote an opened letter as before it was opened; only what would have been a yes tells more."""
    before = replace(here, state=here.seen, unanswered=Unanswered(here.seen))
    return against(before, move, place) or Refused(Reason.BEGUN)


def _dated(here: Opened, move: Move) -> Move:
    """Let a choice of what shall stay tell, sealed like all of it, from which day on it counts alone.

    A pause that is made a little longer ends that much after the time that was promised, never before it.
    """
    if isinstance(move, Pause) and (paused := here.state.paused):
        longer = 0 if is_another_day(move) else move.minutes * 60
        return replace(move, until=max(move.until, paused.until + longer))
    if not isinstance(move, Choose) or here.state.step != here.script.closing:
        return move
    return replace(move, settles=(timezone.now().date() + A_WEEK).toordinal())


def _made_before(dialogue: Dialogue, move_id: UUID) -> Made | None:
    """Answer a move that was sent twice as it was answered first."""
    seq = seq_of(dialogue, move_id)
    return None if seq is None else Made(dialogue.pk, seq)


def _seats_answering(here: Opened, move: Move) -> frozenset[int]:
    """Tell who has begun to answer, when it matters: words can be taken back until then."""
    if not isinstance(move, TakeBack) or is_with_oneself(here.dialogue):
        return frozenset()
    return seats_answering(here.dialogue, here.state.place, here.people)


@transaction.atomic
def append(
    member: Member,
    keyring: Keyring,
    here: Opened,
    *,
    moves: Sequence[tuple[int, Move]],
    after: State,
    move_id: UUID,
    quietly: bool = False,
    rest: str = "",
) -> bool:
    """Write a move with what follows from it. False, with nothing written, once the space is closed or left.

    `quietly` keeps `last_seq`, and with it the doorbell, where they were.
    """
    dialogue, first = here.dialogue, here.state.seq + 1
    if not hold_newest_key(dialogue.relationship, keyring):
        return False
    beside = _GO_ON_BESIDE if _is_beside_a_letter(here, moves[0][1], after) else _GO_ON
    going_on = _GO_ON_QUIETLY if quietly else beside
    if not going_on.do(dialogue=dialogue.pk, member=member.pk, seq=after.seq):
        return False
    for seq, (seat, each) in enumerate(moves, first):
        log_move(keyring, dialogue, seq, seat=seat, move=each, move_id=move_id if seq == first else uuid4())
    _settle(member, keyring, here, move=moves[0][1], after=after)
    if rest:
        write_draft(member, keyring, dialogue, place=REST, text=rest, writer="")
    return True


def _is_beside_a_letter(here: Opened, move: Move, after: State) -> bool:
    """Tell whether an opened letter stays unanswered behind a move: then the doorbell must not count it yet."""
    return here.unanswered.author >= 0 and after.pace is Pace.LETTER and isinstance(move, BESIDE)


def _settle(member: Member, keyring: Keyring, here: Opened, *, move: Move, after: State) -> None:
    """Do what follows from a move that is written: drafts go, what was taken back is shredded, an end is kept."""
    moved_on = after.place != here.state.place
    if isinstance(move, TakeBack):
        shred_taken_back(member, keyring, here, after=after)
    elif (moved_on and not isinstance(move, Close)) or _offers(member, here, move):
        _forget_drafts(member, here, told_on=_tells_on(member, here, move))
    if moved_on and not isinstance(move, TakeBack):
        _forget_who_chose(keyring, here, move)
    lay_card(keyring, here, after, today=timezone.localdate())
    if after.ended:
        end(here.dialogue, after.outcome)


def _offers(member: Member, here: Opened, move: Move) -> bool:
    """Tell whether these are a member's own words, on their own device: then no draft of them is needed any more."""
    return isinstance(move, Offer) and here.me.member_id == member.pk


def _tells_on(member: Member, here: Opened, move: Move) -> bool:
    """Tell whether these are a member's own next words: no touch of the other's on this device, and no mirror."""
    mirrors = here.script.step(here.state.step).slot is Slot.MIRROR
    return _offers(member, here, move) and not mirrors


def _forget_drafts(member: Member, here: Opened, *, told_on: bool) -> None:
    """Drop the drafts of a step that was left; the rest of a long text goes once somebody told on."""
    place = here.state.place
    _FORGET.do(
        member=member.pk,
        dialogue=here.dialogue.pk,
        place=place,
        of_options=place_of_option(place, ""),
        rest=REST if told_on else place,
    )


def _forget_who_chose(keyring: Keyring, here: Opened, move: Move) -> None:
    """Once a private choice of everyone is settled, write what came of it over what each had chosen.

    It is settled by the last one who chooses, or by the leaving of the only one who had not.
    """
    step = here.script.step(here.state.step)
    if step.kind is not Kind.AGREE or not isinstance(move, Choose | Depart):
        return
    last = [Entry(here.state.seq + 1, here.me.seat, move)]
    chosen = {answer.option for answer in here.state.answers if answer.seat != here.me.seat}
    chosen |= {move.option} if isinstance(move, Choose) else set()
    counts = next((option.id for option in step.options if option.id in chosen), "")
    leave_no_copy()
    for entry in (*here.log, *last):
        if counts and entry.seq > here.state.entered and isinstance(entry.move, Choose):
            reseal(keyring, here.dialogue, entry.seq, seat=entry.seat, move=Choose(counts))


def end(dialogue: Dialogue, outcome: str, *, away: Collection[int] = ()) -> None:
    """Close the dialogue and keep what was chosen: the words, the day, or neither; and the pockets of who was away.

    Drafts of steps that went on without their writers stay, until these come by and find them in Mine.
    """
    today = timezone.localdate()
    ended_on = today if outcome in (KEPT, TALKED) else None
    Dialogue.objects.filter(pk=dialogue.pk).update(is_open=False, outcome=outcome, ended_on=ended_on)
    PocketedThought.objects.filter(dialogue=dialogue).exclude(member_id__in=away).delete()
    if outcome != KEPT:
        LoggedMove.objects.filter(dialogue=dialogue).delete()
        leave_no_copy()
    if outcome in HELD:
        Relationship.objects.filter(pk=dialogue.relationship_id).update(rings=F("rings") + 1)


def offer_first_part(
    member: Member, keyring: Keyring, dialogue: Dialogue, *, offer: Offer, move_id: UUID, place: str
) -> Made | Refused | MovedOn:
    """Offer as much of a long text as is good to mirror, up to a sentence's end; the rest waits in the field."""
    here = opened(dialogue, keyring, member)
    first, rest = first_part(offer.text, here.script.step(here.state.step).good)
    move = replace(offer, text=first)
    return make_move(member, keyring, dialogue, move=move, move_id=move_id, place=place, rest=rest)
