"""Invite, ask, compare, say yes: one person, once, and no key before the yes."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404

from people.ground import HOME, Somebody, space_of, together
from withness import vault
from withness.people import access, actions, queries
from withness.people.actions.invitations import REMEMBERED_FOR, VALID_FOR, _invitation_with
from withness.people.models import Invitation, Member, Membership, Relationship
from withness.people.outcomes import AskedToJoin, Invited, Joined, Refused

pytestmark = pytest.mark.django_db


def invited() -> tuple[Somebody, Relationship, Invited]:
    ada = Somebody("Ada")
    space = space_of(ada)
    return ada, space, actions.invite(ada.member, ada.keys, space.pk)


def ask(somebody: Somebody, **how: str):
    return actions.ask_to_join(somebody.member, somebody.keys, **how)


def test_a_new_space_has_one_seat_and_its_key_is_pinned():
    ada = Somebody("Ada")
    space = space_of(ada)
    me = queries.people_in(space, ada.keys, ada.member)
    assert [(one.name, one.initial, one.seat, one.hue, one.shape, one.is_me) for one in me] == [
        ("Ada", "A", 0, "tide", "circle", True)
    ]


@pytest.mark.parametrize(
    "told",
    [{"kind": "king"}, {"palette": "grey"}, {"hue": "honey"}],
    ids=["kind", "palette", "hue of another pair"],
)
def test_a_space_is_made_of_known_parts(told):
    ada = Somebody("Ada")
    with pytest.raises(ValueError, match="no such space"):
        actions.start_relationship(
            ada.member, ada.keys, **{"kind": "spouse", "palette": "ember-tide", "hue": "ember"} | told
        )


@pytest.mark.parametrize("way", ["secret", "code", "typed code"])
def test_ada_invites_bo_asks_the_words_match_and_bo_is_in(way):
    ada, space, invitation = invited()
    bo = Somebody("Bo")
    how = {
        "secret": {"secret": invitation.secret},
        "code": {"code": invitation.code},
        "typed code": {"code": f" {invitation.code[:4].lower()}-{invitation.code[4:].lower()} "},
    }
    assert ask(bo, **how[way]) == AskedToJoin(space.pk)
    shown, joining = (
        queries.invitation_of(ada.member, ada.keys, space.pk),
        queries.joining_of(bo.member, bo.keys),
    )
    assert shown.asked.name == "Bo"
    assert shown.asked.words == joining.words
    assert actions.confirm_join(ada.member, ada.keys, space.pk, words=joining.words) == Joined(bo.member.pk)
    for one in (ada, bo):
        people = queries.people_in(space, one.keys, one.member)
        assert [(p.name, p.hue, p.shape, p.is_me) for p in people] == [
            ("Ada", "tide", "circle", one is ada),
            ("Bo", "ember", "square", one is bo),
        ]
    assert queries.invitation_of(ada.member, ada.keys, space.pk) is None
    assert queries.joining_of(bo.member, bo.keys) is None


def test_the_gift_becomes_a_pin_at_the_first_page_and_is_gone():
    ada, space, invitation = invited()
    bo = Somebody("Bo")
    ask(bo, code=invitation.code)
    actions.confirm_join(ada.member, ada.keys, space.pk)
    seat = Membership.objects.get(seat=1)
    assert (seat.pin, len(seat.gift)) == (None, 80)
    queries.people_in(space, bo.keys, bo.member)
    seat.refresh_from_db()
    assert seat.gift is None
    assert len(seat.pin) > 300


def test_before_the_yes_no_row_holds_a_key_for_who_asked():
    ada, space, invitation = invited()
    bo = Somebody("Bo")
    ask(bo, secret=invitation.secret)
    assert not Membership.objects.filter(member=bo.member).exists()
    with pytest.raises(Http404):
        queries.people_in(space, bo.keys, bo.member)
    assert queries.spaces_of(bo.member, bo.keys) == ()
    assert queries.spaces_of(ada.member, ada.keys)[0].state == "asked"


def test_a_swapped_public_key_shows_different_words_and_a_late_swap_is_refused():
    ada, space, invitation = invited()
    bo, cleo = Somebody("Bo"), Somebody("Cleo")
    ask(bo, code=invitation.code)
    compared = queries.joining_of(bo.member, bo.keys).words
    Member.objects.filter(pk=bo.member.pk).update(public_key=cleo.member.public_key)
    assert queries.invitation_of(ada.member, ada.keys, space.pk).asked.words != compared
    assert actions.confirm_join(ada.member, ada.keys, space.pk, words=compared) == Refused("unknown")
    assert Membership.objects.count() == 1


def test_whoever_only_holds_the_rows_cannot_work_out_the_words():
    """The words need the invitation's code, and no row holds it in the clear or as a bare digest."""
    _ada, _space, invitation = invited()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_invitation")
        kept = b"|".join(
            cell if isinstance(cell, bytes) else str(cell).encode() for cell in cursor.fetchone()
        )
    for secret in (invitation.code, invitation.secret):
        assert secret.encode() not in kept
        assert hashlib.sha256(secret.encode()).digest() not in kept


