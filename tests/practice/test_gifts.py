"""A gift on a card: it ends by itself, by the giver's day; each of the two may do what is theirs, and no more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from withness.practice.gifts import (
    LONGEST,
    WEEKS,
    Act,
    Card,
    GiveAgain,
    Given,
    LetRest,
    MakeSmaller,
    Notice,
    Refused,
    card_of,
    decide,
    decode,
    encode,
    given_in,
    goes_on,
    is_gone,
    is_over,
    today_for,
)
from withness.protocol.fold import fold
from withness.protocol.moves import Choose, Offer, Pace, Ready
from withness.protocol.script import Script
from withness.protocol.state import State, begin
from withness.scripts import names, script_named

ADA, BO = 0, 1
TODAY = date(2026, 11, 21)
CARD = card_of(Given(BO, ADA, "What I will do is", "look up.", 14), giver=BO, asker=ADA, today=TODAY)
LAST = date(2026, 12, 5)
ZONES = ["Pacific/Kiritimati", "Pacific/Auckland", "Europe/Lisbon", "America/New_York", "Etc/GMT+12"]
CHANGE = script_named("change-request")
UP_TO_THE_GIFT = [
    (ADA, Ready()),
    (BO, Ready()),
    *[
        move
        for words in ("You come home without a word.", "To be greeted.")
        for move in ((ADA, Offer(words)), (BO, Offer(words)), (ADA, Choose("got_it")))
    ],
    (BO, Offer("It makes sense.")),
    (ADA, Offer("Look up when I come in.")),
    (BO, Offer("To look up.")),
    (ADA, Choose("these")),
    (BO, Choose("#1")),
]


def with_gift(gift: Offer, weeks: str = "two", script: Script = CHANGE) -> State:
    moves = [*UP_TO_THE_GIFT, (BO, gift), (BO, Choose(weeks)), (BO, Choose("by_myself"))]
    return fold(script, moves, begin(script))


def reached(before: State) -> Given | None:
    return given_in(CHANGE, before, fold(CHANGE, [(ADA, Choose("reaches"))], before))


def test_a_gift_comes_onto_a_card_once_it_reached_the_one_who_asked() -> None:
    before = with_gift(Offer("look up.", stem="What I will do is"))
    assert reached(before) == Given(BO, ADA, "What I will do is", "look up.", 14)
    assert reached(with_gift(Offer("look up.", blocks=("And smile.",)), "four")) == Given(
        BO, ADA, "", "look up.\n\nAnd smile.", 28
    )


def test_nothing_else_makes_a_card() -> None:
    before = with_gift(Offer("look up."))
    meant = fold(CHANGE, [(ADA, Choose("meant", "before the telephone"))], before)
    assert given_in(CHANGE, before, meant) is None
    thanking = fold(CHANGE, [(ADA, Choose("reaches"))], before)
    thanked = fold(CHANGE, [(ADA, Offer("for the door")), (BO, Offer("for asking"))], thanking)
    assert given_in(CHANGE, thanking, thanked) is None


def test_what_was_said_aloud_is_on_a_card_without_words_but_nothing_of_the_room_is() -> None:
    aloud = with_gift(Offer("", aloud=True, stem="What I will do is"))
    assert reached(aloud) == Given(BO, ADA, "What I will do is", "", 14)
    assert reached(replace(aloud, pace=Pace.ROOM)) is None
    assert reached(replace(with_gift(Offer("look up.")), pace=Pace.ROOM)) is None


def test_dialogues_from_before_there_were_cards_lay_none() -> None:
    first = script_named("change-request", version=1)
    before = with_gift(Offer("look up."), script=first)
    assert given_in(first, before, fold(first, [(ADA, Choose("reaches"))], before)) is None


def test_every_length_on_offer_is_one_a_gift_may_have() -> None:
    lasting = [
        option.lasts
        for script in map(script_named, names())
        for step in script.steps
        for option in step.options
        if option.lasts
    ]
    assert sorted(lasting) == [7 * weeks for weeks in WEEKS]


def test_the_last_day_belongs_to_it() -> None:
    assert date.fromordinal(CARD.begins) == TODAY
    assert date.fromordinal(CARD.ends) == LAST
    assert not is_over(CARD, LAST)
    assert is_over(CARD, LAST + timedelta(days=1))


def test_a_day_is_the_givers_own() -> None:
    evening_in_lisbon = datetime(2026, 12, 5, 23, 30, tzinfo=UTC)
    days = {
        name: today_for(CARD, BO, now=evening_in_lisbon, zone=ZoneInfo(name))
        for name in ("Europe/Lisbon", "Pacific/Auckland")
    }
    assert days == {"Europe/Lisbon": LAST, "Pacific/Auckland": date(2026, 12, 6)}


@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    giver=st.sampled_from(ZONES),
    asker=st.sampled_from(ZONES),
)
@settings(max_examples=200, deadline=None)
def test_it_is_never_over_for_the_one_who_asked_while_the_givers_day_lasts(
    moment: datetime, giver: str, asker: str
) -> None:
    hers = today_for(CARD, ADA, now=moment, zone=ZoneInfo(asker))
    his = today_for(CARD, BO, now=moment, zone=ZoneInfo(giver))
    assert hers <= his <= hers + timedelta(days=2)
    assert hers == today_for(CARD, ADA, now=moment, zone=ZoneInfo("UTC"))  # wherever she is
    if is_gone(CARD, moment):
        assert is_over(CARD, his)


def test_it_goes_by_itself_three_weeks_after_its_end() -> None:
    assert goes_on(CARD) == date(2026, 12, 26)
    assert not is_gone(CARD, datetime(2026, 12, 27, 11, tzinfo=UTC))  # on an island it is still the 26th
    assert is_gone(CARD, datetime(2026, 12, 27, 13, tzinfo=UTC))


def test_the_one_who_asked_leaves_one_quiet_mark() -> None:
    noticed = decide(CARD, ADA, Notice(), today=TODAY)
    assert noticed == replace(CARD, noticed=True)
    assert decide(noticed, ADA, Notice(), today=LAST) == noticed
    assert decide(CARD, BO, Notice(), today=TODAY) is Refused.NOT_YOURS


def test_only_the_giver_changes_what_is_given() -> None:
    smaller = decide(CARD, BO, MakeSmaller("  On Mondays. "), today=TODAY)
    assert smaller == replace(CARD, text="On Mondays.", stem="", smaller=True)
    assert decide(CARD, BO, MakeSmaller(CARD.whole), today=TODAY) == CARD
    aloud = replace(CARD, text="")
    assert aloud.whole == ""
    assert decide(aloud, BO, MakeSmaller(""), today=TODAY) is Refused.WORDS
    assert decide(CARD, ADA, MakeSmaller("Every day"), today=TODAY) is Refused.NOT_YOURS
    assert decide(CARD, BO, MakeSmaller(" "), today=TODAY) is Refused.WORDS
    assert decide(CARD, BO, MakeSmaller("a" * (LONGEST + 1)), today=TODAY) is Refused.LONG


@pytest.mark.parametrize("seat", [ADA, BO])
def test_either_lets_it_rest_and_no_word_is_left(seat: int) -> None:
    marked = replace(CARD, noticed=True, smaller=True)
    rests = decide(marked, seat, LetRest(), today=TODAY)
    assert rests == replace(CARD, text="", stem="", rested_by=seat)
    for act in (Notice(), MakeSmaller("x"), GiveAgain(1), LetRest()):
        assert decide(rests, seat, act, today=LAST + timedelta(days=1)) is Refused.OVER


def test_only_the_giver_gives_it_again_and_only_once_it_is_over() -> None:
    after = LAST + timedelta(days=3)
    again = decide(replace(CARD, noticed=True, smaller=True), BO, GiveAgain(1), today=after)
    assert again == replace(CARD, begins=after.toordinal(), ends=after.toordinal() + 7)
    assert decide(CARD, ADA, GiveAgain(1), today=after) is Refused.NOT_YOURS
    assert decide(CARD, BO, GiveAgain(1), today=LAST) is Refused.RUNS
    for weeks in (-1, 0, 5, 10**9):
        assert decide(CARD, BO, GiveAgain(weeks), today=after) is Refused.WEEKS


ACTS = st.one_of(
    st.just(Notice()),
    st.just(LetRest()),
    st.builds(MakeSmaller, st.text(max_size=LONGEST)),
    st.builds(GiveAgain, st.sampled_from(WEEKS)),
)


@given(done=st.lists(st.tuples(st.sampled_from([ADA, BO]), ACTS, st.integers(0, 20)), max_size=12))
def test_whatever_the_two_do_it_stays_theirs_and_ends(done: list[tuple[int, Act, int]]) -> None:
    card, today = CARD, TODAY
    for seat, act, later in done:
        today += timedelta(days=later)
        after = decide(card, seat, act, today=today)
        card = card if isinstance(after, Refused) else after
        assert decode(encode(card)) == card
        assert (card.giver, card.asker) == (BO, ADA)
        assert card.ends <= today.toordinal() + 28
        assert isinstance(card, Card)
