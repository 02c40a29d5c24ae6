"""The notation of phrases says what it means, and nothing in it can run away."""

import re
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.lines import OUTSIDE
from coach.plainly import Plain
from withness.coach.phrases import Phrases, phrases_for
from withness.coach.sections import file_of, sections_of
from withness.coach.tongue import tongue_for
from withness.coach.words import words_of

ENGLISH = tongue_for("en")
PIECES = re.compile(r"\(|\)\??|\||[^\s()|]+")
FILES = ("blocked", "feelings", "moves", "requests", "risk", "sense", "speaking", "stems")


def found(text, **lines):
    phrases = Phrases({name.replace("list_", "@"): tuple(rows) for name, rows in lines.items()}, ENGLISH)
    words = words_of(text, ENGLISH)
    return [
        (hit.kind, " ".join(word.text for word in words[hit.first : hit.after]))
        for hit in phrases.find(words)
    ]


@pytest.mark.parametrize(
    ("phrase", "text", "hit"),
    [
        ("you never", "but you never came", "you never"),
        ("you never", "you nevertheless", None),
        ("~call me", "she calls me", "calls me"),
        ("abus* me", "he abused me", "abused me"),
        ("you (never|not once) came", "you not once came", "you not once came"),
        ("you really? came", "you came", "you came"),
        ("you (do|did)? not? go", "you did not go", "you did not go"),
        ("he ..2 me", "he often hits me", "he often hits me"),
        ("he ..2 me", "he often and quickly hits me", None),
        ("he _ me", "he . me", None),
        ("he ..2/my me", "he often me", "he often me"),
        ("he ..2/my me", "he my me", None),
        ("(he|she ..2) me", "she so often me", "she so often me"),
        ("^ but i", "so but i came", None),
        ("^ but i", "yes. but i came", "but i"),
        ("go $", "i go home", None),
        ("go $", "i go. home", "go"),
        ("_ ?", "why?", "why ?"),
    ],
)
def test_each_element(phrase, text, hit):
    assert found(text, kind=[phrase]) == ([("kind", hit)] if hit else [])


def test_a_list_stands_for_its_words():
    assert found("you are very late", kind=["are @so late"], list_so=["so", "very", "much too"]) == [
        ("kind", "are very late")
    ]


def test_what_is_to_be_left_alone_hides_what_overlaps_it_and_nothing_else():
    lines = ["kill", "- kill time"]
    assert found("we kill time", kind=lines) == []
    assert found("we kill time and they kill", kind=lines) == [("kind", "kill")]


def test_a_word_that_begins_two_phrases_goes_on_as_both():
    lines = ["so? you call", "you come"]
    assert found("you call", kind=lines) == [("kind", "you call")]
    assert found("you come", kind=lines) == [("kind", "you come")]


def test_the_longest_is_found():
    assert found("you never ever call", kind=["you never", "you never ever"]) == [("kind", "you never ever")]


def test_a_phrase_that_could_be_empty_is_refused():
    with pytest.raises(ValueError, match="empty"):
        found("x", kind=["so?"])


@pytest.mark.parametrize("name", FILES)
def test_every_file_names_its_source_and_licence_and_can_be_read(name):
    assert "Own list" in file_of("en", f"{name}.txt")
    assert "AGPL-3.0-or-later" in file_of("en", f"{name}.txt")
    assert phrases_for("en", name) is not None
    assert phrases_for("tlh", name) is None


@pytest.mark.parametrize("name", FILES)
def test_every_phrase_finds_itself(name):
    """A phrase that can never be found is a mistake: each one is spelled out once and looked for."""
    lines = sections_of(file_of("en", f"{name}.txt"))
    lists = {kind: rows for kind, rows in lines.items() if kind.startswith("@")}
    for kind, phrases in lines.items():
        if kind.startswith("@"):
            continue
        for phrase in phrases:
            text = spelled(phrase.removeprefix("- "), lists)
            one = Phrases({**lists, kind: (phrase.removeprefix("- "),)}, ENGLISH)
            assert one.find(words_of(text, ENGLISH)), (kind, phrase, text)


def spelled(phrase, lists):
    """The first way to say a phrase, with everything that may be missing left in."""
    words, depth, skipping = [], 0, []
    for piece in PIECES.findall(phrase):
        if piece == "(":
            depth += 1
        elif piece.startswith(")"):
            skipping = [level for level in skipping if level < depth]
            depth -= 1
        elif piece == "|":
            skipping.append(depth)
        elif not skipping:
            words.append(_said(piece, lists))
    return " ".join(words)


