"""What one seat sees: the only door from a state to a page. Words meant for one person never pass it to another."""

from __future__ import annotations

from msgspec import Struct

from withness.protocol.fold import has_begun
from withness.protocol.script import EVERYONE, PIECES, Kind, Option, Script, Slot, Stem, Step
from withness.protocol.state import Left, Paused, State, Words, answered, laid, latest, part_of

ALL_OF_THEM = frozenset({Slot.THANKS, Slot.SUMMARY})
"""Slots of which everything on the table is shown; of the others the last words, unless all are asked for."""
ROUNDS_BEFORE_OFFER = 3
"""After this many rounds of "let me say it again" the page offers to say it aloud or to rest (design 7.2)."""


class Field(Struct, frozen=True):
    """A place to write: its stems, how much is good and how much is the most (characters)."""

    stems: tuple[Stem, ...]
    limit: int
    good: int
    optional: bool
    aloud: bool
    most: int


class Shown(Struct, frozen=True):
    """Words laid before a person, under the name by which the script asked for them (a slot, or "pieces")."""

    what: str
    words: tuple[Words, ...]


class Sight(Struct, frozen=True):
    """One person's view of a dialogue. Sentences still carry {speaker}, {listener} and {other} for the names."""

    seq: int
    place: str
    step: str
    kind: Kind
    part: str
    speaker: int
    half: int
    stages: tuple[str, ...]
    stage: str
    acts: bool
    answered: bool
    title: str
    note: str
    label: str
    why: str
    field: Field | None
    options: tuple[Option, ...]
    shown: tuple[Shown, ...]
    returned: Words | None
    stem: str
    tired: bool
    may_take_back: bool
    mine: Words | None
    paused: Paused | None
    left: Left | None
    outcome: str
    begun: bool
    topic: str
    topic_when: str
    told: tuple[tuple[Words, ...], ...]


def seen_by(script: Script, state: State, seat: int) -> Sight:
    """Give what a seat may see and do."""
    step = script.step(state.step)
    part = part_of(script, state, seat)
    turn = step.who in (EVERYONE, part)
    acts = turn and not answered(state, seat) and not (state.ended or state.paused or state.left)
    topic = _topic(state)
    return Sight(
        seq=state.seq,
        place=state.place,
        step=step.id,
        kind=step.kind,
        part=part,
        speaker=state.speaker,
        half=state.half,
        stages=script.stages,
        stage=step.stage,
        acts=acts,
        answered=answered(state, seat),
        title=step.title if acts or (turn and not step.waits) else step.waits or step.title,
        note=step.note if acts else step.waits_note,
        label=step.label,
        why=step.why,
        field=_field(step, state) if acts else None,
        options=_options(step, turn=turn, acts=acts),
        shown=_shown(step, state, turn=turn),
        returned=state.returned if state.returned and state.returned.seat == seat else None,
        stem=state.stem if acts else "",
        tired=acts and state.rounds >= ROUNDS_BEFORE_OFFER,
        may_take_back=_may_take_back(state, seat),
        mine=next((answer.words for answer in state.answers if answer.seat == seat), None),
        paused=state.paused,
        left=state.left,
        outcome=state.outcome,
        begun=has_begun(state),
        topic=topic.text if topic else "",
        topic_when=topic.stem if topic else "",
        told=state.told,
    )


def _topic(state: State) -> Words | None:
    tables = (*state.told, state.table)
    return next((words for table in tables for words in reversed(table) if words.slot is Slot.TOPIC), None)


def _field(step: Step, state: State) -> Field | None:
    if step.kind not in (Kind.SAY, Kind.EACH, Kind.FEEL, Kind.FITS):
        return None
    changed = state.half > 1 and step.stems_after_change
    return Field(
        stems=_stems(step.stems_after_change if changed else step.stems, state),
        limit=step.limit,
        good=step.good,
        optional=step.optional,
        aloud=step.aloud,
        most=step.most,
    )


def _stems(stems: tuple[Stem, ...], state: State) -> tuple[Stem, ...]:
    """Put the stems first that were not used yet, so that what fits next is in reach."""
    used = {words.stem for words in state.table}
    return tuple(sorted(stems, key=lambda stem: stem.say in used))


def _options(step: Step, *, turn: bool, acts: bool) -> tuple[Option, ...]:
    if turn:
        return step.options if acts else ()
    return step.meanwhile


def _shown(step: Step, state: State, *, turn: bool) -> tuple[Shown, ...]:
    asked = step.shows if turn else step.waits_shows
    return tuple(Shown(what, words) for what in asked if (words := _on_table(state, what)))


def _on_table(state: State, what: str) -> tuple[Words, ...]:
    if what == PIECES:
        return laid(state, Slot.PIECE)
    if what in ALL_OF_THEM:
        return laid(state, Slot(what))
    last = latest(state, Slot(what))
    return (last,) if last else ()


def _may_take_back(state: State, seat: int) -> bool:
    if state.ended or state.paused or state.left:
        return False
    if state.before is None:
        return answered(state, seat)
    return state.table[-1].seat == seat
