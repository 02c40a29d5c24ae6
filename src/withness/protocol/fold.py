"""From moves to a state: `evolve` takes one accepted move, `fold` takes them all."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from withness.protocol.moves import (
    Begin,
    ChangePace,
    Choose,
    Close,
    Depart,
    Leave,
    Move,
    Offer,
    Pace,
    Pause,
    Ready,
    Resume,
    TakeBack,
)
from withness.protocol.outcomes import SET_ASIDE
from withness.protocol.script import COME_BACK, EVERYONE, TOGETHER, Kind, Option, Script, Slot, Step
from withness.protocol.state import (
    Answer,
    Left,
    PaceWish,
    Paused,
    State,
    Words,
    acting_in,
    all_have_told,
    begin,
    laid,
    next_of,
    part_of,
    present,
)

PICK_SIGN = "#"
"""What a choice begins with that picks words from the table instead of an option of the script."""
FEWEST = 2
"""With fewer people nobody is left to talk with."""


def fold(script: Script, moves: Iterable[tuple[int, Move]], state: State | None = None) -> State:
    """Arrive at where the dialogue stands after these (seat, move) pairs, from the beginning or from `state`."""
    state = state or begin(script)
    for seat, move in moves:
        state = evolve(script, state, seat, move)
    return state


def evolve(script: Script, state: State, seat: int, move: Move) -> State:
    """Take one accepted move. Total for every move that `decide` accepts."""
    after = _evolved(script, state, seat, move)
    return replace(after, seq=state.seq + 1)


def _evolved(script: Script, state: State, seat: int, move: Move) -> State:
    match move:
        case Offer():
            return _offer(script, state, seat, move)
        case Choose():
            return _choose(script, state, seat, move)
        case Ready():
            return _gather(script, state, Answer(seat))
        case TakeBack():
            return _taken_back(state, seat)
        case Pause(until=until):
            longer = state.paused.longer + 1 if state.paused else 0
            return replace(state, paused=Paused(seat, until, longer))
        case Resume():
            return replace(state, paused=None, left=None)
        case Leave(note=note):
            return replace(state, left=Left(seat, note), paused=None)
        case Close():
            return _closing(script, state)
        case Begin():
            return _begun(script, state, seat, move)
        case ChangePace(pace=pace):
            return _wished(state, PaceWish(seat, pace))
        case Depart():
            return _departed(script, state, seat)


def _begun(script: Script, state: State, seat: int, move: Begin) -> State:
    topic = (Words(Slot.TOPIC, seat, move.topic),) if move.topic else ()
    return _enter(script, replace(state, table=topic, pace=move.pace), script.start)


def _wished(state: State, wish: PaceWish) -> State:
    """Slow down at once; come together once everybody wishes it; the present pace lets all wishes rest."""
    if wish.pace in (Pace.LETTER, state.pace):
        return replace(state, pace=wish.pace, pace_wishes=())
    wishes = (*(each for each in state.pace_wishes if each.seat != wish.seat), wish)
    together = len(wishes) == len(present(state)) and {each.pace for each in wishes} == {wish.pace}
    return replace(state, pace=wish.pace, pace_wishes=()) if together else replace(state, pace_wishes=wishes)


def _departed(script: Script, state: State, seat: int) -> State:
    """Go on without somebody where that is still possible; else close gently.

    It closes when the one who tells leaves in the middle of it, and when nobody is left to talk with. What they had
    given unseen stays unseen; a pause that was theirs is over.
    """
    gone = _without(state, seat)
    in_a_story = script.step(state.step).who != EVERYONE
    if len(present(gone)) < FEWEST or (in_a_story and seat == state.speaker):
        return _closing(script, gone)
    if seat == state.speaker and not _has_told(state):
        gone = replace(gone, speaker=next_of(gone))
    return _settled(script, gone)


def _without(state: State, seat: int) -> State:
    return replace(
        state,
        gone=(*state.gone, seat),
        gone_at=state.seq + 1,
        answers=tuple(answer for answer in state.answers if answer.seat != seat),
        returned=None if state.returned and state.returned.seat == seat else state.returned,
        paused=None if state.paused and state.paused.seat == seat else state.paused,
        left=None if state.left and state.left.seat == seat else state.left,
        pace_wishes=(),
        before=None,
    )


def _closing(script: Script, state: State) -> State:
    rested = replace(state, paused=None, left=None, before=None)
    if not has_begun(state):
        return replace(rested, outcome=SET_ASIDE)
    if state.step == script.closing:  # it rested there: choices made before stay
        return _settled(script, rested)
    return _enter(script, rested, script.closing)


def has_begun(state: State) -> bool:
    """Tell whether anything was told yet, beyond what it is to be about."""
    return bool(state.told) or _has_told(state)


def _has_told(state: State) -> bool:
    asking = (Slot.TOPIC, Slot.WHEN)
    return any(words.slot not in asking for words in state.table)


def _offer(script: Script, state: State, seat: int, move: Offer) -> State:
    step = script.step(state.step)
    words = Words(
        step.slot, seat, move.text, move.stem, move.aloud, move.feelings, step=state.step, blocks=move.blocks
    )
    if step.kind in TOGETHER:
        return _gather(script, state, Answer(seat, words))
    before = _bare(state)
    told = replace(state, table=(*state.table, words), returned=None, stem="", before=before, offered_by=seat)
    return _onward(script, told, step)


def _choose(script: Script, state: State, seat: int, move: Choose) -> State:
    step = script.step(state.step)
    if step.kind is Kind.AGREE:
        return _gather(script, state, Answer(seat, option=move.option, settles=move.settles))
    if (words := picked(step, state, move.option)) is not None:
        return _pick(script, state, seat, words)
    offered = step.options if part_of(script, state, seat) == step.who else step.meanwhile
    option = next(each for each in offered if each.id == move.option)  # decide lets no other through
    taken_along = move.stem if option.words == "no" else ""
    return _take(script, _with_words(state, seat, option, move), option, stem=taken_along)


def picked(step: Step, state: State, option: str) -> Words | None:
    """Find the words that are picked with this choice: "#2" is the second of those that lie there."""
    if step.picks is None or not option.startswith(PICK_SIGN) or step.option(option):
        return None
    there = {f"{PICK_SIGN}{number}": words for number, words in enumerate(laid(state, step.picks), start=1)}
    return there.get(option)


def _pick(script: Script, state: State, seat: int, words: Words) -> State:
    """Lay the picked words on the table once more, now as what the one who picked gives."""
    step = script.step(state.step)
    given = replace(words, slot=step.slot, seat=seat, step=step.id)
    table = (*state.table, given)
    return _onward(script, replace(state, table=table, before=_bare(state), offered_by=seat), step)


def _with_words(state: State, seat: int, option: Option, move: Choose) -> State:
    """Lay the option's words on the table. Where words could go with it, it can be taken back like words."""
    before = _bare(state) if option.words != "no" else None
    state = replace(state, before=before, offered_by=seat)
    text = option.says or move.text
    if not (option.gives and (text or move.aloud)):
        return state
    stem = move.stem or option.ask  # the question of the field is how the sentence begins
    words = Words(option.gives, seat, text, stem, move.aloud, step=state.step)
    return replace(state, table=(*state.table, words))


