"""Ways through a deck by touch alone, walked beside the fold of the script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import msgspec

from withness.protocol.deck import Button, Deck, deck_of, move_for, place_in
from withness.protocol.fold import evolve
from withness.protocol.moves import Begin, Depart, Pace
from withness.protocol.rules import Accepted, decide
from withness.protocol.script import EVERYONE, Kind, Script
from withness.protocol.state import State, answered, begin, part_of, present


class Touched(NamedTuple):
    """One touch: whose half, what it stands for, and the state before and after."""

    before: State
    seat: int
    act: str
    after: State


def beginning(script: Script, *, seats: int = 0) -> State:
    """Where people begin to talk in the room."""
    return evolve(script, begin(script, seats=max(2, seats, script.people[0])), 0, Begin(pace=Pace.ROOM))


def stroll(
    script: Script, deck: Deck, *, chance: Random | None, longest: int, start: State | None = None
) -> Iterator[Touched]:
    """Touch one button after the other, by chance or the one touched least, until the end; each has to be accepted."""
    used: Counter[tuple[str, int, str]] = Counter()
    state = start or beginning(script)
    for _ in range(longest):
        if state.ended:
            return
        ways = touchable(script, deck, state)
        assert ways, state.step
        step = state.step
        seat, act = chance.choice(ways) if chance else min(ways, key=lambda way: used[step, *way])
        used[step, seat, act] += 1
        move = move_for(script.step(state.step), act)
        assert move is not None, (state.step, act)
        assert isinstance(decide(script, state, seat, move), Accepted), (state.step, act)
        after = evolve(script, state, seat, move)
        yield Touched(state, seat, act, after)
        state = after


def ways_after_a_leaving(circle: Script) -> Iterator[list[Touched]]:
    """Five people have begun; one of them leaves for good, and the others go on aloud."""
    deck = deck_of(circle)
    for seed in range(24):
        before = list(
            stroll(circle, deck, chance=Random(seed), longest=seed, start=beginning(circle, seats=5))
        )
        state = before[-1].after if before else beginning(circle, seats=5)
        left = state if state.ended else evolve(circle, state, seed % 5, Depart())
        if not left.ended:
            yield list(stroll(circle, deck, chance=Random(seed), longest=60, start=left))


def walk(name: str, way: list[Touched]) -> dict[str, object]:
    """The same way as the twin on a device is told of it."""
    return {
        "name": name,
        "start": msgspec.to_builtins(place_in(way[0].before)),
        "touches": [{"seat": each.seat, "act": each.act} for each in way],
        "places": [msgspec.to_builtins(place_in(each.after)) for each in way],
    }


def touchable(script: Script, deck: Deck, state: State) -> list[tuple[int, str]]:
    """Everything that can be touched now, in the order of the seats, the speaker's first."""
    card = deck.cards[state.step]
    ways = []
    for seat in present(state):
        part = part_of(script, state, seat)
        if answered(state, seat):
            continue
        ways += [(seat, b.act) for b in card.halves[part].buttons if is_open(script, deck, state, b)]
        if card.kind is Kind.EACH and card.who in (EVERYONE, part):
            break  # one after the other
    return ways


def is_open(script: Script, deck: Deck, state: State, button: Button) -> bool:
    """Tell whether a button has its place now, by what has been said."""
    said = [words.slot.value for words in state.table]
    if button.least:
        return said.count(deck.cards[state.step].picks) >= button.least
    if not (button.drops or button.up_to):
        return True
    there = said.count(script.step(button.to).slot.value)
    return there > 0 if button.drops else there < button.up_to