def _said(piece, lists):
    piece = piece.removesuffix("?") if len(piece) > 1 else piece
    if piece.startswith("@"):
        return spelled(lists[piece][0], lists)
    if piece in ("^", "$"):
        return ""
    return "some" if piece == "_" or piece.startswith("..") else piece.strip("~*")


@pytest.mark.parametrize("name", FILES)
def test_beginnings_and_ends_stand_at_the_beginning_and_the_end(name):
    for kind, phrases in sections_of(file_of("en", f"{name}.txt")).items():
        for phrase in phrases:
            inside = phrase.removeprefix("- ").removeprefix("^ ").removesuffix(" $")
            assert not {"^", "$"} & set(inside), (kind, phrase)


@pytest.mark.parametrize("name", FILES)
def test_every_word_of_a_phrase_is_written_as_words_are_read(name):
    """A short form or a capital in a list would never be met."""
    for lines in sections_of(file_of("en", f"{name}.txt")).values():
        for piece in PIECES.findall(" ".join(lines)):
            word = piece.removesuffix("?").strip("~*").strip("^$@_|()-.")
            if word and piece[0] not in "@.":
                assert [one.text for one in words_of(word, ENGLISH)] == [word], piece


@pytest.mark.parametrize("name", FILES)
@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [
                "you",
                "i",
                "are",
                "so",
                "very",
                "never",
                "not",
                "to",
                "be",
                "just",
                "always",
                "kill",
                "my",
                ",",
                ".",
                "?",
                "like",
                "that",
            ]
        ),
        max_size=400,
    )
)
def test_words_of_the_phrases_in_any_order_take_no_time(name, words):
    phrases = phrases_for("en", name)
    text = words_of(" ".join(words), ENGLISH)
    began = time.process_time()
    phrases.find(text)
    assert time.process_time() - began < 0.25  # about 2 ms of computing


WORDS = st.sampled_from(
    ["you", "i", "call", "calls", "called", "caller", "never", ",", ".", "?", "so", "home"]
)
ONE = WORDS | st.sampled_from(["~call", "call*", "_", "..2", "..1/never", "@some", "cal*", "..3/you"])
PIECE = ONE | ONE.map("{}?".format) | st.lists(ONE, min_size=1, max_size=3).map(" | ".join).map("({})".format)
ROW = st.lists(
    PIECE | st.lists(ONE, min_size=2, max_size=3).map(" ".join).map("(so | {})?".format), max_size=4
)
PHRASE = st.tuples(
    st.sampled_from(["", "- ", "^ ", "- ^ "]), WORDS, ROW.map(" ".join), st.sampled_from(["", " $"])
)


@settings(deadline=None)
@given(
    st.lists(PHRASE.map(lambda parts: f"{parts[0]}{parts[1]} {parts[2]}".rstrip() + parts[3]), max_size=9),
    st.lists(WORDS, max_size=24).map(" ".join),
)
def test_together_phrases_find_what_each_finds_by_itself(phrases, text):
    """However they are written: one automaton of all finds what looking for one after the other finds."""
    lines = {"one": phrases[::2], "other": phrases[1::2], "@some": ["never so", "home", "~call you?"]}
    words = words_of(text, ENGLISH)
    assert set(Phrases(lines, ENGLISH).find(words)) == Plain(lines, ENGLISH).find(words)


@pytest.mark.parametrize("name", FILES)
def test_in_what_people_say_a_whole_file_finds_what_its_phrases_find_by_themselves(name):
    lines, phrases = sections_of(file_of("en", f"{name}.txt")), phrases_for("en", name)
    plain = Plain(lines, ENGLISH)
    said = (
        OUTSIDE / f"{'turns' if name in ('moves', 'stems') else 'risk' if name == 'risk' else 'speaking'}.txt"
    ).read_text()
    texts = [line.partition("|")[2] for line in said.splitlines() if "|" in line]
    for text in texts[:: len(texts) // 8]:
        words = words_of(text, ENGLISH)
        assert set(phrases.find(words)) == plain.find(words), text


def test_the_largest_list_weighs_little_and_little_more_while_it_is_read():
    """It is numbers in rows and not an object for each word: memory that was once taken does not go back."""
    lines = sections_of(file_of("en", "speaking.txt"))
    tracemalloc.start()
    phrases = Phrases(lines, ENGLISH)
    weighs, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert phrases.find(words_of("you never call", ENGLISH))
    assert weighs < 700_000
    assert most < 1_700_000
