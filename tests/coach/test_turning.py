"""What turns a mirror round, and what only says it in other words: for each rule a line it finds and one it leaves."""

import pytest

from withness.coach import adapter
from withness.coach.mirroring import mirror


def turned(told, given):
    return [one.kind for one in mirror(told, given).contradicted]


@pytest.mark.parametrize(
    ("told", "given", "kind"),
    [
        # a not that is dropped or added on the same word
        ("I have not told my sister about the loan.", "You have told your sister about the loan.", "negation"),
        ("The plumber looked at the pipe.", "The plumber never looked at the pipe.", "negation"),
        ("Nobody answered the door.", "Everybody answered the door.", "negation"),
        ("I ate nothing at the funeral.", "You ate everything at the funeral.", "negation"),
        ("I still iron your shirts.", "You no longer iron my shirts.", "negation"),
        ("I do not like the new curtains.", "You like the new curtains.", "negation"),
        ("She never came to my concerts.", "She always came to your concerts.", "negation"),
        ("I could not open the jar.", "You opened the jar without trouble.", "negation"),
        ("I hardly know the neighbours.", "You know the neighbours.", "negation"),
        ("I said I was not cold, and I am cold.", "You said you were not cold, and you are not cold.", "negation"),
        # opposites in the same place, in several words too, and more or most of them
        ("I can not stand the smell of varnish.", "You like the smell of varnish.", "antonym"),
        ("I want to keep on with the lessons.", "You want to stop with the lessons.", "antonym"),
        ("It made me braver at the dentist.", "It made you more timid at the dentist.", "antonym"),
        ("I knew it was no.", "You knew it was yes.", "antonym"),
        ("You told me to stay on the bus.", "I told you to get off the bus.", "antonym"),
        # numbers, days and spans of time
        ("We waited for two nights in the hall.", "We waited for two weeks in the hall.", "number"),
        ("I rang you three times from the port.", "You rang me twice from the port.", "number"),
        ("The choir. It is Mondays and Fridays.", "The choir is Tuesdays and Saturdays.", "detail"),
        ("I always water the ferns.", "You sometimes water the ferns.", "quantity"),
        # who did what
        ("You told Aunty about the exam.", "You told Aunty about the exam.", "role"),
        ("She taught me to swim in the lake.", "You taught her to swim in the lake.", "role"),
        ("I was left at the station by you.", "You left me at the station.", "role"),
        ("You sold my bike on Sunday.", "You sold my bike on Sunday.", "role"),
    ],
)  # fmt: skip
def test_what_turns_it_round_is_found(told, given, kind):
    assert kind in turned(told, given)


