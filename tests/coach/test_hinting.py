"""One hint at a time: the person's own words, a question, and never again what was left in."""

import pytest

from withness.coach.hinting import hint_for
from withness.coach.sections import file_of, sections_of

HEARD = "I waited for you on Sunday and you did not call."


@pytest.mark.parametrize(
    ("gives", "text", "kind", "quote"),
    [
        ("mirror", "You waited on Sunday. But I was only late.", "rebuttal", "But I was only late."),
        ("mirror", "You waited for me on Sunday. Why did you wait?", "question", "Why did you wait?"),
        (
            "mirror",
            "You waited on Sunday. You should call me next time.",
            "advice",
            "You should call me next time.",
        ),
        ("mirror", "You waited for me on Sunday and I called.", "turned", "and you did not call."),
        ("mirror", "I totally understand you.", "understood", "I totally understand you."),
        ("piece", "You never call me back.", "absolute", "You never"),
        ("piece", "I feel that you are far away.", "thought", "feel that"),
        ("piece", "I feel ignored by everyone here.", "pseudo", "ignored"),
        ("piece", "I was so sad. " * 5, "long", "I was so sad."),
        ("topic", "About " + "the long evenings " * 10, "headline", None),
        ("sense", "You make sense to me, really.", "because", "You make sense to me"),
        ("sense", "You make sense because the weather was bad.", "theirs", "because"),
        ("feelings", "I imagine you feel ignored now.", "pseudo", "ignored"),
        ("feelings", "I imagine you want to go.", "none", None),
        ("request", "Share your passwords with me today.", "blocked", None),
        ("request", "Please stop ignoring me at dinner.", "negative", "stop"),
        ("request", "Please be more loving to me.", "vague", None),
    ],
)
def test_the_hint_that_matters_most(gives, text, kind, quote):
    hint = hint_for(gives, text, heard=HEARD)
    assert hint is not None
    assert hint.kind == kind
    assert quote in (None, hint.quote)
    assert hint.question


@pytest.mark.parametrize(
    ("gives", "text"),
    [
        ("mirror", "You waited for me on Sunday and I did not call. Did I get that?"),
        ("piece", "On Sundays I wake early and I miss you."),
        ("sense", "You make sense, because you waited on Sunday and I did not call."),
        ("feelings", "I imagine you feel lonely."),
        ("request", "Would you call me on Sundays at ten for two weeks?"),
        ("topic", "Our Sundays and how we call"),
        ("thanks", "You never said it so well."),
        ("when", "You never call me back."),
        ("piece", "You never"),
        ("piece", ""),
    ],
)
def test_no_hint_where_there_is_nothing_to_ask(gives, text):
    assert hint_for(gives, text, heard=HEARD) is None


def test_what_was_left_in_is_not_asked_about_again():
    text = "You never call me back and I feel ignored."
    first = hint_for("piece", text)
    second = hint_for("piece", text, left=frozenset({first.kind}))
    assert first.kind != second.kind
    assert hint_for("piece", "You never call.", left=frozenset({"absolute", "criticism"})) is None


@pytest.mark.parametrize(
    ("text", "first", "again"),
    [
        ("You always find a way to spoil it.", "absolute", "criticism"),
        ("You are just like your father.", "criticism", "compare"),
        ("I feel like a servant.", "thought", "pseudo"),
    ],
)
def test_words_that_were_left_in_are_not_asked_about_under_another_name(text, first, again):
    assert hint_for("piece", text).kind == first
    assert hint_for("piece", text, silent=frozenset({first})).kind == again
    assert hint_for("piece", text, left=frozenset({first})) is None
    elsewhere = f"{text} I feel ignored."
    assert hint_for("piece", elsewhere, left=frozenset({first})).quote == "ignored"


def test_ones_own_side_can_go_into_the_pocket_and_a_verdict_cannot():
    assert hint_for("mirror", "You waited. But I was only late.", heard=HEARD).pocketable
    assert not hint_for("piece", "You never call me back.").pocketable


def test_what_was_turned_round_is_quoted_from_what_was_heard():
    hint = hint_for("mirror", "You waited for me on Sunday and I called.", heard=HEARD)
    assert hint.of_heard
    assert HEARD[hint.start : hint.end] == "and you did not call."


def test_a_question_that_was_heard_may_be_mirrored():
    assert hint_for("mirror", "You asked me whether I love you.", heard="I ask you: do you love me?") is None


def test_the_questions_are_short_and_calm():
    families = sections_of(file_of("en", "hints.txt"))
    for family, lines in families.items():
        for line in lines:
            question = line.partition("=")[2].strip()
            assert family == "not here" or question.endswith("?")
            assert question.count("?") + question.count(". ") <= 2, "at most one sentence and a question"
            assert len(question) < 100
            assert "!" not in question
            words = set(question.lower().replace(".", " ").replace("?", " ").split())
            assert not words & {
                "should",
                "wrong",
                "must",
                "just",
                "sender",
                "receiver",
                "validate",
                "trigger",
                "score",
                "hurt",
                "hard",
                "thought",
                "only",
                "try",
            }, "it says what the words are, or teaches"
