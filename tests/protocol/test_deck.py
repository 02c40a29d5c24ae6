"""A deck leads where the script leads: every touch it offers is a move that is accepted, and nothing is typed."""

from __future__ import annotations

import re
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.strolls import stroll
from protocol.walks import SCRIPTS, engine
from withness.protocol.deck import Deck, deck_of, move_for, place_in, without_words, written
from withness.protocol.moves import Choose, Offer
from withness.protocol.script import EVERYONE, Kind, Script

DECKS = [(script, deck_of(script)) for script in SCRIPTS]
by_name = pytest.mark.parametrize(("script", "deck"), DECKS, ids=lambda one: getattr(one, "script", ""))


@engine
@given(st.sampled_from(DECKS), st.integers(0, 2**32))
def test_every_touch_that_is_offered_is_accepted_and_no_move_carries_a_word(
    both: tuple[Script, Deck], seed: int
) -> None:
    script, deck = both
    for touched in stroll(script, deck, chance=Random(seed), longest=80):
        move = move_for(script.step(touched.before.step), touched.act)
        assert not (isinstance(move, Offer | Choose) and (move.text or move.stem))
        assert touched.after.seq == touched.before.seq + 1
        assert place_in(touched.after).step in deck.cards


@by_name
def test_a_walk_that_always_takes_the_first_way_comes_to_the_end(script: Script, deck: Deck) -> None:
    way = list(stroll(script, deck, chance=None, longest=300))
    assert way[-1].after.outcome


@by_name
def test_each_half_has_words_and_whoever_acts_has_something_to_touch(script: Script, deck: Deck) -> None:
    for name, card in deck.cards.items():
        for part, half in card.halves.items():
            assert half.large or half.beginnings, (name, part)
            if card.who in (EVERYONE, part):
                assert 1 <= len([each for each in half.buttons if not each.least]) <= 4, (name, part)
        assert all(
            button.to in deck.cards or button.end or button.to == "come_back"
            for half in card.halves.values()
            for button in half.buttons
        )


@by_name
def test_nobody_is_told_of_themselves_by_name(script: Script, deck: Deck) -> None:
    """On one's own half stands "you" and "your", never one's own name, and never "you tells"."""
    for card in deck.cards.values():
        for part, me in zip(deck.parts, ("{speaker}", "{listener}"), strict=False):
            half = card.halves[part]
            told = (half.lead, half.large, half.note, half.after, *(button.label for button in half.buttons))
            for sentence in told:
                assert me not in sentence
                assert not re.search(r"\b[Yy]ou(’s| is| has| does| tells| says)\b", sentence), sentence


@by_name
def test_a_deck_without_words_offers_nothing_to_keep_but_the_day(script: Script, deck: Deck) -> None:
    bare = without_words(deck)
    ends = {button.end for half in bare.cards[deck.closing].halves.values() for button in half.buttons}
    assert ends <= {"let_go", "talked"}
    assert {name for name in deck.cards if deck.cards[name] != bare.cards[name]} <= {deck.closing}


@by_name
def test_asking_for_a_dialogue_is_no_part_of_the_deck(script: Script, deck: Deck) -> None:
    assert deck.begins == script.start
    assert not [name for name in deck.cards if name.startswith("ask")]


@by_name
def test_a_deck_is_small_and_is_read_back_as_it_was(script: Script, deck: Deck) -> None:
    assert msgspec.json.decode(written(deck), type=Deck) == deck
    assert len(written(deck)) < 20_000


@by_name
def test_where_two_may_differ_the_note_says_what_it_is_then(script: Script, deck: Deck) -> None:
    """Whatever is first among the options; "the upper one" is another one for whoever sits opposite."""
    for step in script.steps:
        if step.kind is Kind.AGREE and step.id in deck.cards and not step.room.note:
            half = deck.cards[step.id].halves[deck.parts[0]]
            assert half.note.endswith(f"If they differ, it is “{half.buttons[0].label}”."), step.id


def test_a_touch_of_another_step_is_no_move() -> None:
    script = SCRIPTS[0]
    assert move_for(script.steps[-1], "choose:nonsense") is None


def test_the_stroll_sees_a_deck_that_leads_astray() -> None:
    """A control: a deck whose buttons belong to another step is found out."""
    script, deck = DECKS[0]
    cards = dict(deck.cards)
    first, second = list(cards)[2:4]
    cards[first], cards[second] = cards[second], cards[first]
    with pytest.raises(AssertionError):
        list(stroll(script, msgspec.structs.replace(deck, cards=cards), chance=None, longest=80))
