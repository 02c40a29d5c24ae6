"""What holds in every dialogue, whatever two people try and in whatever order."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from protocol.walks import SCRIPTS, WHOLE, Tries, any_move, offered, options, reached, states, tries, walked, way

from withness.protocol.fold import SET_ASIDE, evolve, fold
from withness.protocol.moves import (
    Choose,
    Close,
    Leave,
    Move,
    Offer,
    Pause,
    Ready,
    Resume,
    TakeBack,
    decode,
    encode,
    without_words,
)
from withness.protocol.rules import Accepted, decide
from withness.protocol.script import COME_BACK, Kind, Script, Slot, Step
from withness.protocol.sight import Sight, seen_by
from withness.protocol.state import State, part_of
from withness.scripts import script_named

engine = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))

scripts = st.sampled_from([script.script for script in SCRIPTS])
BOTH = (0, 1)


def accepts(script: Script, state: State, seat: int, move: Move) -> bool:
    return isinstance(decide(script, state, seat, move), Accepted)


def live(state: State) -> bool:
    return not (state.ended or state.paused or state.left)


def test_the_ways_that_are_tried_lead_everywhere() -> None:
    """The properties below are worth what the ways are worth: they come to every step of every dialogue."""
    for script in SCRIPTS:
        been = {after.step for seed in range(250) for *_, after in walked(script, way(seed, 120))}
        assert {step.id for step in script.steps} - been <= {script.start}


@engine
@given(scripts, tries(), st.integers(2, 4))
def test_nobody_moves_out_of_turn(name: str, tried: Tries, seats: int) -> None:
    script = script_named(name)
    for before, seat, move, _ in walked(script, tried, seats=seats):
        step = script.step(before.step)
        mine = step.who in ("everyone", part_of(script, before, seat))
        if isinstance(move, Offer | Ready):
            assert mine
            assert all(answer.seat != seat for answer in before.answers)
        if isinstance(move, Choose):
            assert move.option in {each.id for each in (step.options if mine else step.meanwhile)}
            assert all(answer.seat != seat for answer in before.answers)
        if not isinstance(move, Pause | Resume | Leave | Close):
            assert live(before)


@engine
@given(scripts, tries(), st.integers(2, 4))
def test_there_is_one_speaker_and_everybody_has_a_part(name: str, tried: Tries, seats: int) -> None:
    script = script_named(name)
    state = reached(script, tried, seats=seats)
    parts = [part_of(script, state, seat) for seat in range(seats)]
    assert parts.count("speaker") == 1
    assert parts.count("listener") == seats - 1
    assert parts[state.speaker] == "speaker"
    swapped = [
        after.speaker for before, *_, after in walked(script, tried, seats=seats) if after.half > before.half
    ]
    assert swapped == [(half + 1) % seats for half in range(len(swapped))]


@engine
@given(scripts, tries(), st.integers(2, 4))
def test_somebody_may_always_move_until_it_has_ended(name: str, tried: Tries, seats: int) -> None:
    script = script_named(name)
    for state in states(script, tried, seats=seats):
        if state.ended:
            assert not any(accepts(script, state, seat, Resume()) for seat in range(seats))
            continue
        if not live(state):
            assert [accepts(script, state, seat, Resume()) for seat in range(seats)].count(True) == 1
            continue
        sights = [seen_by(script, state, seat) for seat in range(seats)]
        onward = [move for sight in sights for move in offered(sight) if not isinstance(move, TakeBack)]
        assert onward


@engine
@given(scripts, tries(), st.integers(2, 4))
def test_what_a_page_offers_is_accepted(name: str, tried: Tries, seats: int) -> None:
    script = script_named(name)
    for state in states(script, tried, seats=seats):
        for seat in range(seats):
            for move in offered(seen_by(script, state, seat)):
                assert accepts(script, state, seat, move), move


@engine
@given(scripts, tries(), st.sampled_from(BOTH), any_move)
def test_what_a_page_does_not_offer_is_refused(name: str, tried: Tries, seat: int, move: Move) -> None:
    script = script_named(name)
    for state in states(script, tried):
        anything = [move, Ready(), TakeBack(), Offer("words"), Offer(feelings=("sad",))]
        anything += [Choose(option, text) for option in options for text in ("", "words")]
        for each in anything:
            if accepts(script, state, seat, each):
                _must_be_offered(seen_by(script, state, seat), each)


def _must_be_offered(sight: Sight, move: Move) -> None:
    match move:
        case Choose():
            assert move.option in {option.id for option in sight.options}
        case Offer():
            assert sight.field
        case Ready():
            assert sight.acts
            assert sight.kind is Kind.GATHER
        case TakeBack():
            assert sight.may_take_back


@engine
@given(scripts, tries(), st.integers(0, 60))
def test_folding_all_is_folding_a_part_and_going_on(name: str, tried: Tries, cut: int) -> None:
    script = script_named(name)
    log = [(seat, move) for _, seat, move, _ in walked(script, tried)]
    whole = fold(script, log)
    assert fold(script, log[cut:], fold(script, log[:cut])) == whole
    assert whole == reached(script, tried)
    assert whole.seq == len(log)


@engine
@given(scripts, tries())
def test_a_move_survives_being_written_down(name: str, tried: Tries) -> None:
    script = script_named(name)
    for _, _, move, _ in walked(script, tried):
        assert decode(encode(move)) == move


class Secrets:
    """An independent bookkeeping of whose words are whose, and which of them nobody else may see now."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.owner: dict[str, int] = {}
        self.hidden: set[str] = set()
        self.since_piece: list[list[str]] = []
        self.last: list[str] = []

    def take(self, before: State, seat: int, move: Move, after: State) -> None:
        step = self.script.step(before.step)
        said = [move.text, *getattr(move, "feelings", ())] if isinstance(move, Offer | Choose) else []
        tokens = [each for each in said if each.startswith("t") and each.endswith("t") and len(each) > 2]
        self.owner |= dict.fromkeys(tokens, seat)
        if isinstance(move, TakeBack):
            mine = [token for token, owner in self.owner.items() if owner == seat]
            given = mine[-1:] if step.kind is Kind.EACH else self.last
            self.hidden |= set(given if step.kind is Kind.EACH or before.before else [])
        elif isinstance(move, Offer | Choose):
            self._choice(step, before, seat, move, tokens)
            self.last = tokens
        if step.kind is Kind.EACH and isinstance(move, Offer):
            self.hidden |= set(tokens)
            if after.step != before.step:
                self.hidden -= {words.text for words in after.table}

    def _choice(self, step: Step, before: State, seat: int, move: Offer | Choose, tokens: list[str]) -> None:
        acts = step.who == part_of(self.script, before, seat)
        option = None
        if isinstance(move, Choose):
            option = step.option(move.option) if acts else step.aside(move.option)
        if option is not None and option.drops:
            self.hidden |= set(self.since_piece.pop())
        gives = option.gives if isinstance(move, Choose) and option else step.slot
        if (
            gives == Slot.PIECE
            and step.kind in (Kind.SAY, Kind.CHOOSE)
            and (tokens or isinstance(move, Offer))
        ):
            self.since_piece.append([])
        if self.since_piece:
            self.since_piece[-1] += tokens


