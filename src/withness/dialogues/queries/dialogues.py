"""Reads of dialogues: what is due, where one stands, what somebody was writing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from uuid import UUID

from django.db.models import Q
from msgspec import Struct
from msgspec.structs import replace

from withness.dialogues.models import Dialogue, Draft, LoggedMove, PocketedThought
from withness.dialogues.queries.seats import (
    around,
    is_with_oneself,
    seats_awaited,
    turned_to,
)
from withness.people.models import Member
from withness.people.prepared import Prepared, PreparedTuples, blank
from withness.people.queries import Person, people_in
from withness.protocol.fold import fold
from withness.protocol.letters import Unanswered, as_known_to
from withness.protocol.moves import Depart, Move, Pace, decode
from withness.protocol.script import Script
from withness.protocol.sight import Sight, last_offered, seen_by
from withness.protocol.state import State, begin, next_of
from withness.scripts import script_named
from withness.vault import Damaged, Keyring

_LOG = PreparedTuples(
    lambda: (
        LoggedMove.objects.filter(dialogue=blank("dialogue"))
        .order_by("seq")
        .values_list("seq", "seat", "blob")
    )
)
_POCKET = Prepared(
    lambda: PocketedThought.objects.filter(member=blank("member"), dialogue=blank("dialogue")).order_by("pk")
)


class Entry(Struct, frozen=True):
    """One line of the log, opened: who moved, and how."""

    seq: int
    seat: int
    move: Move


class Opened(Struct, frozen=True):
    """A dialogue as one of its people sees it during a request."""

    dialogue: Dialogue
    script: Script
    people: tuple[Person, ...]
    me: Person
    log: tuple[Entry, ...]
    state: State
    unanswered: Unanswered

    @property
    def seen(self) -> State:
        """Give where it stands for me: as before, while a letter of mine waits for its answer."""
        return self.unanswered.state

    @property
    def sight(self) -> Sight:
        """Give what I may see of it; with oneself, what either part offered can be taken back by the other one."""
        times = self.dialogue.relationship.kind_of.times
        sight = seen_by(self.script, self.seen, self.me.seat, times=times)
        if not is_with_oneself(self.dialogue):
            return sight
        return replace(sight, may_take_back=last_offered(self.seen) is not None)

    @property
    def by_letter(self) -> bool:
        """Tell whether the people talk slowly, each when it suits."""
        return self.state.pace is Pace.LETTER and not self.state.ended

    @property
    def frozen(self) -> bool:
        """Tell whether I can only read it: the space is closed, or I have left the circle."""
        return not self.dialogue.relationship.is_open or self.me.seat in self.state.gone

    @property
    def speaker(self) -> Person:
        """Tell whose story it is."""
        return self.people[self.seen.speaker]

    @property
    def others(self) -> tuple[Person, ...]:
        """Give everybody else at the table."""
        gone = self.seen.gone
        return tuple(person for person in self.people if not (person.is_me or person.seat in gone))

    @property
    def counterpart(self) -> Person:
        """Give the one whom my page is about beside me: who is waited for, else who speaks to me or listens to me."""
        awaited = [self.people[seat] for seat in seats_awaited(self.script, self.seen)]
        listener = self.people[next_of(self.seen)]
        beside = [*awaited, self.speaker, listener]
        return next((person for person in beside if not person.is_me), self.me)


def as_far_as_known(log: Iterable[Entry], mine: Collection[int]) -> Iterator[Entry]:
    """Read up to the move with which I left, if I did: what was said afterwards is not for me, and under a new key."""
    for entry in log:
        yield entry
        if entry.seat in mine and isinstance(entry.move, Depart):
            return


def opened(dialogue: Dialogue, keyring: Keyring, member: Member) -> Opened:
    """Open a dialogue: unseal its log and fold it."""
    people = people_in(dialogue.relationship, keyring, member)
    return opened_among(dialogue, keyring, people)


def opened_among(dialogue: Dialogue, keyring: Keyring, everybody: tuple[Person, ...]) -> Opened:
    """The same, when the people of the relationship are known already."""
    script = script_named(dialogue.script, version=dialogue.script_version)
    people = around(dialogue, everybody)
    log = log_of(dialogue, keyring, people)
    start = begin(script, speaker=dialogue.first_seat, seats=len(people))
    moves = [(entry.seat, entry.move) for entry in log]
    state = fold(script, moves, start)
    if lost := [each.seat for each in people if each.is_me and each.has_left and not log]:
        state = replace(
            state, gone=(*state.gone, *lost)
        )  # let go: whether it was before or after I left tells nothing
    left = any(person.is_me and person.seat in state.gone for person in people)
    if not (dialogue.is_open or left):  # the moves may have been let go; how it ended stands in the row
        state = replace(state, outcome=dialogue.outcome)
    if is_with_oneself(dialogue):
        people = turned_to(people, script, state)
    me = next(person for person in people if person.is_me)
    return Opened(
        dialogue=dialogue,
        script=script,
        people=people,
        me=me,
        log=log,
        state=state,
        unanswered=as_known_to(me.seat, script, start=start, moves=moves, state=state),
    )


def log_of(dialogue: Dialogue, keyring: Keyring, people: tuple[Person, ...]) -> tuple[Entry, ...]:
    """Unseal the moves of a dialogue, in their order: those that are for me."""
    mine = {person.seat for person in people if person.is_me}
    relationship, generation = dialogue.relationship_id, dialogue.relationship.generation

    def entry(seq: int, seat: int, blob: bytes) -> Entry:
        context = "move", dialogue.pk, seq, seat
        written = keyring.open_shared(relationship, generation, bytes(blob), *context)
        return Entry(seq, seat, decode(written))

    return tuple(as_far_as_known((entry(*row) for row in _LOG.rows(dialogue=dialogue.pk)), mine))


def seq_of(dialogue: Dialogue, move_id: UUID) -> int | None:
    """Find the move that was sent under this id before."""
    sent = LoggedMove.objects.filter(dialogue=dialogue, move_id=move_id)
    return sent.values_list("seq", flat=True).first()


def doorbell(dialogue_id: int) -> tuple[int, str, int] | None:
    """Give the relationship, the seats and the last seq of a dialogue: all that the live stream may know of it."""
    return (
        Dialogue.objects.filter(pk=dialogue_id).values_list("relationship_id", "seated", "last_seq").first()
    )


def thoughts_in_pocket(member: Member, dialogue: Dialogue, keyring: Keyring) -> tuple[tuple[int, str], ...]:
    """Give the thoughts a member set aside for the own turn, with their ids; what was damaged is passed over."""
    found = []
    for row in _POCKET.rows(member=member.pk, dialogue=dialogue.pk):
        with suppress(Damaged):
            found.append((row.pk, keyring.open_own(bytes(row.blob), "pocket", dialogue.pk)))
    return tuple(found)


def seats_answering(dialogue: Dialogue, place: str, people: Iterable[Person]) -> frozenset[int]:
    """Tell which seats have begun to write at this place."""
    writing = set(
        Draft.objects.filter(
            Q(place=place) | Q(place__startswith=f"{place}:"), dialogue=dialogue
        ).values_list("member_id", flat=True)
    )
    return frozenset(person.seat for person in people if person.member_id in writing)