def _take(script: Script, state: State, option: Option, *, stem: str = "") -> State:
    if option.end:
        return replace(state, outcome=option.end, answers=(), before=None)
    state = _dropped(script, state, option) if option.drops else replace(state, rounds=0, returned=None)
    if option.after_all and all_have_told(state):
        return _enter(script, state, option.after_all)
    back = option.to == COME_BACK
    to = (state.come_back or option.otherwise) if back else option.to
    come_back = "" if back else (option.come_back or state.come_back)
    return _enter(script, replace(state, come_back=come_back, stem=stem), to, swap=option.swap)


def _dropped(script: Script, state: State, option: Option) -> State:
    """Take the last words of the step that follows, and what answered them, off the table to be said anew."""
    slot = script.step(option.to).slot
    last = max(index for index, words in enumerate(state.table) if words.slot == slot)
    return replace(
        state, table=state.table[:last], returned=state.table[last], rounds=state.rounds + 1, before=None
    )


def _gather(script: Script, state: State, answer: Answer) -> State:
    return _settled(script, replace(state, answers=(*state.answers, answer), before=None))


def _settled(script: Script, state: State) -> State:
    """Go on from a step of several people once all of them have answered."""
    step = script.step(state.step)
    acting = acting_in(script, state, step)
    if step.kind not in TOGETHER or len(state.answers) < len(acting) or not (acting or step.to):
        return state
    together = sorted(state.answers, key=lambda each: each.seat)
    if step.kind is Kind.AGREE:
        chosen = {each.option for each in together}
        counts = next(option for option in step.options if option.id in chosen)
        return _take(script, replace(state, before=None), counts)
    words = tuple(each.words for each in together if each.words and not _is_silence(each.words))
    return _onward(script, replace(state, table=(*state.table, *words), before=None), step)


def _is_silence(words: Words) -> bool:
    return not (words.text or words.aloud)


def _onward(script: Script, state: State, step: Step) -> State:
    """Go on from a step that is done: to the next one, or past it once all have told."""
    if step.after_all and all_have_told(state):
        return _enter(script, state, step.after_all)
    return _enter(script, state, step.to, swap=step.swap)


def _enter(script: Script, state: State, to: str, *, swap: bool = False) -> State:
    state = replace(state, step=to, entered=state.seq + 1, answers=())
    state = _changed_over(state) if swap else state
    step = script.step(to)
    if step.kind in TOGETHER and step.to and not acting_in(script, state, step):
        return _onward(script, state, step)  # nobody has that part: with two people nobody witnesses
    return state


def _changed_over(state: State) -> State:
    return replace(
        state,
        half=state.half + 1,
        speaker=next_of(state),
        tellers=(*state.tellers, state.speaker),
        told=(*state.told, state.table),
        table=(),
        come_back="",
        returned=None,
        before=None,
        rounds=0,
    )


def _taken_back(state: State, seat: int) -> State:
    if state.before is None:  # an answer that waits to be revealed
        kept = tuple(answer for answer in state.answers if answer.seat != seat)
        return replace(state, answers=kept)
    words = state.table[-1] if len(state.table) > len(state.before.table) else None
    return replace(
        state.before,
        entered=state.seq + 1,
        returned=words,
        paused=state.paused,
        left=state.left,
        pace=state.pace,
        pace_wishes=state.pace_wishes,
    )


def _bare(state: State) -> State:
    """Keep one step of return, not a chain of them."""
    return replace(state, before=None)
