"""All words of a passage are weighed together, by weights that lines taught; they can be learned again from nothing."""

from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from coach import learning
from coach.learning import Example, Least, Task, learn, written
from withness.coach import adapter
from withness.coach.clauses import Clause, clauses_of
from withness.coach.tongue import tongue_for
from withness.coach.weighing import PASSAGE, Weights, passages, signs_of, weights_for
from withness.coach.words import ENDS, words_of

ENGLISH = tongue_for("en")
GOOD, BAD = ("the dog ran", "a dog slept", "my dog ate"), ("the cat ran", "a cat slept", "my cat ate")


def taught(*, alone: float = 0.0, found: float = 0.0, one: bool = False) -> Weights:
    task = Task(
        "dogs", {"dog": Least(alone, found), "cat": Least(alone, found)}, lambda words, tongue: (), one=one
    )
    lines = [(text, kind) for texts, kind in ((GOOD, "dog"), (BAD, "cat")) for text in texts]
    examples = [
        Example(dict.fromkeys(signs_of(words_of(text, ENGLISH)), 1.0), frozenset({kind}))
        for text, kind in lines
    ]
    return Weights(StringIO(written("dogs", task, {kind: learn(kind, examples) for kind in task.least})))


def weigh(weights: Weights, text: str, found: tuple[str, ...] = ()) -> dict[str, float]:
    return weights.weigh(signs_of(words_of(text, ENGLISH), found))


def test_a_line_that_nobody_wrote_is_told_by_what_lines_taught():
    said = weigh(taught(), "the dog went home")
    assert said["dog"] > 0 > said["cat"]


def test_words_that_no_line_had_say_nothing():
    weights = taught()
    assert weigh(weights, "dog") == weigh(weights, "dog zebra quagga") | {}


def test_of_words_alone_only_the_strongest_counts_where_kinds_seldom_meet():
    both = {"dog": 1.0, "cat": 2.0}
    assert taught().say(both) == ["dog", "cat"]
    assert taught(one=True).say(both) == ["cat"]
    assert taught(one=True).say({"dog": -1.0, "cat": -2.0}) == []


def sentences(text: str) -> list[list[tuple[Clause, ...]]]:
    return [list(passage) for passage in passages(words_of(text, ENGLISH), ENGLISH)]


@given(st.text(alphabet="ab ,.?!\n", max_size=600))
def test_passages_are_the_clauses_of_the_text_in_their_order(text):
    cut = sentences(text)
    found = [clause for passage in cut for sentence in passage for clause in sentence]
    assert found == list(clauses_of(words_of(text, ENGLISH), ENGLISH))
    assert all(passage and all(passage) for passage in cut)


def test_a_passage_is_made_of_whole_sentences():
    cut = sentences("I waited for you by the gate. " * 30)
    assert all(sentence[-1].words[-1].text in ENDS for passage in cut for sentence in passage)
    assert all(
        sum(len(clause.words) for sentence in passage for clause in sentence) <= PASSAGE for passage in cut
    )


def test_what_stands_around_does_not_hide_what_a_phrase_found():
    harmless = "We talked about the garden and the beans. " * 3
    for text in ("I want to kill myself.", harmless + "I want to kill myself. " + harmless):
        assert [(kind, words) for kind, _, _, words in adapter.risk(text)] == [
            ("selfharm", "want to kill myself")
        ]


def test_the_weights_that_are_shipped_are_those_that_the_tool_reads():
    for name, task in learning.TASKS.items():
        assert weights_for("en", name).kinds == tuple(task.least)


def test_what_is_found_without_a_phrase_stands_at_the_clause_that_says_it():
    text = "We ate early. Then the kids watched a film. I lie awake planning how to be gone for good, pills and all."
    found = [line for line in adapter.risk(text) if line[0] == "selfharm"]
    assert found
    assert all("pills" in words or "gone for good" in words for _, _, _, words in found)


def test_what_joins_a_clause_to_another_is_not_quoted():
    text = "We ate early, and you think you are better than all of us put together."
    quoted = [
        words for kind, _, _, words in adapter.sender(text) if kind in ("contempt", "mindread", "criticism")
    ]
    assert quoted
    assert not any(words.startswith("and ") or words.endswith(".") for words in quoted)
