"""Who sits where in one dialogue: the people of a relationship who take part in it, by their seats.

A circle that grew or shrank keeps its earlier dialogues with the people of that day. With oneself one person has both
seats, as two parts: this is the only place that knows it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from withness.dialogues.models import Dialogue
from withness.library.kinds import Kind
from withness.people.looks import hue_of_seat, shape_of_seat
from withness.people.models import Member, Relationship
from withness.people.queries import Person
from withness.protocol.appointment import Asking
from withness.protocol.script import EITHER, Script
from withness.protocol.state import State, acting_in, answered, first_to_tell, named_first

WITH_ONESELF = "00"
PROTECTS, NOW = "the part that protects", "the one you are now"


class Table(Struct, frozen=True):
    """How a new dialogue is seated, which of these seats asks for it, and whom they name as the first to tell."""

    seated: str
    asker: int
    named: int | None = None


def table_for(relationship: Relationship, member: Member) -> Table | None:
    """Seat everybody who is there, or one person twice; nobody when the space is closed or this member has left it."""
    there = list(relationship.memberships.filter(left_at=None).order_by("seat"))
    first = next((seat for seat, each in enumerate(there) if each.member_id == member.pk), None)
    if first is None or not relationship.is_open:
        return None
    if relationship.kind_of.most == 1:
        return Table(WITH_ONESELF, 0)
    return Table("".join(str(each.seat) for each in there), first)


def table_of(asking: Asking) -> Table | None:
    """Seat everybody who was asked and is still there; nobody when the one who asked has left."""
    seats, teller = sorted(asking.seats), asking.request.teller
    if asking.asker not in seats:
        return None
    named = seats.index(teller) if teller in seats else None
    return Table("".join(map(str, seats)), seats.index(asking.asker), named)


def first_seat(script: Script, kind: Kind, table: Table) -> int:
    """Give the seat that tells first: whoever asked, unless the script names another, or lets them name one."""
    if script.first.who == EITHER and table.named is not None:
        return table.named
    return first_to_tell(script, asker=table.asker, roles=_roles_at(kind, table.seated))


def known_first(script: Script, kind: Kind, people: Sequence[Person]) -> int | None:
    """Give which of these people tells first where that is known without anybody's asking: the child, of a parent."""
    return named_first(script, _roles_at(kind, "".join(str(person.seat) for person in people)))


def _roles_at(kind: Kind, seated: str) -> tuple[str, ...]:
    """Tell what each seat of a dialogue is to the others; nothing, where the kind does not know."""
    return tuple(kind.roles[int(seat)] if kind.roles else "" for seat in seated)


def is_with_oneself(dialogue: Dialogue) -> bool:
    """Tell whether both seats are the same person's."""
    return dialogue.seated == WITH_ONESELF


def sits(dialogue: Dialogue, person: Person) -> bool:
    """Tell whether somebody of the relationship takes part in this dialogue."""
    return str(person.seat) in dialogue.seated


def around(dialogue: Dialogue, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Give who takes part, each under the seat of this dialogue. `people` are those of the relationship."""
    if is_with_oneself(dialogue):
        return two_parts(people[0], palette=dialogue.relationship.palette)
    by_seat = {str(person.seat): person for person in people}
    return tuple(replace(by_seat[each], seat=seat) for seat, each in enumerate(dialogue.seated))


def two_parts(me: Person, *, palette: str) -> tuple[Person, Person]:
    """Draw one person as two: the part that protects in the second look of the pair, the one of now in the own."""
    hue = hue_of_seat(1, palette=palette, first=me.hue)
    protects = replace(me, seat=0, name=PROTECTS, initial="P", hue=hue, shape=shape_of_seat(1))
    return protects, replace(me, seat=1, name=NOW)


def turned_to(people: tuple[Person, ...], script: Script, state: State) -> tuple[Person, ...]:
    """Of two parts of one person, let the one whose turn it is be the one who reads the page."""
    turn = whose_turn(script, state)
    return tuple(replace(person, is_me=person.seat == turn) for person in people)


def whose_turn(script: Script, state: State) -> int:
    """Give the seat that the dialogue waits for first."""
    resting = state.left or state.paused
    return resting.seat if resting else next(iter(seats_awaited(script, state)), state.speaker)


def seats_awaited(script: Script, state: State) -> tuple[int, ...]:
    """Give the seats of whom the step still asks something."""
    acting = acting_in(script, state, script.step(state.step))
    return tuple(seat for seat in acting if not answered(state, seat))
