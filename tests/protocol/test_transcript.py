"""A transcript holds what lies on the table: all of it, and nothing that was dropped, taken back or not revealed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from protocol.walks import WHOLE, reached, way
from withness.protocol.fold import fold
from withness.protocol.moves import Begin, Choose, Move, Offer, Ready, TakeBack
from withness.protocol.script import Slot
from withness.protocol.state import State, Words
from withness.protocol.transcript import transcript

NAMES = ("Ada", "Bo")
TO_SPEAKING: list[tuple[int, Move]] = [
    (0, Begin("Money")),
    *[(seat, Ready()) for seat in (0, 1, 0, 1)],
]


def told(*moves: tuple[int, Move]) -> str:
    return transcript(WHOLE, fold(WHOLE, [*TO_SPEAKING, *moves]), NAMES)


def test_words_stand_in_their_order_with_their_names() -> None:
    text = told((0, Offer("the bills.", "What happened was")), (1, Offer("It was the bills.")))
    assert text == (
        "# The whole dialogue\n\n**Ada asked for a dialogue**\n\n> Money\n\n"
        "**Ada**\n\n> What happened was the bills.\n\n**Bo mirrored**\n\n> It was the bills.\n"
    )


def test_what_was_taken_back_or_dropped_is_not_in_it() -> None:
    text = told(
        (0, Offer("One.")),
        (0, TakeBack()),
        (0, Offer("Two.")),
        (1, Offer("Mirror of two.")),
        (0, Choose("again")),
        (0, Offer("Three.")),
    )
    assert "Three." in text
    assert not [word for word in ("One.", "Two.", "Mirror of two.") if word in text]


def test_what_is_said_aloud_leaves_only_that_it_was_said() -> None:
    assert "> _(said aloud)_" in told((0, Offer(aloud=True)))


@given(st.text())
def test_people_s_words_never_turn_into_markdown(text: str) -> None:
    state = State(step="speaking", seats=2, table=(Words(Slot.PIECE, 0, text),))
    html = MarkdownIt().render(transcript(WHOLE, state, NAMES))
    for tag in ("<h2", "<a", "<img", "<ul", "<ol", "<li", "<em", "<code", "<pre", "<hr", "<table"):
        assert tag not in html
    assert html.count("<h1") == 1


def test_every_way_can_be_written_down() -> None:
    for seed in range(60):
        state = reached(WHOLE, way(seed, 110))
        text = transcript(WHOLE, state, NAMES)
        for words in (*state.table, *(each for table in state.told for each in table)):
            assert words.text.strip() in text
