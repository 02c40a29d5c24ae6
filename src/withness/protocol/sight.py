"""What one seat sees: the only door from a state to a page. Words meant for one person never pass it to another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import get_args

from msgspec import Struct

from withness.protocol.fold import has_begun
from withness.protocol.script import (
    ALL_OF,
    EVERYONE,
    Gathering,
    Kind,
    Option,
    Script,
    Slot,
    Stem,
    Step,
    Time,
    gathering_at,
)
from withness.protocol.state import Left, Paused, State, Words, answered, is_open, laid, latest, part_of

EVERY_TIME: frozenset[str] = frozenset(get_args(Time))
ALL_OF_THEM = frozenset({Slot.THANKS, Slot.SUMMARY, Slot.WITNESS})
"""Slots of which everything on the table is shown; of the others the last words, unless all are asked for."""
ROUNDS_BEFORE_OFFER = 3
"""After this many rounds of "let me say it again" the page offers to say it aloud or to rest (design 7.2)."""


PIECES_BEFORE_DEEPER = 2
"""A deeper beginning is offered once this many pieces are told, one at a time (practice 1.4)."""


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
    told: tuple[tuple[Words, ...], ...]
    deeper: Stem | None = None
    deeper_option: str = ""
    """The option that takes the deeper beginning along."""
    gone: tuple[int, ...] = ()
    """The seats of who left for good."""
    parted: bool = False
    """Whether somebody left during this very step, or brought it about by leaving."""
    picks: tuple[Words, ...] = ()
    """The words of which one may be picked, in the order of their numbers."""
    tells: bool = False
    """Whether this is where the story is told: what is said here is a piece of it."""
    closes: bool = False
    """Whether this is the question what shall stay."""
    tells_on: bool = False
    """Whether more of the same story can follow, so that the rest of a long text has a place."""
    mirrors: bool = False
    """Whether words are given back here."""
    gathering: Gathering | None = None
    """What people come together for here, where everyone says "ready"."""


def seen_by(script: Script, state: State, seat: int, *, times: Collection[str] = EVERY_TIME) -> Sight:
    """Give what a seat may see and do. Only beginnings that speak from these `times` are offered."""
    step = script.step(state.step)
    part = part_of(script, state, seat)
    turn = step.who in (EVERYONE, part)
    live = not (state.ended or state.paused or state.left or seat in state.gone)
    acts = turn and live and not answered(state, seat)
    topic = _topic(state)
    deeper, deeper_option = _deeper(script, step, state, times=times) if acts else (None, "")
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
        field=_field(step, state, times=times) if acts else None,
        options=_options(script, step, state, turn=turn) if acts or (live and not turn) else (),
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
        told=state.told,
        deeper=deeper,
        deeper_option=deeper_option,
        gone=state.gone,
        parted=bool(state.gone) and state.entered <= state.gone_at,
        picks=laid(state, step.picks) if acts and step.picks else (),
        tells=step.kind is Kind.SAY and step.slot is Slot.PIECE,
        closes=step.id == script.closing,
        tells_on=step.kind is Kind.SAY and step.slot is Slot.PIECE and step.id in script.told_on,
        mirrors=step.kind is Kind.SAY and step.slot is Slot.MIRROR,
        gathering=gathering_at(step, script),
    )


def named(sentence: str, names: Sequence[str], *, speaker: int, seat: int, gone: Collection[int] = ()) -> str:
    """Put the people's names into a sentence of the script, as this seat reads it."""
    there = [each for each in range(len(names)) if each not in gone]
    others = [names[each] for each in there if each != seat]
    after = sorted(
        there, key=lambda each: (each - speaker - 1) % len(names)
    )  # whose turn to listen it is, in order
    listener = names[after[0]] if after else names[speaker]
    return sentence.format(speaker=names[speaker], listener=listener, other=_listed(others))


def _listed(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _topic(state: State) -> Words | None:
    tables = (*state.told, state.table)
    return next((words for table in tables for words in reversed(table) if words.slot is Slot.TOPIC), None)


def _field(step: Step, state: State, *, times: Collection[str]) -> Field | None:
    if step.kind not in (Kind.SAY, Kind.EACH, Kind.FEEL, Kind.FITS):
        return None
    return Field(
        stems=_stems(step, state, times=times),
        limit=step.limit,
        good=step.good,
        optional=step.optional,
        aloud=step.aloud,
        most=step.most,
    )


def _stems(step: Step, state: State, *, times: Collection[str]) -> tuple[Stem, ...]:
    """Give the stems; of those for pieces, the ones not used yet come first, so that what fits next is in reach."""
    used = {words.stem for words in state.table} if step.gives is Slot.PIECE else set()
    stems = step.stems_after_change if state.half > 1 and step.stems_after_change else step.stems
    fitting = (stem for stem in stems if stem.time in times)
    return tuple(sorted(fitting, key=lambda stem: stem.say in used))


def _deeper(script: Script, step: Step, state: State, *, times: Collection[str]) -> tuple[Stem | None, str]:
    """Find the one deeper beginning to hold out where a choice leads on to more words of the same person."""
    if step.kind is not Kind.CHOOSE or len(laid(state, Slot.PIECE)) < PIECES_BEFORE_DEEPER:
        return None, ""
    used = {words.stem for words in state.table}
    for option in step.options:
        ahead = script.by_id.get(option.to)
        if ahead is None or ahead.who != step.who or not _leads_on(option):
            continue
        for stem in _stems(ahead, state, times=times):
            if stem.deeper and stem.say not in used:
                return stem, option.id
    return None, ""


def _leads_on(option: Option) -> bool:
    return option.words == "no" and not (option.drops or option.swap)


def _options(script: Script, step: Step, state: State, *, turn: bool) -> tuple[Option, ...]:
    offered = step.options if turn else step.meanwhile
    return tuple(option for option in offered if is_open(script, state, option))


def _shown(step: Step, state: State, *, turn: bool) -> tuple[Shown, ...]:
    asked = step.shows if turn else step.waits_shows
    return tuple(Shown(what, words) for what in asked if (words := _on_table(state, what)))


def _on_table(state: State, what: str) -> tuple[Words, ...]:
    if what in ALL_OF:
        return laid(state, ALL_OF[what])
    if what in ALL_OF_THEM:
        return laid(state, Slot(what))
    last = latest(state, Slot(what))
    return (last,) if last else ()


def last_offered(state: State) -> int | None:
    """Give the seat whose last words nobody has answered yet, as far as they can be taken back."""
    return None if _rests(state) or state.before is None else state.offered_by


def _rests(state: State) -> bool:
    return bool(state.ended or state.paused or state.left)


def _may_take_back(state: State, seat: int) -> bool:
    if _rests(state):
        return False
    if state.before is None:
        return answered(state, seat)
    return state.offered_by == seat
