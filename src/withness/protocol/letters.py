"""By letter nobody has to be there at once: what is taken as given, and what its author does not learn. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from withness.protocol.fold import evolve, fold
from withness.protocol.moves import ChangePace, Leave, Move, Offer, Pace, Pause, Ready, Resume
from withness.protocol.script import Kind, Script
from withness.protocol.state import State, answered, part_of, present

BESIDE = Pause | Resume | Leave | ChangePace
"""Moves that answer no letter: it stays unanswered behind them."""


def is_by_letter(script: Script, state: State) -> bool:
    """Tell whether what is to be said in this step goes as a letter: one person's words, at the slow pace."""
    return state.pace is Pace.LETTER and script.step(state.step).kind is Kind.SAY


def taken_as_there(script: Script, state: State) -> tuple[int, ...]:
    """Give the seats that a gathering need not wait for: by letter, nobody is asked to be there."""
    resting = state.ended or state.paused or state.left
    if resting or state.pace is not Pace.LETTER or script.step(state.step).kind is not Kind.GATHER:
        return ()
    return tuple(seat for seat in sorted(present(state)) if not answered(state, seat))


def with_gatherings(
    script: Script, state: State, seat: int, move: Move
) -> tuple[list[tuple[int, Move]], State]:
    """Give a move with the gatherings that pass by themselves after it, and the state they lead to."""
    moves, after = [(seat, move)], evolve(script, state, seat, move)
    while there := taken_as_there(script, after):
        for each in there:
            moves.append((each, Ready()))
            after = evolve(script, after, each, Ready())
    return moves, after


def unanswered(script: Script, start: State, moves: Sequence[tuple[int, Move]]) -> tuple[int, ...]:
    """Find the letter that was opened and not answered yet, with the gatherings it led through: their indexes."""
    state, found = start, list[int]()
    for index, (seat, move) in enumerate(moves):
        after = evolve(script, state, seat, move)
        if isinstance(move, Offer) and is_by_letter(script, state):
            found = [index]
        elif found and isinstance(move, Ready):
            found.append(index)
        elif after.pace is not Pace.LETTER or not isinstance(move, BESIDE):
            found = []
        state = after
    return tuple(found)


class Unanswered(Struct, frozen=True):
    """An opened letter that waits for its answer, as one seat may know it; `state` is where things stand for them.

    Whoever wrote it does not learn that it was opened: for them it is `mine`, and `state` is the one before it.
    """

    state: State
    mine: Offer | None = None
    theirs: Offer | None = None
    author: int = -1


def as_known_to(
    seat: int, script: Script, *, start: State, moves: Sequence[tuple[int, Move]], state: State
) -> Unanswered:
    """Tell what a seat may know; `state` is what all the moves lead to.

    Where an author would have to go on alone, they learn that the letter was opened: else everything stood still.
    """
    found = unanswered(script, start, moves) if state.pace is Pace.LETTER and not state.ended else ()
    author, letter = moves[found[0]] if found else (-1, None)
    if not isinstance(letter, Offer):
        return Unanswered(state)
    if author != seat:
        return Unanswered(state, theirs=letter, author=author)
    if script.step(state.step).who == part_of(script, state, seat):
        return Unanswered(state)
    before = (each for index, each in enumerate(moves) if index not in found)
    return Unanswered(fold(script, before, start), mine=letter, author=author)