def test_only_one_person_can_ever_use_an_invitation():
    ada, space, invitation = invited()
    bo, cleo = Somebody("Bo"), Somebody("Cleo")
    ask(bo, code=invitation.code)
    assert ask(bo, code=invitation.code) == AskedToJoin(space.pk)
    assert ask(cleo, secret=invitation.secret) == Refused("used")
    actions.confirm_join(ada.member, ada.keys, space.pk)
    for somebody in (bo, cleo):
        assert ask(somebody, code=invitation.code) == Refused("used")
    assert actions.invite(ada.member, ada.keys, space.pk) == Refused("full")


def test_an_invitation_is_not_for_oneself():
    ada, _space, invitation = invited()
    assert ask(ada, code=invitation.code) == Refused("own")


def test_after_two_days_it_is_over_and_a_new_one_can_be_made():
    ada, space, invitation = invited()
    later(VALID_FOR + timedelta(seconds=1))
    assert ask(Somebody("Bo"), code=invitation.code) == Refused("expired")
    assert queries.spaces_of(ada.member, ada.keys)[0].state == "alone"
    assert actions.invite(ada.member, ada.keys, space.pk) != invitation


def test_who_asked_in_time_has_two_days_for_the_answer():
    ada, space, invitation = invited()
    later(VALID_FOR - timedelta(minutes=1))
    bo = Somebody("Bo")
    ask(bo, code=invitation.code)
    later(VALID_FOR - timedelta(minutes=1))
    assert actions.confirm_join(ada.member, ada.keys, space.pk) == Joined(bo.member.pk)


def test_an_old_invitation_is_forgotten():
    ada, space, invitation = invited()
    later(VALID_FOR + REMEMBERED_FOR + timedelta(seconds=1))
    actions.invite(ada.member, ada.keys, space.pk)
    assert Invitation.objects.count() == 1
    assert ask(Somebody("Bo"), code=invitation.code) == Refused("unknown")


def later(passed: timedelta) -> None:
    for invitation in Invitation.objects.all():
        invitation.expires_at -= passed
        invitation.save()


def test_no_means_no_and_uses_the_invitation_up():
    ada, space, invitation = invited()
    bo, cleo = Somebody("Bo"), Somebody("Cleo")
    ask(bo, code=invitation.code)
    assert actions.refuse_join(ada.member, space.pk)
    assert not actions.refuse_join(ada.member, space.pk)
    assert actions.confirm_join(ada.member, ada.keys, space.pk) == Refused("unknown")
    for somebody in (bo, cleo):
        assert ask(somebody, code=invitation.code) == Refused("unknown")
    assert queries.joining_of(bo.member, bo.keys) is None
    row = Invitation.objects.get()
    assert (row.letter, row.code_blob, row.secret_blob) == (None, None, None)


def test_an_invitation_can_be_taken_back_and_a_question_too():
    ada, space, invitation = invited()
    bo = Somebody("Bo")
    ask(bo, code=invitation.code)
    assert actions.withdraw_question(bo.member)
    assert queries.invitation_of(ada.member, ada.keys, space.pk) is None
    second = actions.invite(ada.member, ada.keys, space.pk)
    assert second != invitation
    assert actions.withdraw_invitation(ada.member, space.pk)
    assert ask(bo, code=second.code) == Refused("unknown")