@engine
@given(scripts, tries(), st.integers(2, 4))
def test_what_was_taken_back_dropped_or_not_yet_revealed_is_in_nobody_elses_sight(
    name: str, tried: Tries, seats: int
) -> None:
    script = script_named(name)
    secrets = Secrets(script)
    pieces: list[list[list[str]]] = []
    for before, seat, move, after in walked(script, tried, seats=seats):
        if isinstance(move, TakeBack) and pieces and before.before is not None:
            secrets.since_piece = pieces.pop()
        elif isinstance(move, Offer | Choose):
            pieces.append([list(each) for each in secrets.since_piece])
        secrets.take(before, seat, move, after)
        for other in range(seats):
            page = msgspec.json.encode(seen_by(script, after, other)).decode()
            leaked = [
                token for token in secrets.hidden if secrets.owner[token] != other and f'"{token}"' in page
            ]
            assert not leaked, (other, move, leaked)


@engine
@given(scripts, tries())
def test_a_piece_that_is_asked_for_smaller_or_anew_goes_back_to_the_one_who_said_it(
    name: str, tried: Tries
) -> None:
    script = script_named(name)
    for before, _, move, after in walked(script, tried):
        if isinstance(move, Choose) and move.option in ("smaller", "again"):
            piece = [words for words in before.table if words.slot == Slot.PIECE][-1]
            assert seen_by(script, after, piece.seat).returned == piece
            assert seen_by(script, after, 1 - piece.seat).returned is None


