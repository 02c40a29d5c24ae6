"""A new key of a space: when somebody leaves a circle, and when somebody may have another one's old keys."""

from __future__ import annotations

import pytest

from people.ground import HOME, Somebody, enter, space_of, together
from people.test_circles import circle, come_in, go
from withness import vault
from withness.people import actions, generations, keyring, queries
from withness.people.models import EarlierKey, Invitation, Member, Membership, Relationship
from withness.people.outcomes import Parted

pytestmark = pytest.mark.django_db
NEW = "pebble sonata cardigan frost"


def fresh(space: Relationship) -> Relationship:
    return Relationship.objects.get(pk=space.pk)


def seat_of(one: Somebody, space: Relationship) -> Membership:
    return Membership.objects.select_related("relationship").get(relationship=space, member=one.member)


def keys_in(one: Somebody, space: Relationship) -> vault.Keyring:
    """The keyring of a request that has opened the page of a space."""
    keys = one.keys
    queries.people_in(fresh(space), keys, one.member)
    return keys


def note(one: Somebody, space: Relationship, text: str) -> bytes:
    return keys_in(one, space).seal_shared(space.pk, fresh(space).generation, text, "note")


def read(one: Somebody, space: Relationship, blob: bytes) -> str:
    return keys_in(one, space).open_shared(space.pk, fresh(space).generation, blob, "note")


def names(one: Somebody, space: Relationship) -> list[str]:
    return [each.name for each in queries.people_in(fresh(space), one.keys, one.member)]


def take_new_keys(one: Somebody) -> None:
    changed = actions.change_passphrase(one.member, old=one.passphrase, new=NEW, rewrite=True, place=HOME)
    one.member, one.browser, one.passphrase = changed.member, enter(changed.member, changed.root), NEW


def test_what_is_said_after_somebody_left_does_not_open_with_the_key_they_had():
    space, (ada, bo, dee, eli) = circle(4)
    before = note(ada, space, "With all of us.")
    assert isinstance(go(dee, space), Parted)
    after = note(bo, space, "Without Dee.")
    assert (fresh(space).generation, names(ada, space)) == (2, ["Ada", "Bo", "Dee", "Eli"])
    for one in (ada, bo, eli):
        assert [read(one, space, blob) for blob in (before, after)] == ["With all of us.", "Without Dee."]
    assert read(dee, space, before) == "With all of us."
    with pytest.raises(vault.Damaged):
        read(dee, space, after)


def test_with_every_row_in_hand_who_left_gets_no_further():
    space, (ada, _bo, dee, _eli) = circle(4)
    go(dee, space)
    after = note(ada, space, "Without Dee.")
    keys = keys_in(dee, space)
    for gift in Membership.objects.exclude(gift=None).values_list("gift", flat=True):
        with pytest.raises(vault.Damaged):
            keys.take(space.pk, 2, bytes(gift))
    for pin in Membership.objects.exclude(pin=None).exclude(member=dee.member).values_list("pin", flat=True):
        for generation in (1, 2):
            with pytest.raises(vault.Damaged):
                keys.use_pin(space.pk, generation, bytes(pin))
    with pytest.raises(vault.Damaged):
        keys.use_earlier(space.pk, 1, bytes(EarlierKey.objects.get().blob))
    with pytest.raises(vault.Damaged):
        keys.open_shared(space.pk, 2, after, "note")


def test_whoever_is_locked_meanwhile_finds_the_key_at_the_next_unlocking():
    space, (ada, bo, dee, eli) = circle(4)
    first = note(ada, space, "Four.")
    go(dee, space)
    second = note(ada, space, "Three.")
    waiting = seat_of(bo, space)
    assert (waiting.generation, waiting.pin is not None, waiting.gift is not None) == (1, True, True)
    keyring.do_pending(bo.keys)
    taken = seat_of(bo, space)
    assert (taken.generation, taken.gift) == (2, None)
    assert [read(bo, space, blob) for blob in (first, second)] == ["Four.", "Three."]
    assert seat_of(eli, space).generation == 1


