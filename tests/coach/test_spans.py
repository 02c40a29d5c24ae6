"""Whatever the text, nothing breaks, and every span lies within it and points at the words it names."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from withness.coach import adapter
from withness.coach.clauses import clauses_of
from withness.coach.hinting import hint_for
from withness.coach.kept import kept
from withness.coach.mirroring import mirror
from withness.coach.moves import moves
from withness.coach.tongue import tongue_for
from withness.coach.words import MARKS, words_of

ENGLISH = tongue_for("en")
PHRASES = st.sampled_from(
    [
        "you never listen", "I feel ignored", "I don’t know", "what I hear you say is", "Did I get that?", "“no”",
        "👩‍👩‍👧 ok", "שלום עולם", "but I did", "because", "kill myself", "it's", "three times", "on Sunday",
        "İstanbul ŒUVRE ﬁne", "can't've",
        "\u202ereversed\u202c", "e\u0301te\u0301", "worry-free", "you should go", "…", "3.5.1", "'s", "n't", "\x00",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PHRASES, max_size=12).map(" ".join))
LISTENERS = (adapter.sender, adapter.risk, adapter.feeling_words, adapter.clauses)


@given(TEXTS)
def test_words_come_in_order_and_stand_where_they_say(text):
    words = words_of(text, ENGLISH)
    for word in words:
        assert 0 <= word.start < word.end <= len(text)
        if word.text.isalpha() and word.text == text[word.start : word.end].lower():
            assert word.text in text.lower()
    assert [word.start for word in words] == sorted(word.start for word in words) or "-free" in text


@given(TEXTS)
def test_clauses_cover_every_word_once(text):
    words = words_of(text, ENGLISH)
    clauses = clauses_of(words, ENGLISH)
    assert [word for clause in clauses for word in clause.words if word.text not in MARKS] == [
        word for word in words if word.text not in MARKS
    ]


@given(TEXTS)
def test_every_finding_points_into_the_text(text):
    for listener in LISTENERS:
        for one in listener(text):
            start, end = next((one[n], one[n + 1]) for n in (0, 1) if isinstance(one[n], int))
            assert 0 <= start < end <= len(text)
            if listener is not adapter.clauses:
                assert text[start:end] in one
    for said in moves(text):
        assert 0 <= said.start < said.end <= len(text)
    for judge in (adapter.validation, adapter.empathy, adapter.request):
        judge(text)


@given(TEXTS, TEXTS)
def test_a_mirror_of_anything_points_into_both_texts(told, given_back):
    found = mirror(told, given_back)
    for part in (*found.reflected, *found.missed, *found.contradicted):
        assert 0 <= part.start < part.end <= len(told)
    for one in found.added:
        assert 0 <= one.start < one.end <= len(given_back)
    for one in found.contradicted:
        assert 0 <= one.mirror_start < one.mirror_end <= len(given_back)
    marks = kept(told, given_back)
    for row, text in ((marks.told, told), (marks.given, given_back)):
        assert all(before.end <= after.start for before, after in pairwise(row)) or "-free" in text


@given(
    st.sampled_from(["mirror", "piece", "sense", "feelings", "request", "topic", "when", "nonsense"]),
    TEXTS,
    TEXTS,
)
def test_a_hint_quotes_what_is_there(gives, text, heard):
    hint = hint_for(gives, text, heard=heard)
    if hint:
        source = heard if hint.of_heard else text
        assert hint.quote == source[hint.start : hint.end].strip()
        assert hint.question.endswith(("?", ".", '"I".', '"You".'))


def test_curly_quotes_change_nothing_but_the_places():
    straight, curly = "I don't feel it's fair, you've said", "I don’t feel it’s fair, you‘ve said"
    assert [word[:2] for word in words_of(straight, ENGLISH)] == [
        word[:2] for word in words_of(curly, ENGLISH)
    ]


def test_a_short_form_is_two_words_at_one_place():
    words = words_of("You didn’t.", ENGLISH)
    assert [(word.text, word.start, word.end) for word in words] == [
        ("you", 0, 3), ("did", 4, 10), ("not", 4, 10), (".", 10, 11),
    ]  # fmt: skip


def test_free_of_something_is_without_it():
    assert [word.text for word in words_of("a worry-free day", ENGLISH)] == ["a", "without", "worry", "day"]


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "you never " * 10_000, "!" * 100_000, "NO " * 30_000, "'" * 100_000],
)
def test_a_hundred_kilobytes_are_read(text):
    began = time.process_time()
    for listener in (*LISTENERS, adapter.moves, adapter.request, adapter.empathy):
        listener(text)
    mirror(text, text)
    assert time.process_time() - began < 5  # about 0.2 seconds for 12 readings


def test_the_end_of_a_very_long_text_is_heard_for_harm():
    text = "We talked about the garden. " * 4_000
    assert adapter.risk(text) == []
    (found,) = adapter.risk(text + "I want to kill myself")
    assert found[2] <= len(text) + len("I want to kill myself")
    assert "kill myself" in found[3]


@pytest.mark.parametrize("empty", ["", " ", "\n\n", "...", "🙂", "\u200f"])
def test_an_empty_mirror_and_an_empty_message(empty):
    told = "I waited. You did not call."
    assert mirror(empty, told).missed == ()
    assert len(mirror(told, empty).missed) == 2
    assert kept(told, empty).given == ()
    assert hint_for("mirror", empty, heard=told) is None
    assert adapter.conflict(empty, told) == adapter.conflict(told, empty) == []


@given(TEXTS)
def test_a_language_without_rules_finds_nothing(text):
    for listener in (*LISTENERS, adapter.moves):
        assert listener(text, language="de") == []
    assert mirror(text, text, language="de").reflected == ()
    assert hint_for("piece", text, language="../en") is None
    assert adapter.request(text, language="de") == {}


@settings(max_examples=30)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=300))
def test_nothing_that_was_read_is_remembered(text):
    before = len(ENGLISH._stems)
    adapter.sender(text)
    mirror(text, text)
    assert len(ENGLISH._stems) == before