@pytest.mark.parametrize(
    ("told", "given"),
    [
        # the not stands elsewhere, or is held by another word
        ("I do not want you to leave the band.", "You want me to stay in the band."),
        ("I have not slept well since the move.", "You have slept badly since the move."),
        ("I did not hear until Monday that the shop closes.", "You heard on Monday that the shop closes."),
        ("I eat nothing but toast in the week.", "You eat toast in the week."),
        ("It is not that I do not like the hat.", "You like the hat."),
        ("I can not tell you how glad I was of the lamp.", "You were more glad of the lamp than you can tell."),
        ("You never came to see the garden.", "You wanted me to come and see the garden."),
        ("You do not let me finish the story.", "Do I let you finish the story?"),
        ("I hardly slept on the ferry.", "You slept two hours on the ferry."),
        ("I lay awake all night.", "You did not sleep all night."),
        ("I have not said a word about the ring.", "You kept quiet about the ring."),
        ("I do not think the roof will hold.", "You think the roof will not hold."),
        ("I have not been to the gym for three weeks.", "It is three weeks since you were at the gym."),
        ("You forgot to lock the shed again.", "I left the shed unlocked again."),
        ("You always say yes to your aunt.", "I never say no to my aunt."),
        ("I came before you to the party.", "I came after you to the party."),
        ("I said no before I had seen the flat.", "You said no before you had seen the flat."),
        # another word, and no opposite
        ("You gave your talk without notes.", "I gave my talk with no notes."),
        ("I stood in the shed.", "You went out to the shed."),
        ("Now she rings every evening about his rent.", "Every evening she rings about how he pays his rent."),
        # the same number or day, said otherwise
        ("My dad was in it, in 1974.", "Your dad was in it, in '74."),
        ("You said it twice at the table.", "I said it two times at the table."),
        ("I wake at one in the morning.", "You wake at one at night."),
        ("I paint for two weekends a month.", "You paint two weekends each month."),
        ("On Sundays I bake bread.", "Thursdays taste of copper."),
        # who did what, in somebody's own words or in another voice
        ('You said "are you sure about that?" at the till.', 'I said "are you sure about that?" at the till.'),
        ("I thought, you have lost the ring.", "You thought, you have lost the ring."),
        ("I want you to tell me at breakfast.", "You would like to be told at breakfast."),
        ("It is dark when you can not see the wall.", "It is dark when you can not see the wall."),
        ("I would like you and me to sit down.", "You would like you and me to sit down."),
        ("You let yourself in. Did you get that?", "I let myself in. Did I get that?"),
        ("You say girls do not weld. I did not say a thing.", "I say welding is not for girls. You were silent."),
    ],
)  # fmt: skip
def test_what_only_says_it_otherwise_is_left_alone(told, given):
    assert turned(told, given) == []


@pytest.mark.parametrize(
    "check",
    ["That it?", "Yeah?", "Got it?", "Is that all of it?", "Is there anything I left out?", "Have I got this right?"],
)  # fmt: skip
def test_whether_one_has_understood_is_no_question_of_ones_own(check):
    told, given = "I waited at the gate and it rained.", "You waited at the gate and it rained."
    assert mirror(told, f"{given} {check}").added == ()
    assert [one.kind for one in mirror(told, f"{given} Is the gate far from it?").added] == ["question"]


def test_what_stands_where_a_clause_stood_says_it_in_other_words():
    told = "I came home late on Friday. I made up an excuse. You laughed about it at the table."
    given = "You came home late on Friday. You invented some reason. I laughed about it at the table."
    found = mirror(told, given)
    assert found.missed == found.added == ()
    fewer = mirror(told, "You came home late on Friday. I laughed about it at the table.")
    assert [told[part.start : part.end] for part in fewer.missed] == ["I made up an excuse."]
    more = mirror(told, f"{given} You are jealous of the whole office.")
    assert [one.kind for one in more.added] == ["interpret"]


def test_of_a_mirror_that_hardly_meets_the_message_nothing_stands_in_for_anything():
    assert len(mirror("I painted the fence. You never noticed.", "Tuesdays taste of copper.").missed) == 2


def test_a_scrap_of_a_sentence_is_no_part_and_no_addition():
    told = "I thought, I will wait until the kettle boils."
    assert mirror(told, "You would wait until the kettle boiled, it turned out.").missed == ()
    assert mirror(told, "You would wait until the kettle boiled, it turned out.").added == ()


@pytest.mark.parametrize(
    ("told", "given", "left_out"),
    [
        ("You ate the cake then you blamed the dog.", "I blamed the dog.", "You ate the cake"),
        ("I missed the tram so I walked home.", "You missed the tram.", "so I walked home."),
    ],
)
def test_then_and_so_begin_a_clause_where_somebody_does_something(told, given, left_out):
    assert [told[part.start : part.end] for part in mirror(told, given).missed] == [left_out]


def test_so_that_compares_and_begins_no_clause():
    assert len(adapter.clauses("I was so tired then.")) == 1


def test_ten_and_three_are_two_numbers():
    told = "Three times this month you rang me after ten at night."
    assert not adapter.mirror(told, "I rang you past ten three times this month.")["conflicts"]
    assert adapter.mirror(told, "I rang you past ten thirteen times this month.")["conflicts"]