@engine
@given(scripts, tries())
def test_a_private_choice_shows_nothing_of_itself_to_the_other(name: str, tried: Tries) -> None:
    script = script_named(name)
    for before, seat, move, _ in walked(script, tried):
        step = script.step(before.step)
        if step.kind is Kind.AGREE and isinstance(move, Choose) and not before.answers:
            pages = {
                msgspec.json.encode(
                    seen_by(script, evolve(script, before, seat, Choose(option.id)), 1 - seat)
                )
                for option in step.options
            }
            assert len(pages) == 1
            mine, theirs = step.options[0].id, step.options[-1].id
            ways = (((seat, mine), (1 - seat, theirs)), ((seat, theirs), (1 - seat, mine)))
            ends = [fold(script, [(who, Choose(what)) for who, what in way], before) for way in ways]
            assert [seen_by(script, end, 0) for end in ends[:1]] == [
                seen_by(script, end, 0) for end in ends[1:]
            ]


@engine
@given(scripts, tries(), st.sampled_from(BOTH))
def test_of_the_private_choices_the_one_listed_first_counts(name: str, tried: Tries, first: int) -> None:
    script = script_named(name)
    for state in states(script, tried):
        step = script.step(state.step)
        if not live(state) or step.kind is not Kind.AGREE or state.answers:
            continue
        for one in step.options:
            for two in step.options:
                end = fold(script, [(first, Choose(one.id)), (1 - first, Choose(two.id))], state)
                counts = min(one, two, key=step.options.index)
                assert end.outcome == counts.end
                assert counts.end or end.step == counts.to


@engine
@given(scripts, tries(), st.integers(2, 4))
def test_words_belong_to_the_one_who_offered_them(name: str, tried: Tries, seats: int) -> None:
    script = script_named(name)
    owner: dict[str, int] = {}
    for _, seat, move, after in walked(script, tried, seats=seats):
        if isinstance(move, Offer | Choose):
            for each in (move.text, *getattr(move, "feelings", ())):
                if each.startswith("t") and each.endswith("t"):
                    owner[each] = seat
        for words in (*after.table, *(each for table in after.told for each in table)):
            for each in (words.text, *words.feelings):
                assert owner.get(each, words.seat) == words.seat


@engine
@given(scripts, tries(), st.sampled_from(BOTH))
def test_pausing_and_leaving_are_open_at_every_step_and_lead_back_to_it(
    name: str, tried: Tries, seat: int
) -> None:
    script = script_named(name)
    for state in states(script, tried):
        if state.ended:
            continue
        if state.left:
            assert accepts(script, state, state.left.seat, Resume())
            continue
        assert accepts(script, state, seat, Leave())
        assert accepts(script, state, seat, Close()) or state.step == script.closing
        stops: list[Move] = [Leave(), Pause(20)] if not state.paused else []
        for stop in stops:
            assert accepts(script, state, seat, stop)
            stopped = evolve(script, state, seat, stop)
            assert not accepts(script, stopped, 1 - seat, Resume())
            for who in BOTH:
                for move in offered(seen_by(script, state, who)):
                    assert not accepts(script, stopped, who, move)
            assert accepts(script, stopped, seat, Resume())
            assert replace(evolve(script, stopped, seat, Resume()), seq=state.seq) == state


@engine
@given(scripts, tries())
def test_closing_gently_leads_to_what_shall_stay_in_one_move(name: str, tried: Tries) -> None:
    script = script_named(name)
    for state in states(script, tried):
        for seat in BOTH:
            if accepts(script, state, seat, Close()):
                closed = evolve(script, state, seat, Close())
                assert closed.outcome == SET_ASIDE or (closed.step == script.closing and live(closed))


@engine
@given(scripts, tries())
def test_what_was_just_offered_can_be_taken_back_and_leaves_no_trace(name: str, tried: Tries) -> None:
    script = script_named(name)
    for before, seat, move, after in walked(script, tried):
        if not seen_by(script, after, seat).may_take_back or not isinstance(move, Offer | Choose | Ready):
            continue
        back = evolve(script, after, seat, TakeBack())
        assert (back.step, back.half, back.speaker, back.table) == (
            before.step,
            before.half,
            before.speaker,
            before.table,
        )
        assert all(answer.seat != seat for answer in back.answers)
        wiped = fold(script, [(seat, without_words(move)), (seat, TakeBack())], before)
        assert replace(wiped, returned=None) == replace(back, returned=None)