def test_two_who_leave_while_somebody_is_locked_leave_one_gift_that_opens_everything():
    space, (ada, bo, dee, eli) = circle(4)
    first = note(ada, space, "Four.")
    go(dee, space)
    second = note(ada, space, "Three.")
    go(eli, space)
    third = note(ada, space, "Two.")
    assert (fresh(space).generation, seat_of(bo, space).generation) == (3, 1)
    assert [read(bo, space, blob) for blob in (first, second, third)] == ["Four.", "Three.", "Two."]
    assert [read(eli, space, blob) for blob in (first, second)] == ["Four.", "Three."]
    with pytest.raises(vault.Damaged):
        read(eli, space, third)


def test_whoever_comes_later_reads_every_name_and_who_left_before_nothing_new():
    space, (ada, bo, dee, _eli) = circle(4)
    go(dee, space)
    fay = come_in(Somebody("Fay"), ada, space)
    assert names(fay, space) == ["Ada", "Bo", "Dee", "Eli", "Fay"]
    assert names(bo, space) == names(fay, space)
    assert names(dee, space) == ["Ada", "Bo", "Dee", "Eli", queries.UNREADABLE]
    assert [each.name for each in queries.spaces_of(dee.member, dee.keys)[0].people] == ["Dee"]


def test_whoever_comes_back_reads_what_was_said_meanwhile_and_has_their_name_again():
    space, (ada, bo, dee, eli) = circle(4)
    go(eli, space)
    go(dee, space)
    meanwhile = note(bo, space, "Meanwhile.")
    come_in(dee, ada, space)
    assert read(dee, space, meanwhile) == "Meanwhile."
    assert names(eli, space) == names(bo, space) == ["Ada", "Bo", "Dee", "Eli"]


def test_an_open_invitation_outlives_a_leaving_and_brings_the_new_key():
    space, (ada, bo, dee) = circle(3)
    fay = Somebody("Fay")
    code = actions.invite(ada.member, ada.keys, space.pk).code
    actions.ask_to_join(fay.member, fay.keys, code=code)
    stale = keys_in(ada, space)
    go(dee, space)
    actions.confirm_join(ada.member, stale, space.pk)
    assert names(fay, space) == ["Ada", "Bo", "Dee", "Fay"]
    assert read(fay, space, note(bo, space, "Welcome.")) == "Welcome."
    assert Invitation.objects.latest("pk").state == Invitation.JOINED


def test_a_space_of_two_closes_under_the_key_it_had():
    space, (ada, bo) = circle(2)
    go(bo, space)
    assert (fresh(space).generation, EarlierKey.objects.exists()) == (1, False)
    assert names(ada, space) == ["Ada", "Bo"]


def test_deleting_a_place_renews_the_key_and_everybody_reads_that_somebody_left():
    space, (ada, bo, dee, eli) = circle(4)
    go(dee, space)
    actions.delete_account(eli.member, passphrase=eli.passphrase, place=HOME)
    there = ["Ada", "Bo", "Dee", "Someone who left"]
    assert fresh(space).generation == 3
    assert names(ada, space) == names(bo, space) == names(dee, space) == there


def test_a_spoilt_public_key_keeps_nobody_from_leaving():
    space, (ada, bo, dee, _eli) = circle(4)
    Member.objects.filter(pk=bo.member.pk).update(public_key=b"spoilt")
    assert isinstance(go(dee, space), Parted)
    assert names(ada, space)[0] == "Ada"
    assert seat_of(bo, space).gift is None


def test_whoever_leaves_with_a_damaged_key_leaves_all_the_same():
    space, (ada, bo, dee, _eli) = circle(4)
    Membership.objects.filter(member=dee.member).update(pin=b"damaged")
    assert isinstance(go(dee, space), Parted)
    assert read(bo, space, note(ada, space, "Still here.")) == "Still here."