@pytest.mark.parametrize("verb", ["invite", "confirm_join", "refuse_join", "withdraw_invitation", "leave"])
def test_a_stranger_finds_no_such_space(verb):
    _ada, space, _ = invited()
    cleo = Somebody("Cleo")
    acts = {
        "invite": lambda: actions.invite(cleo.member, cleo.keys, space.pk),
        "confirm_join": lambda: actions.confirm_join(cleo.member, cleo.keys, space.pk),
        "refuse_join": lambda: actions.refuse_join(cleo.member, space.pk),
        "withdraw_invitation": lambda: actions.withdraw_invitation(cleo.member, space.pk),
        "leave": lambda: actions.leave_relationship(
            cleo.member, space.pk, passphrase=cleo.passphrase, place=HOME
        ),
    }
    for door in (acts[verb], lambda: queries.invitation_of(cleo.member, cleo.keys, space.pk)):
        with pytest.raises(Http404):
            door()
    with pytest.raises(Http404):
        access.membership_for(cleo.member, space.pk)


def test_guessing_codes_gets_slow_after_five_wrong_ones():
    _ada, _space, invitation = invited()
    cleo = Somebody("Cleo")
    for _ in range(5):
        assert ask(cleo, code="AAAAAAAA") == Refused("unknown")
    assert ask(cleo, code=invitation.code).reason == "slow"


def test_a_damaged_name_or_pin_leaves_a_page_that_still_shows():
    ada, _bo, space = together()
    seat = Membership.objects.get(seat=1)
    *most, last = bytes(seat.name_blob)
    Membership.objects.filter(pk=seat.pk).update(name_blob=bytes([*most, last ^ 1]))
    assert [p.name for p in queries.people_in(space, ada.keys, ada.member)] == ["Ada", queries.UNREADABLE]
    Membership.objects.filter(seat=0).update(pin=b"\x01garbage")
    assert [p.name for p in queries.people_in(Relationship.objects.get(), ada.keys, ada.member)] == [
        queries.UNREADABLE
    ] * 2


def test_leaving_closes_for_both_at_once_and_what_was_said_stays():
    ada, bo, space = together()
    assert actions.leave_relationship(bo.member, space.pk, passphrase="not his", place=HOME) == Refused(
        "wrong"
    )
    actions.leave_relationship(bo.member, space.pk, passphrase=bo.passphrase, place=HOME)
    for one in (ada, bo):
        (shown,) = queries.spaces_of(one.member, one.keys)
        assert shown.state == "closed"
        assert [person.name for person in shown.people] == ["Ada", "Bo"]
        again = actions.leave_relationship(one.member, space.pk, passphrase=one.passphrase, place=HOME)
        assert again == Refused("closed")
        assert actions.invite(one.member, one.keys, space.pk) == Refused("closed")


def test_closing_takes_a_waiting_invitation_along():
    ada, space, invitation = invited()
    bo = Somebody("Bo")
    ask(bo, code=invitation.code)
    actions.leave_relationship(ada.member, space.pk, passphrase=ada.passphrase, place=HOME)
    assert actions.confirm_join(ada.member, ada.keys, space.pk) == Refused("unknown")
    assert queries.joining_of(bo.member, bo.keys) is None


def test_guessed_codes_let_nobody_ask_and_are_slowed_down_from_the_sixth():
    _ada, _space, live = invited()
    cleo = Somebody("Cleo")
    told = [ask(cleo, code=guess(turn), place=HOME).reason for turn in range(8)]
    assert told == ["unknown"] * 5 + ["slow"] * 3
    guesses = {guess(turn) for turn in range(1000)}
    assert len(guesses) == 1000
    assert live.code not in guesses
    assert not any(_invitation_with("", each) for each in guesses)
    assert Invitation.objects.get().state == Invitation.OPEN


def guess(turn: int) -> str:
    return vault.code_of(f"guess {turn}")
