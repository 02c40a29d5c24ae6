"""A mirror keeps, leaves out, adds and turns round; whose "I" it is; and what a not does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.lines import pairs
from withness.coach import adapter
from withness.coach.assigning import assigned
from withness.coach.flipping import turned_to_you
from withness.coach.kept import kept
from withness.coach.mirroring import mirror
from withness.coach.sections import file_of
from withness.coach.tongue import tongue_for
from withness.coach.words import words_of

TOLD = "On Sundays I wake early and I wait for you. Then I feel lonely. My father never called."
FAITHFULLY = "On Sundays you wake early and you wait for me. Then you feel lonely. Your father never called."
FAITHFUL = [
    pair
    for part in (False, True)
    for pair in pairs(test=part)
    if not (pair.missing or pair.turned or pair.added)
]
ENGLISH = tongue_for("en")


def quoted(parts, text):
    return [text[part.start : part.end] for part in parts]


def test_what_is_left_out_is_named():
    found = mirror(TOLD, "On Sundays you wake early and you wait for me. Your father never called.")
    assert quoted(found.missed, TOLD) == ["Then I feel lonely."]
    assert found.added == found.contradicted == ()


def test_a_neighbour_on_the_same_topic_excuses_nothing():
    told = "I waited for your call on Friday. I waited for your letter in spring."
    found = mirror(told, "You waited for my call on Friday.")
    assert quoted(found.missed, told) == ["I waited for your letter in spring."]


@pytest.mark.parametrize(
    ("added", "kind"),
    [
        ("Why do you wait?", "question"),
        ("You should call him yourself.", "advice"),
        ("But I did call you on Friday.", "rebuttal"),
        ("Everything will be fine.", "reassure"),
        ("You are probably jealous of the neighbours.", "interpret"),
    ],
)
def test_what_is_added_is_named_with_what_it_does(added, kind):
    given_back = f"{FAITHFULLY} {added}"
    found = mirror(TOLD, given_back)
    assert [(one.kind, given_back[one.start : one.end]) for one in found.added] == [(kind, added)]
    assert found.missed == ()


def test_a_question_or_a_need_that_was_told_is_no_addition():
    told = "I asked you whether you love me. I need to rest more."
    assert mirror(told, "You asked me whether I love you. You need to rest more.").added == ()


def test_the_check_and_the_stem_are_form():
    given_back = f"If I got you right, {FAITHFULLY} Did I get that?"
    found = mirror(TOLD, given_back)
    assert found.added == found.missed == found.contradicted == ()


@pytest.mark.parametrize("pair", FAITHFUL, ids=lambda pair: pair.told[:25])
def test_a_faithful_mirror_raises_no_error_about_who_is_who(pair):
    assert not [one for one in mirror(pair.told, pair.given).contradicted if one.kind == "role"]


@pytest.mark.parametrize("pair", FAITHFUL, ids=lambda pair: pair.told[:25])
def test_an_echo_that_keeps_the_i_is_noticed(pair):
    assert [one for one in mirror(pair.told, pair.told).contradicted if one.kind == "role"]


@pytest.mark.parametrize(
    "sentence",
    [
        "I wait for you on Sunday mornings", "I trust you with my work", "You called me from the station",
        "The teacher praised our son", "I want to sing in the choir again", "My mother visits us every spring",
    ],
)  # fmt: skip
def test_a_not_turns_it_round_and_points_at_the_words(sentence):
    words = words_of(sentence, ENGLISH)
    faithful = turned_to_you(words, ENGLISH)
    assert mirror(sentence, faithful).contradicted == ()
    for nay in (f"it is not so that {faithful}", faithful.replace(" ", " never ", 1)):
        (found,) = mirror(sentence, nay).contradicted
        assert found.kind == "negation"
        assert sentence[found.start : found.end] == sentence


@pytest.mark.parametrize(
    ("told", "given_back", "kinds"),
    [
        ("I did not call.", "You called.", ["negation"]),
        ("I feel safe with you.", "You feel unsafe with me.", ["antonym"]),
        ("I am happy.", "You are not sad.", []),
        ("I like the mornings.", "You do not dislike the mornings.", []),
        ("I always wait for you.", "You sometimes wait for me.", ["quantity"]),
        ("I read it three times.", "You read it two times.", ["number"]),
        ("It was on Monday.", "It was on Friday.", ["detail"]),
        ("My mother came.", "Your mum came.", []),
        ("I stopped drinking wine.", "You do not drink wine.", []),
        ("I do not only wait.", "You wait.", []),
        ("I feel hurt about it.", "You feel joyful about it.", ["feeling"]),
        ("You turned it up.", "I turned it down.", ["antonym"]),
    ],
)  # fmt: skip
def test_what_contradicts_and_what_does_not(told, given_back, kinds):
    assert [kind for kind, _ in adapter.conflict(told, given_back)] == kinds


@pytest.mark.parametrize(
    ("told", "given_back", "swapped"),
    [
        ("I hurt you.", "You hurt me.", False),
        ("I hurt you.", "I hurt you.", True),
        ("You promised me a letter.", "I promised you a letter.", False),
        ("You promised me a letter.", "You promised me a letter.", True),
        ("It rained.", "It rained.", False),
        ("I was asked by you.", "I asked you.", False),
    ],
)
def test_who_did_it(told, given_back, swapped):
    assert adapter.role_swap(told, given_back) is swapped


def test_marks_show_both_texts():
    given_back = "On Sundays you wake late and you wait for me. Why? Your father never called."
    marks = kept(TOLD, given_back)
    assert [(mark.kind, TOLD[mark.start : mark.end]) for mark in marks.told] == [
        ("turned", "On Sundays I wake early"), ("kept", "and I wait for you."),
        ("missing", "Then I feel lonely."), ("kept", "My father never called."),
    ]  # fmt: skip
    assert [(mark.kind, given_back[mark.start : mark.end]) for mark in marks.given] == [
        ("turned", "On Sundays you wake late"), ("kept", "and you wait for me."),
        ("added", "Why?"), ("kept", "Your father never called."),
    ]  # fmt: skip


def test_a_mirror_longer_than_the_message_and_another_language_and_capitals():
    assert mirror("I wait.", TOLD * 40).coverage <= 1
    assert mirror("Je t'attends chaque dimanche.", "Tu m'attends chaque dimanche.").contradicted == ()
    assert (
        mirror(
            TOLD.upper(), TOLD.upper().replace(" I ", " YOU ").replace(" YOU.", " ME.").replace("MY", "YOUR")
        ).missed
        == ()
    )


class Letters:
    """A stand-in for a model: texts point alike when they share letters."""

    def encode(self, texts):
        rows = [[float(text.count(letter)) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts]
        return [[count / (sum(x * x for x in row) ** 0.5 or 1) for count in row] for row in rows]


def test_a_model_may_join_and_never_votes_on_polarity():
    found = mirror("I did not call.", "You called.", encoder=Letters())
    assert [one.kind for one in found.contradicted] == ["negation"]
    assert adapter.mirror(TOLD, TOLD, emb=Letters())["missed"] == []


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.floats(0, 1), min_size=width, max_size=width), min_size=1, max_size=5
        )
    )
)
def test_the_assignment_is_the_best_there_is(table):
    from itertools import permutations

    found = assigned(table)
    rows, columns = len(table), len(table[0])
    assert len(found) == min(rows, columns) == len(set(found.values()))
    if rows <= columns:
        best = max(
            sum(table[row][column] for row, column in enumerate(order))
            for order in permutations(range(columns), rows)
        )
    else:
        best = max(
            sum(table[row][column] for column, row in enumerate(order))
            for order in permutations(range(rows), columns)
        )
    assert abs(sum(table[row][column] for row, column in found.items()) - best) < 1e-9


def test_a_second_thing_done_by_the_same_person_is_a_part_of_its_own():
    told = "I wake up early and lie there waiting for the house."
    assert quoted(mirror(told, "You wake up early.").missed, told) == ["and lie there waiting for the house."]
    assert mirror(told, "You wake up early and lie there waiting for the house.").missed == ()


@pytest.mark.parametrize(
    ("told", "given", "turned_round"),
    [
        ("You hurt me badly.", "You were hurt by me badly.", False),
        ("You hurt me badly.", "I was hurt by you badly.", True),
        ("I was asked by you to come.", "I asked you to come.", False),
        ("I was asked by you to come.", "You asked me to come.", True),
        ("I was left alone by my brother.", "Your brother left you alone.", False),
        ("I sat by the window and you ignored me.", "You sat by the window and I ignored you.", False),
    ],
)
def test_who_did_what_is_told_apart_in_either_voice(told, given, turned_round):
    assert adapter.role_swap(told, given) is turned_round


def test_may_is_a_month_only_where_a_month_can_stand():
    assert not adapter.conflict("I may come home in June.", "You may come home in June.")
    assert adapter.conflict("We met in May.", "You met in June.") == [("detail", "may / june")]
    assert adapter.conflict("We met on the 3 May.", "You met on the 3 March.") == [("detail", "may / march")]


@pytest.mark.parametrize(
    ("told", "given"),
    [
        ("The sauce was lumpy and cooked.", "The sauce was lumpy and raw."),
        ("My cousin was acquitted in court.", "Your cousin was convicted in court."),
    ],
)
def test_opposites_that_our_own_list_lacks_are_found_in_the_large_one(told, given):
    assert [kind for kind, _ in adapter.conflict(told, given)] == ["antonym"]


def test_the_large_list_says_nothing_of_words_that_our_own_knows():
    assert not ENGLISH.more_antonyms.keys() & ENGLISH.antonyms.keys()
    assert len(ENGLISH.more_antonyms) > 1000
    assert len(file_of("en", "antonyms.txt")) < 200_000


@pytest.mark.parametrize(
    ("told", "given"),
    [
        ("Since the move I don't recognise my street.", "Since the move your street is strange to you."),
        ("I keep putting off telling you.", "You have not told me."),
        ("We met at two in the morning.", "We met at two at night."),
        ("I cooked the soup with no trouble.", "You cooked the soup."),
    ],
)
def test_a_not_that_is_said_in_other_words_turns_nothing_round(told, given):
    assert adapter.conflict(told, given) == []


@pytest.mark.parametrize(
    ("told", "given", "kind"),
    [
        ("It was five hundred and forty euros.", "It was forty-five euros.", "number"),
        ("I told you on the ninth.", "You told me on the nineteenth.", "number"),
        ("The bins are out on Mondays.", "The bins are out on Tuesdays.", "detail"),
        ("I hide the price from you.", "You no longer hide the price from me.", "negation"),
    ],
)
def test_numbers_days_and_no_longer_are_compared_as_they_are_meant(told, given, kind):
    assert kind in {one for one, _ in adapter.conflict(told, given)}


def test_of_a_clause_that_came_back_as_its_opposite_the_mirror_adds_nothing():
    found = mirror(
        "I got the letter on Friday. I was proud.", "You got the letter on Friday. You were ashamed."
    )
    assert [one.kind for one in found.contradicted] == ["antonym"]
    assert found.added == ()
