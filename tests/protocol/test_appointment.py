"""Asking is kind and binds nobody: no time without everybody's yes, and always a way on or out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from withness.protocol.appointment import (
    ANY_TIME,
    BEGUN,
    EARLY,
    FURTHEST,
    NOT_THIS_ONE,
    NOW,
    RESTED,
    WARMEST,
    WITHDRAWN,
    Accepted,
    Acknowledge,
    Act,
    Agree,
    Arrive,
    Asking,
    Decline,
    Proposal,
    Propose,
    Reason,
    Refused,
    Request,
    When,
    among,
    ask,
    decide,
    decode,
    encode,
    overlaps,
)
from withness.protocol.moves import Pace

ADA, BO, DEE = 0, 1, 2
MONDAY = 1_800_000_000
HOUR, DAY = 3600, 24 * 3600
SATURDAY, SUNDAY = When(MONDAY + 5 * DAY), When(MONDAY + 6 * DAY)
REQUEST = Request("whole-dialogue", 30, "Sunday mornings", 4)

whens = some.sampled_from([NOW, ANY_TIME, SATURDAY, SUNDAY, When(MONDAY - DAY), When(MONDAY + 9 * FURTHEST)])
acts = some.one_of(
    some.just(Agree()),
    some.builds(Propose, whens, some.sampled_from(["", "at six", "x" * 200])),
    some.just(Arrive()),
    some.just(Decline()),
)
seatings = some.sampled_from([(ADA, BO), (ADA, BO, DEE)])
turns = some.lists(some.tuples(some.integers(0, 3), acts, some.integers(0, 8 * DAY)), max_size=14)


def asked(when: When = SATURDAY, seats: tuple[int, ...] = (ADA, BO)) -> Asking:
    decided = ask(REQUEST, when, asker=ADA, seats=seats, now=MONDAY)
    assert isinstance(decided, Accepted)
    return decided.after


def after(asking: Asking, *done: tuple[int, Act], now: int = MONDAY) -> Asking:
    for seat, act in done:
        decided = decide(asking, seat, act, now=now)
        assert isinstance(decided, Accepted), decided
        asking = decided.after
    return asking


@given(seatings, whens, turns)
def test_nothing_is_agreed_or_begun_without_everybodys_yes(
    seats: tuple[int, ...], when: When, told: list[tuple[int, Act, int]]
) -> None:
    decided = ask(REQUEST, when, asker=ADA, seats=seats, now=MONDAY)
    if isinstance(decided, Refused):
        return
    asking, said_yes = decided.after, {(ADA, when)}
    for seat, act, later in told:
        at = asking.proposed.when if asking.proposed else None
        decided = decide(asking, seat, act, now=MONDAY + later)
        if isinstance(decided, Refused):
            continue
        if isinstance(act, Agree) and at:
            said_yes.add((seat, at))
        if isinstance(act, Propose):
            said_yes = {(seat, act.when)} | {
                yes for yes in said_yes if yes[1].at and yes[1].at == asking.agreed_at
            }
        asking = decided.after
        agreed = When(asking.agreed_at) if asking.agreed_at else at
        if asking.agreed_at or asking.outcome == BEGUN:
            assert {(each, agreed) for each in seats} <= said_yes or {
                (each, at) for each in seats
            } <= said_yes


@given(seatings, whens, turns)
def test_everybody_may_always_name_another_time_or_let_it_be(
    seats: tuple[int, ...], when: When, told: list[tuple[int, Act, int]]
) -> None:
    decided = ask(REQUEST, when, asker=ADA, seats=seats, now=MONDAY)
    if isinstance(decided, Refused):
        return
    asking = decided.after
    for seat, act, later in told:
        if asking.ended:
            for each in seats:
                assert decide(asking, each, act, now=MONDAY) == Refused(Reason.ENDED)
            return
        for each in seats:
            assert isinstance(decide(asking, each, Decline(), now=MONDAY), Accepted)
            assert isinstance(decide(asking, each, Propose(NOW), now=MONDAY), Accepted)
        before, decided = asking, decide(asking, seat, act, now=MONDAY + later)
        if isinstance(decided, Accepted):
            asking = decided.after
            assert asking.turn == before.turn + 1
            assert decode(encode(asking)) == asking


def test_saturday_suits() -> None:
    agreed = after(asked(), (BO, Agree()))
    assert (agreed.agreed_at, agreed.awaited, agreed.ended) == (SATURDAY.at, (), False)


def test_another_time_and_yet_another_until_both_say_yes() -> None:
    sunday = after(asked(), (BO, Propose(SUNDAY, " after lunch ")))
    assert (sunday.agreed_at, sunday.awaited) == (0, (ADA,))
    assert sunday.proposed == Proposal(SUNDAY, BO, "after lunch", (BO,), MONDAY)
    again = after(sunday, (ADA, Propose(When(SUNDAY.at + HOUR))))
    assert again.awaited == (BO,)
    assert after(again, (BO, Agree())).agreed_at == SUNDAY.at + HOUR


def test_what_is_agreed_stays_until_both_want_to_move_it() -> None:
    moving = after(asked(), (BO, Agree()), (ADA, Propose(SUNDAY)))
    assert (moving.agreed_at, moving.awaited) == (SATURDAY.at, (BO,))
    assert after(moving, (BO, Agree())).agreed_at == SUNDAY.at
    assert after(moving, (ADA, Arrive()), now=SATURDAY.at).outcome == BEGUN


@pytest.mark.parametrize("when", [NOW, ANY_TIME])
def test_now_and_whenever_begin_with_the_yes(when: When) -> None:
    assert after(asked(when), (BO, Agree())).outcome == BEGUN


def test_it_takes_everybody_of_a_circle_who_is_still_there() -> None:
    one_yes = after(asked(NOW, (ADA, BO, DEE)), (BO, Agree()))
    assert (one_yes.outcome, one_yes.awaited) == ("", (DEE,))
    assert after(one_yes, (DEE, Agree())).outcome == BEGUN
    without = among(asked(NOW, (ADA, BO, DEE)), frozenset({ADA, BO}))
    assert after(without, (BO, Agree())).outcome == BEGUN


def test_it_may_begin_a_quarter_of_an_hour_early_and_any_time_after() -> None:
    agreed = after(asked(), (BO, Agree()))
    assert decide(agreed, ADA, Arrive(), now=SATURDAY.at - EARLY - 1) == Refused(Reason.TOO_EARLY)
    for now in (SATURDAY.at - EARLY, SATURDAY.at, SATURDAY.at + 3 * DAY):
        assert after(agreed, (BO, Arrive()), now=now).outcome == BEGUN
    assert decide(asked(), ADA, Arrive(), now=SATURDAY.at) == Refused(Reason.TOO_EARLY)


@pytest.mark.parametrize(
    ("done", "outcome"),
    [
        ([(BO, Decline())], NOT_THIS_ONE),
        ([(ADA, Decline())], WITHDRAWN),
        ([(BO, Agree()), (ADA, Decline())], RESTED),
        ([(BO, Agree()), (BO, Decline())], RESTED),
        ([(BO, Propose(SUNDAY)), (ADA, Decline())], WITHDRAWN),
    ],
)
def test_it_may_be_let_go_by_each_at_any_time(done: list[tuple[int, Act]], outcome: str) -> None:
    assert after(asked(), *done).outcome == outcome


def test_it_is_forgotten_once_everybody_has_read_how_it_ended() -> None:
    assert after(asked(), (ADA, Decline())).forgotten
    assert after(asked(NOW), (BO, Agree())).forgotten
    declined = after(asked(NOW, (ADA, BO, DEE)), (BO, Decline()))
    assert not declined.forgotten
    assert after(declined, (ADA, Acknowledge())).forgotten
    resting = after(asked(), (BO, Agree()), (ADA, Decline()))
    assert not resting.forgotten
    assert after(resting, (BO, Acknowledge())).forgotten
    assert decide(asked(), ADA, Acknowledge(), now=MONDAY) == Refused(Reason.NOT_OVER)


@pytest.mark.parametrize(
    ("seat", "act", "reason"),
    [
        (ADA, Agree(), Reason.ALREADY),
        (DEE, Agree(), Reason.NOT_YOURS),
        (BO, Propose(), Reason.NO_TIME),
        (BO, Propose(words="  "), Reason.NO_TIME),
        (BO, Propose(words="x" * 121), Reason.WORDS),
        (BO, Propose(When(MONDAY)), Reason.PAST),
        (BO, Propose(When(MONDAY + FURTHEST + 1)), Reason.TOO_FAR),
    ],
)
def test_what_cannot_be_is_refused_in_words(seat: int, act: Act, reason: Reason) -> None:
    assert decide(asked(), seat, act, now=MONDAY) == Refused(reason)


def test_words_alone_are_answered_with_a_time() -> None:
    some_friday = after(asked(), (BO, Propose(words="some Friday")))
    assert decide(some_friday, ADA, Agree(), now=MONDAY) == Refused(Reason.ONLY_WORDS)
    assert after(some_friday, (ADA, Propose(SUNDAY)), (BO, Agree())).agreed_at == SUNDAY.at


def test_a_time_that_has_passed_meanwhile_is_not_agreed_to() -> None:
    assert decide(asked(), BO, Agree(), now=SATURDAY.at + 1) == Refused(Reason.PAST)
    assert decide(after(asked(), (BO, Agree())), ADA, Agree(), now=MONDAY) == Refused(Reason.NOTHING_PROPOSED)


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (Request("whole-dialogue", 30, "x" * 61), Reason.HEADLINE),
        (Request("whole-dialogue", 4), Reason.MINUTES),
        (Request("whole-dialogue", 121), Reason.MINUTES),
        (Request("whole-dialogue", 30, heat=WARMEST + 1), Reason.HEAT),
        (Request("whole-dialogue", 30, heat=-1), Reason.HEAT),
    ],
)
def test_a_request_has_its_limits(request_: Request, reason: Reason) -> None:
    assert ask(request_, NOW, asker=ADA, seats=(ADA, BO), now=MONDAY) == Refused(reason)


def test_a_request_may_be_bare_and_by_letter() -> None:
    bare = Request("appreciation", 10, pace=Pace.LETTER)
    decided = ask(bare, ANY_TIME, asker=BO, seats=(ADA, BO), now=MONDAY)
    assert isinstance(decided, Accepted)
    assert decided.after.awaited == (ADA,)


@pytest.mark.parametrize(
    ("late", "collides"), [(-31, False), (-29, True), (0, True), (29, True), (31, False)]
)
def test_two_agreed_times_may_run_into_each_other(late: int, collides: bool) -> None:
    agreed = after(asked(), (BO, Agree()))
    assert overlaps(SATURDAY.at + late * 60, 30, agreed) is collides
    assert not overlaps(SATURDAY.at, 30, asked())
