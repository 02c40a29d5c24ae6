"""A new key of a space when something breaks in the middle, and when two act at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Thread

import pytest
from django.db import connection

from people.ground import HOME, Somebody, space_of
from people.test_at_once import at_once
from people.test_circles import circle, go
from people.test_key_generations import NEW, fresh, note, read, take_new_keys
from withness import vault
from withness.people import actions
from withness.people.models import EarlierKey, Member, Membership, Relationship
from withness.people.outcomes import Joined, Parted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("broken", ["left_at", "gift", "generation"])
@pytest.mark.parametrize("act", ["leave", "delete", "new keys"])
def test_when_it_breaks_in_the_middle_everything_is_as_it_was(broken: str, act: str):
    space, (ada, bo, dee) = circle(3)
    before = note(ada, space, "Three.")
    acts: dict[str, Callable[[], object]] = {
        "leave": partial(go, dee, space),
        "delete": partial(actions.delete_account, dee.member, passphrase=dee.passphrase, place=HOME),
        "new keys": partial(take_new_keys, dee),
    }
    if (act, broken) == ("new keys", "left_at"):
        broken = "generation"
    with (
        connection.execute_wrapper(partial(fails_at, f'"{broken}" = ')),
        pytest.raises(OSError, match="full"),
    ):
        acts[act]()
    assert (fresh(space).generation, EarlierKey.objects.exists()) == (1, False)
    assert not Membership.objects.exclude(gift=None, left_at=None).exists()
    for one in (ada, bo, dee):
        assert read(one, space, before) == "Three."


def fails_at(written: str, execute, sql: str, params, many, context):  # type: ignore[no-untyped-def]
    if sql.startswith("UPDATE") and written in sql:
        raise OSError("the disk is full")
    return execute(sql, params, many, context)


def test_two_who_leave_at_once_leave_one_key_that_the_others_have():
    for _ in range(3):
        Member.objects.all().delete()
        Relationship.objects.all().delete()
        space, (ada, bo, dee, eli) = circle(4)
        first = note(ada, space, "Four.")
        answers = at_once(partial(go, dee, space), partial(go, eli, space))
        assert {type(each) for each in answers} == {Parted}
        after = note(bo, space, "Two.")
        assert fresh(space).generation == 3
        for one in (ada, bo):
            assert [read(one, space, blob) for blob in (first, after)] == ["Four.", "Two."]
        for one in (dee, eli):
            with pytest.raises(vault.Damaged):
                read(one, space, after)


def test_leaving_and_taking_new_keys_at_once_shuts_nobody_out():
    for _ in range(3):
        Member.objects.all().delete()
        Relationship.objects.all().delete()
        space, (ada, bo, dee) = circle(3)
        first = note(ada, space, "Three.")
        at_once(partial(go, dee, space), partial(take_new_keys, bo))
        assert fresh(space).generation == 3
        after = note(ada, space, "Two.")
        for one in (ada, bo):
            assert [read(one, space, blob) for blob in (first, after)] == ["Three.", "Two."]


def test_a_yes_that_comes_while_who_asked_takes_new_keys_is_for_the_keys_they_have_then():
    ada, bo = Somebody("Ada"), Somebody("Bo")
    space = space_of(ada)
    actions.ask_to_join(bo.member, bo.keys, secret=actions.invite(ada.member, ada.keys, space.pk).secret)
    at_the_same_time = Thread(target=partial(take_new_keys_elsewhere, bo))

    def meanwhile(execute, sql: str, params, many, context):  # type: ignore[no-untyped-def]
        if sql.startswith('INSERT INTO "people_membership"'):
            at_the_same_time.start()
            at_the_same_time.join(0.3)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile):
        assert isinstance(actions.confirm_join(ada.member, ada.keys, space.pk), Joined)
    at_the_same_time.join(10)
    assert bo.passphrase == NEW
    assert read(bo, space, note(ada, space, "For both.")) == "For both."


def take_new_keys_elsewhere(one: Somebody) -> None:
    try:
        take_new_keys(one)
    finally:
        connection.close()
