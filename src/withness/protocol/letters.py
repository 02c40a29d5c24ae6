"""By letter nobody has to be there at once: what is taken as given, and what its author does not learn. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from withness.protocol.fold import evolve
from withness.protocol.moves import ChangePace, Leave, Move, Offer, Pace, Pause, Ready, Resume
from withness.protocol.script import Kind, Script
from withness.protocol.state import State, answered, part_of

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
    return tuple(seat for seat in range(state.seats) if not answered(state, seat))


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


def as_known_to(
    script: Script, start: State, moves: Sequence[tuple[int, Move]], seat: int
) -> tuple[list[tuple[int, Move]], int | None]:
    """Give the moves as a seat may know them, and the index of its own letter that was opened, if that is left out.

    Whoever wrote a letter does not learn that it was opened before it is answered. Where its author would have to go
    on alone, nothing is left out: the dialogue would stand still.
    """
    found = unanswered(script, start, moves)
    if not found or moves[found[0]][0] != seat:
        return list(moves), None
    state = start
    for each, move in moves:
        state = evolve(script, state, each, move)
    if script.step(state.step).who == part_of(script, state, seat):
        return list(moves), None
    return [each for index, each in enumerate(moves) if index not in found], found[0]
