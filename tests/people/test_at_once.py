"""Two who act at the same moment, on threads with connections of their own: one wins, nothing breaks."""

from __future__ import annotations

from functools import partial

import pytest

from at_once import at_once
from people.ground import HOME, Somebody, space_of
from withness.people import actions
from withness.people.models import Invitation, Member, Membership
from withness.people.outcomes import AskedToJoin, Closed, Joined, Refused, SignedUp

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10


def test_two_who_take_the_same_name_leave_one_member():
    for turn in range(ROUNDS):
        made = at_once(*[partial(actions.sign_up, f"Ada {turn}", "a long passphrase")] * 3)
        assert sorted(type(one).__name__ for one in made) == ["Refused", "Refused", "SignedUp"]
        assert isinstance(next(one for one in made if one != Refused("taken")), SignedUp)
    assert Member.objects.count() == ROUNDS


def test_two_who_ask_with_the_same_code_leave_one_question():
    ada, bo, cleo = Somebody("Ada"), Somebody("Bo"), Somebody("Cleo")
    for _ in range(ROUNDS):
        space = space_of(ada)
        code = actions.invite(ada.member, ada.keys, space.pk).code
        keys = {one.name: one.keys for one in (bo, cleo)}
        answers = at_once(
            partial(actions.ask_to_join, bo.member, keys["Bo"], code=code),
            partial(actions.ask_to_join, cleo.member, keys["Cleo"], code=code),
        )
        assert sorted(map(str, answers)) == sorted(map(str, [AskedToJoin(space.pk), Refused("used")]))


def test_a_yes_and_a_closing_at_once_never_leave_an_open_half():
    ada, bo = Somebody("Ada"), Somebody("Bo")
    for _ in range(ROUNDS):
        space = space_of(ada)
        code = actions.invite(ada.member, ada.keys, space.pk).code
        actions.ask_to_join(bo.member, bo.keys, code=code)
        keys = ada.keys
        joined, closed = at_once(
            partial(actions.confirm_join, ada.member, keys, space.pk),
            partial(actions.leave_relationship, ada.member, space.pk, passphrase=ada.passphrase, place=HOME),
        )
        space.refresh_from_db()
        assert isinstance(closed, Closed)
        assert not space.is_open
        assert not Invitation.objects.filter(relationship=space, state__in=["open", "asked"]).exists()
        assert Membership.objects.filter(relationship=space).count() == (
            2 if isinstance(joined, Joined) else 1
        )


def test_two_yeses_at_once_seat_one_person():
    ada, bo = Somebody("Ada"), Somebody("Bo")
    for _ in range(ROUNDS):
        space = space_of(ada)
        actions.ask_to_join(bo.member, bo.keys, code=actions.invite(ada.member, ada.keys, space.pk).code)
        keys = [ada.keys, ada.keys]
        answers = at_once(
            partial(actions.confirm_join, ada.member, keys[0], space.pk),
            partial(actions.confirm_join, ada.member, keys[1], space.pk),
        )
        assert Joined(bo.member.pk) in answers
        assert Membership.objects.filter(relationship=space).count() == 2
