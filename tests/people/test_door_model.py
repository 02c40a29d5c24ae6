"""A small model of the door of one space: whatever three people do there, only who was let in is inside."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import settings as rounds
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from people.ground import HOME, Somebody, space_of
from withness import vault
from withness.people import actions, queries
from withness.people.outcomes import AskedToJoin, Joined, Refused

pytestmark = pytest.mark.django_db


class Door(RuleBasedStateMachine):
    """Ada, Bo and Cleo do whatever they like at the door of one space; a small model knows what must come of it."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.ada, self.bo, self.cleo = (Somebody(name) for name in ("Ada", "Bo", "Cleo"))
        self.space = space_of(self.ada)
        self.secrets: list[str] = []
        self.live, self.asked, self.inside, self.closed = "", None, None, False

    @rule()
    def invite(self) -> None:
        made = actions.invite(self.ada.member, self.ada.keys, self.space.pk)
        if self.closed or self.inside:
            assert made == Refused("closed" if self.closed else "full")
            return
        if self.live:
            assert made.secret == self.live
        else:
            assert made.secret not in self.secrets
            self.secrets.append(made.secret)
            self.live = made.secret

    @precondition(lambda self: self.secrets)
    @rule(who=st.sampled_from(["bo", "cleo"]), which=st.integers(0, 3), by_code=st.booleans())
    def ask(self, who: str, which: int, by_code: bool) -> None:
        somebody = getattr(self, who)
        secret = self.secrets[-1 - which % len(self.secrets)]
        how = {"code": vault.code_of(secret)} if by_code else {"secret": secret}
        answer = actions.ask_to_join(
            somebody.member, somebody.keys, place=str(len(self.secrets) + which), **how
        )
        if secret == self.live and self.asked in (None, who):
            assert answer == AskedToJoin(self.space.pk)
            self.asked = who
        else:
            assert isinstance(answer, Refused)

    @rule()
    def confirm(self) -> None:
        answer = actions.confirm_join(self.ada.member, self.ada.keys, self.space.pk)
        assert isinstance(answer, Joined) is bool(self.asked)
        if self.asked:
            self.inside, self.live, self.asked = self.asked, "", None

    @rule()
    def refuse(self) -> None:
        assert actions.refuse_join(self.ada.member, self.space.pk) is bool(self.asked)
        if self.asked:
            self.live, self.asked = "", None

    @rule()
    def withdraw(self) -> None:
        assert actions.withdraw_invitation(self.ada.member, self.space.pk) is bool(self.live)
        self.live, self.asked = "", None

    @rule(who=st.sampled_from(["bo", "cleo"]))
    def stop_waiting(self, who: str) -> None:
        assert actions.withdraw_question(getattr(self, who).member) is (self.asked == who)
        if self.asked == who:
            self.live, self.asked = "", None

    @precondition(lambda self: not self.closed)
    @rule()
    def close(self) -> None:
        actions.leave_relationship(self.ada.member, self.space.pk, passphrase=self.ada.passphrase, place=HOME)
        self.live, self.asked, self.closed = "", None, True

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @invariant()
    def exactly_those_are_inside_who_were_let_in(self) -> None:
        for who in ("bo", "cleo"):
            somebody = getattr(self, who)
            spaces = queries.spaces_of(somebody.member, somebody.keys)
            assert len(spaces) == (self.inside == who)
            assert all([p.name for p in space.people] == ["Ada", who.title()] for space in spaces)
            assert (queries.joining_of(somebody.member, somebody.keys) is not None) is (self.asked == who)

    @invariant()
    def ada_sees_where_it_stands(self) -> None:
        (space,) = queries.spaces_of(self.ada.member, self.ada.keys)
        states = [
            (self.closed, "closed"),
            (self.inside, "together"),
            (self.asked, "asked"),
            (self.live, "waiting"),
        ]
        assert space.state == next((name for holds, name in states if holds), "alone")


def test_whatever_they_do_at_the_door_only_who_was_let_in_is_inside():
    run_state_machine_as_test(Door, settings=rounds(max_examples=10, stateful_step_count=20, deadline=None))
