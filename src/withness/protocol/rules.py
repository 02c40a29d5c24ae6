"""What may be done now, and by whom: `decide` checks one move in a fixed order and answers with a value."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from withness.protocol.fold import picked
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
from withness.protocol.script import ASKER, EVERYONE, Kind, Option, Script, Slot, Step
from withness.protocol.state import PaceWish, State, answered, is_open, latest, part_of, present

SHORTEST_PAUSE, LONGEST_PAUSE = 20, 24 * 60
"""Minutes. A flooded body needs twenty minutes and more; a promise over a day is another dialogue (practice 1.5)."""
A_LITTLE_LONGER = 10
"""Minutes by which a pause may be made longer, three times in a row; then it takes another day (design 7.2)."""
LONGER_AT_MOST = 3
MOST_ADDED = 2
"""Feelings that may be added to those that fit (design 7.2, state 12)."""
LONGEST_FEELING = 40
LONGEST_NOTE = 80
LONGEST_TOPIC = 120
MOST_BLOCKS = 12
"""Pieces in one letter; each of them may be as long as a piece."""


class Reason(StrEnum):
    """Why a move is refused. The glass says it in words; the typed text always stays."""

    ENDED = "It has closed. Nothing more can be added."
    PAUSED = "There is a pause right now. Your words are kept."
    RESTING = "It rests right now. Your words are kept."
    NOT_YOUR_TURN = "It is not your turn yet. Your words are kept."
    ALREADY = "You have answered already."
    NOT_HERE = "That does not belong to this step. Your words are kept."
    UNKNOWN_OPTION = "That is not one of the choices here."
    EMPTY = "There are no words yet. Write a line, or say it aloud."
    TOO_LONG = "That is a lot to carry at once. Shorten it, or offer the first part."
    NO_FEELING = "Choose at least one feeling, or write your own."
    NOTHING_FITS = "Tick what fits, or say it aloud. If none of them is true, press “None of these”."
    TOO_MANY = "That is one feeling too many. Keep the ones that matter most."
    NOTHING_TO_TAKE_BACK = "There is nothing to take back."
    BEGUN = "It has begun to be answered, so it stays."
    PAUSE_LENGTH = "A pause is from 20 minutes to 24 hours."
    LONGER_ENOUGH = "The pause was made longer three times. Choose a time on another day."
    NOT_PAUSED = "There is no pause right now."
    NOT_YOUR_PAUSE = "The one who asked for the pause ends it."
    STILL_AWAY = "It rests until the one who stopped is back."
    GONE = "You have left this circle. What was said while you were there can still be read."
    SAME_PACE = "That is how you are talking already."
    NOT_THIS_PACE = "This dialogue is not made for that. It can be held as it is."
    ALREADY_WISHED = "You have said so already."
    TOO_MANY_PIECES = "That is more than one letter can carry. Keep some for the next one."


class Accepted(Struct, frozen=True):
    """The move may be written down."""

    seat: int
    move: Move


class Refused(Struct, frozen=True):
    """The move may not be written down, and why."""

    reason: Reason


Decision = Accepted | Refused


def decide(
    script: Script, state: State, seat: int, move: Move, *, answering: frozenset[int] = frozenset()
) -> Decision:
    """Tell whether a seat may make this move now. `answering` are the seats that have begun to write an answer."""
    reason = _refusal(script, state, seat, move, answering)
    return Refused(reason) if reason else Accepted(seat, move)


def _refusal(script: Script, state: State, seat: int, move: Move, answering: frozenset[int]) -> Reason | None:
    if state.ended:
        return Reason.ENDED
    if seat in state.gone:
        return Reason.GONE
    if isinstance(move, Depart):
        return None if len(present(state)) > 1 else Reason.NOT_HERE
    if isinstance(move, Begin):
        return _against_begin(script, state, seat, move)
    if isinstance(move, Pause | Resume | Leave | Close | ChangePace):
        return _against_always(script, state, seat, move)
    if state.left:
        return Reason.RESTING
    if state.paused:
        return Reason.PAUSED
    if isinstance(move, TakeBack):
        return _against_take_back(state, seat, answering)
    return _against_step(script, state, seat, move)


def _against_always(
    script: Script, state: State, seat: int, move: Pause | Resume | Leave | Close | ChangePace
) -> Reason | None:
    match move:
        case Pause():
            return _against_pause(state, seat, move)
        case Resume():
            return _against_resume(state, seat)
        case Leave(note=note):
            return Reason.RESTING if state.left else Reason.TOO_LONG if len(note) > LONGEST_NOTE else None
        case Close():
            return Reason.NOT_HERE if state.step == script.closing and not _rests(state) else None
        case ChangePace():
            return _against_pace(script, state, PaceWish(seat, move.pace))


def _against_begin(script: Script, state: State, seat: int, move: Begin) -> Reason | None:
    """Whoever asked begins it, and tells first unless the script names another."""
    if state.seq or (script.first.who == ASKER and seat != state.speaker):
        return Reason.NOT_HERE
    return Reason.TOO_LONG if len(move.topic) > LONGEST_TOPIC else None


def _against_pace(script: Script, state: State, wish: PaceWish) -> Reason | None:
    """Tell what speaks against a pace. From one device people may always go apart; letters need a script for them."""
    if wish.pace == state.pace:
        return None if state.pace_wishes else Reason.SAME_PACE
    if script.paces and wish.pace is not Pace.LIVE and wish.pace not in script.paces:
        return Reason.NOT_THIS_PACE
    return Reason.ALREADY_WISHED if wish in state.pace_wishes else None


def _rests(state: State) -> bool:
    return bool(state.paused or state.left)


def _against_pause(state: State, seat: int, move: Pause) -> Reason | None:
    if state.left:
        return Reason.RESTING
    if state.paused is None:
        return None if SHORTEST_PAUSE <= move.minutes <= LONGEST_PAUSE else Reason.PAUSE_LENGTH
    if state.paused.seat != seat:
        return Reason.NOT_YOUR_PAUSE
    if not A_LITTLE_LONGER <= move.minutes <= LONGEST_PAUSE:
        return Reason.PAUSE_LENGTH
    another_time = state.paused.longer >= LONGER_AT_MOST and not is_another_day(move)
    return Reason.LONGER_ENOUGH if another_time else None


def is_another_day(move: Pause) -> bool:
    """Tell whether a pause is so long that it is a promise for another day, and no little longer."""
    return move.minutes >= LONGEST_PAUSE // 2


def _against_resume(state: State, seat: int) -> Reason | None:
    if state.left:
        return None if state.left.seat == seat else Reason.STILL_AWAY
    if state.paused:
        return None if state.paused.seat == seat else Reason.NOT_YOUR_PAUSE
    return Reason.NOT_PAUSED


def _against_take_back(state: State, seat: int, answering: frozenset[int]) -> Reason | None:
    if state.before is None:
        return None if answered(state, seat) else Reason.NOTHING_TO_TAKE_BACK
    if state.offered_by != seat:
        return Reason.NOTHING_TO_TAKE_BACK
    return Reason.BEGUN if answering - {seat} else None


def _against_step(script: Script, state: State, seat: int, move: Move) -> Reason | None:
    step = script.step(state.step)
    part = part_of(script, state, seat)
    acts = step.who in (EVERYONE, part)
    if isinstance(move, Choose):
        reason = _against_choice(script, state, seat, move, acts=acts)
        return reason or _against_beginning(script, step, part, move)
    if not acts:
        return Reason.NOT_YOUR_TURN
    if answered(state, seat):
        return Reason.ALREADY
    if isinstance(move, Ready):
        return None if step.kind is Kind.GATHER else Reason.NOT_HERE
    return _against_offer(step, state, move) if isinstance(move, Offer) else Reason.NOT_HERE


def _against_choice(script: Script, state: State, seat: int, move: Choose, *, acts: bool) -> Reason | None:
    step = script.step(state.step)
    if acts and picked(step, state, move.option):
        return Reason.NOT_HERE if move.text or move.stem or move.aloud else None
    option = step.option(move.option) if acts else step.aside(move.option)
    if option is None:
        return Reason.UNKNOWN_OPTION if acts else Reason.NOT_YOUR_TURN
    if step.kind is Kind.AGREE and answered(state, seat):
        return Reason.ALREADY
    if not is_open(script, state, option):
        return Reason.NOT_HERE
    return _against_option_words(option, step, move)


def _against_option_words(option: Option, step: Step, move: Choose) -> Reason | None:
    if (option.words == "no" and (move.text or move.aloud)) or (move.aloud and not step.aloud):
        return Reason.NOT_HERE
    if option.words == "required" and not (move.text.strip() or move.aloud):
        return Reason.EMPTY
    return Reason.TOO_LONG if len(move.text) > step.limit or len(move.stem) > LONGEST_NOTE else None


def _against_beginning(script: Script, step: Step, part: str, move: Choose) -> Reason | None:
    """A stem without words is taken along to the next step: it must be one of that step, and of the same person."""
    option = step.option(move.option) or step.aside(move.option)
    if option is None or option.words != "no" or not move.stem:
        return None
    ahead = script.by_id.get(option.to)
    known = {stem.say for stem in (*ahead.stems, *ahead.stems_after_change)} if ahead else set()
    return None if ahead and ahead.who == part and move.stem in known else Reason.NOT_HERE


def _against_offer(step: Step, state: State, move: Offer) -> Reason | None:
    match step.kind:
        case Kind.SAY | Kind.EACH:
            return _against_words(step, move)
        case Kind.FEEL:
            return _against_feelings(step, move)
        case Kind.FITS:
            return _against_fits(step, state, move)
        case _:
            return Reason.NOT_HERE


def _against_words(step: Step, move: Offer) -> Reason | None:
    if move.feelings or (move.aloud and not step.aloud):
        return Reason.NOT_HERE
    if not (move.text.strip() or move.aloud or step.optional):
        return Reason.EMPTY
    return _against_blocks(step, move)


def _against_blocks(step: Step, move: Offer) -> Reason | None:
    if len(move.blocks) >= MOST_BLOCKS:
        return Reason.TOO_MANY_PIECES
    if any(not block.strip() for block in move.blocks) or (
        move.blocks and (move.aloud or not move.text.strip())
    ):
        return Reason.EMPTY
    longest = max(map(len, (move.text, *move.blocks)))
    return Reason.TOO_LONG if longest > step.limit or len(move.stem) > LONGEST_NOTE else None


def _against_feelings(step: Step, move: Offer) -> Reason | None:
    if move.aloud and not step.aloud:
        return Reason.NOT_HERE
    if not (move.feelings or move.aloud):
        return Reason.NO_FEELING
    if len(move.feelings) > step.most:
        return Reason.TOO_MANY
    return _against_feeling_words(move)


def _against_fits(step: Step, state: State, move: Offer) -> Reason | None:
    if move.aloud and not step.aloud:
        return Reason.NOT_HERE
    if not (move.feelings or move.aloud):
        return Reason.NOTHING_FITS
    guessed = latest(state, Slot.FEELINGS)
    added = [each for each in move.feelings if guessed is None or each not in guessed.feelings]
    return Reason.TOO_MANY if len(added) > MOST_ADDED else _against_feeling_words(move)


def _against_feeling_words(move: Offer) -> Reason | None:
    if any(not each.strip() for each in move.feelings):
        return Reason.NO_FEELING
    if move.text or move.blocks or any(len(each) > LONGEST_FEELING for each in (*move.feelings, move.stem)):
        return Reason.TOO_LONG
    return None