def _steps_to_an_end(script: Script) -> dict[tuple[str, str], int]:
    """How many moves the people need from each (step, step to come back to) if they want to end."""
    far: dict[tuple[str, str], int] = {}
    backs = {"", *(option.come_back for step in script.steps for option in step.options)}
    for _ in range(len(script.steps) * len(backs) + 1):
        for step in script.steps:
            for back in backs:
                ways = [0 for option in step.options if option.end]
                ways += [far[there] + 1 for there in _onward(step, back) if there in far]
                if ways:
                    far[step.id, back] = min(ways)
    return far


def _onward(step: Step, back: str) -> list[tuple[str, str]]:
    ways = [(step.to, back)] if step.to else []
    for option in step.options:
        if option.to == COME_BACK:
            ways.append((back or option.otherwise, ""))
        elif option.to:
            ways.append((option.to, option.come_back or back))
    return ways


DISTANCES = {script.script: _steps_to_an_end(script) for script in SCRIPTS}


def _together(script: Script, state: State, seat: int) -> list[int]:
    """Everyone who has yet to move, if the step takes everyone; else the one who moves."""
    if script.step(state.step).who != "everyone":
        return [seat]
    return [who for who in range(state.seats) if all(answer.seat != who for answer in state.answers)]


def _best(script: Script, state: State) -> tuple[int, Move]:
    """The move that leads nearer to an end, made by whoever may make it."""
    far = DISTANCES[script.script]
    ways: list[tuple[int, int, int, Move]] = []
    for seat in range(state.seats):
        for index, move in enumerate(offered(seen_by(script, state, seat))):
            if isinstance(move, TakeBack) or (isinstance(move, Choose) and move.stem):
                continue
            trial = state
            for who in _together(script, state, seat):
                trial = evolve(script, trial, who, move)
            there = -1 if trial.ended else far[trial.step, trial.come_back]
            ways.append((there, seat, index, move))
    _, seat, _, move = min(ways, key=lambda each: each[:3])
    return seat, move


@engine
@given(scripts, tries())
def test_every_loop_ends_when_the_people_want_it_to(name: str, tried: Tries) -> None:
    script = script_named(name)
    state = reached(script, tried)
    if state.paused or state.left:
        state = evolve(script, state, (state.paused or state.left).seat, Resume())  # type: ignore[union-attr]  # one of them is there
    state = replace(state, answers=()) if script.step(state.step).kind is Kind.AGREE else state
    moves = 0
    while not state.ended:
        state = evolve(script, state, *_best(script, state))
        moves += 1
        assert moves <= 2 * len(script.steps)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.script)
def test_one_deeper_beginning_is_held_out_and_only_after_two_pieces(script: Script) -> None:
    held = 0

    @engine
    @given(tries())
    def check(tried: Tries) -> None:
        nonlocal held
        for _, _, _, after in walked(script, tried):
            for seat in BOTH:
                deeper = seen_by(script, after, seat).deeper
                if deeper:
                    held += 1
                    assert deeper.deeper
                    assert len([words for words in after.table if words.slot == Slot.PIECE]) >= 2
                    assert deeper.say not in {words.stem for words in after.table}
                    assert part_of(script, after, seat) == "speaker"

    check()
    assert (held > 0) == any(stem.deeper for step in script.steps for stem in step.stems)


def test_a_beginning_reaches_nobody_but_the_one_who_chose_it() -> None:
    """A stem is typed by the page, but a request may carry anything: it must be one of the step that follows."""
    state = fold(
        WHOLE,
        [(0, Offer("Money")), (1, Choose("now")), (0, Ready()), (1, Ready()), (0, Ready()), (1, Ready())],
    )
    state = evolve(WHOLE, state, 0, Offer("One thing."))
    assert not accepts(WHOLE, state, 1, Choose("smaller", stem="What I feel is"))
    state = fold(WHOLE, [(1, Offer("One thing.")), (0, Choose("got_it"))], state)
    assert not accepts(WHOLE, state, 0, Choose("more", stem="You never"))
    assert accepts(WHOLE, state, 0, Choose("more", stem="What I feel is"))
