"""Whose words are whose, and that nobody sees what is taken back, dropped, private or not yet revealed."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from protocol.walks import (
    BOTH,
    WHOLE,
    Tries,
    accepts,
    engine,
    live,
    script_names,
    states,
    tries,
    walked,
)
from withness.protocol.fold import evolve, fold
from withness.protocol.moves import (
    Begin,
    Choose,
    Move,
    Offer,
    Ready,
    TakeBack,
    without_words,
)
from withness.protocol.script import Kind, Script, Slot, Step
from withness.protocol.sight import seen_by
from withness.protocol.state import State, part_of
from withness.scripts import script_named


class Secrets:
    """An independent bookkeeping of whose words are whose, and which of them nobody else may see now."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.owner: dict[str, int] = {}
        self.hidden: set[str] = set()
        self.laid: list[tuple[Slot | None, list[str]]] = []
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
            slot = self.script.step(option.to).slot
            last = max(index for index, (what, _) in enumerate(self.laid) if what == slot)
            self.hidden |= {token for _, dropped in self.laid[last:] for token in dropped}
            del self.laid[last:]
        gives = option.gives if isinstance(move, Choose) and option else step.slot
        if tokens or isinstance(move, Offer):
            self.laid.append((gives, tokens))


@engine
@given(script_names, tries(), st.integers(2, 8))
def test_what_was_taken_back_dropped_or_not_yet_revealed_is_in_nobody_elses_sight(
    name: str, tried: Tries, seats: int
) -> None:
    script = script_named(name)
    secrets = Secrets(script)
    earlier: list[list[tuple[Slot | None, list[str]]]] = []
    for before, seat, move, after in walked(script, tried, seats=seats):
        if isinstance(move, TakeBack) and earlier and before.before is not None:
            secrets.laid = earlier.pop()
        elif isinstance(move, Offer | Choose):
            earlier.append(list(secrets.laid))
        secrets.take(before, seat, move, after)
        for other in range(seats):
            page = msgspec.json.encode(seen_by(script, after, other)).decode()
            leaked = [
                token for token in secrets.hidden if secrets.owner[token] != other and f'"{token}"' in page
            ]
            assert not leaked, (other, move, leaked)


@engine
@given(script_names, tries())
def test_what_is_asked_for_smaller_or_anew_goes_back_to_the_one_who_said_it(name: str, tried: Tries) -> None:
    script = script_named(name)
    for before, _, move, after in walked(script, tried):
        option = script.step(before.step).option(move.option) if isinstance(move, Choose) else None
        if option is not None and option.drops:
            words = [words for words in before.table if words.slot == script.step(option.to).slot][-1]
            assert seen_by(script, after, words.seat).returned == words
            assert seen_by(script, after, 1 - words.seat).returned is None


@engine
@given(script_names, tries())
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
@given(script_names, tries(), st.sampled_from(BOTH))
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
@given(script_names, tries(), st.integers(2, 8))
def test_words_belong_to_the_one_who_offered_them(name: str, tried: Tries, seats: int) -> None:
    script = script_named(name)
    owner: dict[str, int] = {}
    for _, seat, move, after in walked(script, tried, seats=seats):
        if isinstance(move, Offer | Choose):
            for each in (move.text, *getattr(move, "feelings", ())):
                if each.startswith("t") and each.endswith("t"):
                    owner[each] = seat
        for words in (*after.table, *(each for table in after.told for each in table)):
            picked = (
                words.step and script.step(words.step).kind is Kind.PICK
            )  # given on, in the other's words
            for each in (words.text, *words.feelings):
                assert picked or owner.get(each, words.seat) == words.seat


@engine
@given(script_names, tries())
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


def test_a_beginning_reaches_nobody_but_the_one_who_chose_it() -> None:
    """A stem is typed by the page, but a request may carry anything: it must be one of the step that follows."""
    state = fold(
        WHOLE,
        [(0, Begin("Money")), (0, Ready()), (1, Ready()), (0, Ready()), (1, Ready())],
    )
    state = evolve(WHOLE, state, 0, Offer("One thing."))
    assert not accepts(WHOLE, state, 1, Choose("smaller", stem="What I feel is"))
    state = fold(WHOLE, [(1, Offer("One thing.")), (0, Choose("got_it"))], state)
    assert not accepts(WHOLE, state, 0, Choose("more", stem="You never"))
    assert accepts(WHOLE, state, 0, Choose("more", stem="What I feel is"))