def test_a_damaged_gift_leaves_what_was_said_before_readable():
    space, (ada, bo, dee, _eli) = circle(4)
    before = note(ada, space, "Four.")
    go(dee, space)
    Membership.objects.filter(member=bo.member).update(gift=b"damaged")
    assert read(bo, space, before) == "Four."


def test_new_keys_of_one_member_renew_the_key_of_each_space_they_are_in():
    ada, bo, space = together()
    alone = actions.start_relationship(ada.member, ada.keys, kind="self", palette="ember-tide", hue="tide")
    circle_, closed = space_of(ada), space_of(ada)
    go(ada, closed)
    before = note(bo, space, "Before.")
    take_new_keys(ada)
    assert [fresh(each).generation for each in (space, alone, circle_, closed)] == [2, 2, 2, 1]
    after = note(bo, space, "After.")
    for one in (ada, bo):
        assert [read(one, space, blob) for blob in (before, after)] == ["Before.", "After."]
    assert names(ada, alone) == ["Ada"]
    assert names(ada, closed) == ["Ada"]


def test_who_has_the_old_root_and_an_old_copy_of_the_files_does_not_read_what_comes_now():
    ada, bo, space = together()
    root, pin = ada.keys._root, bytes(seat_of(ada, space).pin)
    take_new_keys(ada)
    after = note(bo, space, "After.")
    thief = vault.Keyring(ada.member.pk, root)
    thief.use_pin(space.pk, 1, pin)
    for row in Membership.objects.filter(relationship=space):
        with pytest.raises(vault.Damaged):
            thief.take(space.pk, 2, bytes(row.gift or b""))
        with pytest.raises(vault.Damaged):
            thief.use_pin(space.pk, 2, bytes(row.pin or b""))
    with pytest.raises(vault.Damaged):
        thief.open_shared(space.pk, 2, after, "note")


def test_new_keys_leave_a_circle_alone_that_one_has_left():
    space, (ada, bo, dee) = circle(3)
    go(dee, space)
    before = note(ada, space, "Two.")
    take_new_keys(dee)
    assert fresh(space).generation == 2
    assert names(dee, space)[:2] == ["Ada", "Bo"]
    assert read(bo, space, before) == "Two."
    with pytest.raises(vault.Damaged):
        read(dee, space, before)


def test_new_keys_take_a_gift_along_that_nobody_had_taken():
    space, (ada, bo, dee) = circle(3)
    first = note(ada, space, "Three.")
    go(dee, space)
    second = note(ada, space, "Two.")
    take_new_keys(bo)
    assert [read(bo, space, blob) for blob in (first, second)] == ["Three.", "Two."]
    assert (fresh(space).generation, seat_of(bo, space).generation) == (3, 3)


def test_a_request_that_began_before_seals_under_the_new_key():
    space, (ada, bo, dee) = circle(3)
    relationship, keys = fresh(space), keys_in(ada, space)
    go(dee, space)
    assert relationship.generation == 1
    assert generations.hold_newest_key(relationship, keys)
    blob = keys.seal_shared(space.pk, relationship.generation, "After.", "note")
    assert read(bo, space, blob) == "After."
    with pytest.raises(vault.Damaged):
        read(dee, space, blob)
    assert not generations.hold_newest_key(fresh(space), dee.keys)


def test_whoever_left_and_can_write_into_the_database_does_not_turn_the_key_back():
    space, (ada, bo, dee) = circle(3)
    go(dee, space)
    for one in (ada, bo):
        keyring.do_pending(one.keys)
    Relationship.objects.filter(pk=space.pk).update(generation=1)
    for one in (ada, bo):
        relationship, keys = fresh(space), keys_in(one, space)
        assert generations.hold_newest_key(relationship, keys)
        blob = keys.seal_shared(space.pk, relationship.generation, "After.", "note")
        assert keys_in(ada, space).open_shared(space.pk, 2, blob, "note") == "After."
        with pytest.raises(vault.Damaged):
            keys_in(dee, space).open_shared(space.pk, 2, blob, "note")
