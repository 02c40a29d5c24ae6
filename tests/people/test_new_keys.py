"""A changed passphrase: with or without new keys, all old or all new."""

from __future__ import annotations

import pytest

from people.ground import HOME, Somebody, enter, space_of, together
from withness import vault
from withness.people import actions, private, queries
from withness.people.models import Invitation, Member, Membership, SignIn
from withness.people.outcomes import Recovered, Refused, SignedIn

pytestmark = pytest.mark.django_db
NEW = "pebble sonata cardigan frost"


def change(somebody: Somebody, *, rewrite: bool):
    return actions.change_passphrase(
        somebody.member, old=somebody.passphrase, new=NEW, rewrite=rewrite, place=HOME
    )


@pytest.mark.parametrize("rewrite", [False, True])
def test_the_new_passphrase_opens_the_old_one_does_not_and_every_sign_in_has_ended(rewrite):
    ada = Somebody("Ada")
    phone = ada.sign_in()
    changed = change(ada, rewrite=rewrite)
    assert not SignIn.objects.filter(member=ada.member).exists()
    for browser in (phone, ada.browser):
        with pytest.raises(vault.Locked):
            browser.keys()
    assert actions.sign_in("Ada", ada.passphrase, place=HOME) == Refused("wrong")
    assert isinstance(actions.sign_in("Ada", NEW, place=HOME), SignedIn)
    assert queries.own_name(changed.member, enter(changed.member, changed.root).keys()) == "Ada"


def test_the_old_passphrase_is_asked_for():
    ada = Somebody("Ada")
    told = {"new": NEW, "rewrite": True, "place": HOME}
    assert actions.change_passphrase(ada.member, old="not hers", **told) == Refused("wrong")
    assert ada.keys


def test_without_rewriting_the_keys_and_the_recovery_code_stay():
    ada = Somebody("Ada")
    before = ada.keys.public_key
    changed = change(ada, rewrite=False)
    assert (vault.Keyring(ada.member.pk, changed.root).public_key, changed.recovery_code) == (before, "")
    back = actions.recover("Ada", ada.recovery_code, passphrase="something long", place=HOME)
    assert isinstance(back, Recovered)


def test_with_rewriting_the_old_root_opens_nothing_any_more_and_the_new_one_everything():
    ada, bo, space = together()
    waiting = space_of(ada)
    secret = actions.invite(ada.member, ada.keys, waiting.pk).secret
    old = ada.keys
    note = old_words(old, space, "We said this.")
    changed = change(ada, rewrite=True)
    new = enter(changed.member, changed.root).keys()
    assert queries.people_in(space, new, changed.member)[1].name == "Bo"
    assert new.open_shared(space.pk, 1, note, "note") == "We said this."
    assert queries.invitation_of(changed.member, new, waiting.pk).secret == secret
    assert bytes(Member.objects.get(pk=ada.member.pk).public_key) == new.public_key
    member, pin = Member.objects.get(pk=ada.member.pk), Membership.objects.get(relationship=space, seat=0).pin
    with pytest.raises(vault.Damaged):
        old.open_own(bytes(member.name_blob), "name")
    with pytest.raises(vault.Damaged):
        old.use_pin(space.pk, 1, bytes(pin))
    wrong = actions.recover("Ada", ada.recovery_code, passphrase="something long", place=HOME)
    right = actions.recover("Ada", changed.recovery_code, passphrase="something long", place=HOME)
    assert (wrong, type(right)) == (Refused("wrong"), Recovered)
    assert queries.people_in(space, bo.keys, bo.member)[0].name == "Ada"


def old_words(keys: vault.Keyring, space, text: str) -> bytes:
    keys.use_pin(space.pk, 1, bytes(Membership.objects.get(relationship=space, seat=0).pin))
    return keys.seal_shared(space.pk, 1, text, "note")


@pytest.mark.parametrize("who", ["inviter", "joiner"])
def test_a_question_that_waits_survives_new_keys_on_either_side(who):
    ada, bo = Somebody("Ada"), Somebody("Bo")
    space = space_of(ada)
    actions.ask_to_join(bo.member, bo.keys, code=actions.invite(ada.member, ada.keys, space.pk).code)
    one = ada if who == "inviter" else bo
    changed = change(one, rewrite=True)
    one.member, one.browser = changed.member, enter(changed.member, changed.root)
    shown, joining = (
        queries.invitation_of(ada.member, ada.keys, space.pk),
        queries.joining_of(bo.member, bo.keys),
    )
    assert (shown.asked.name, shown.asked.words) == ("Bo", joining.words)
    actions.confirm_join(ada.member, ada.keys, space.pk)
    assert [person.name for person in queries.people_in(space, bo.keys, bo.member)] == ["Ada", "Bo"]


def test_a_gift_on_its_way_arrives_through_new_keys():
    ada, bo = Somebody("Ada"), Somebody("Bo")
    space = space_of(ada)
    actions.ask_to_join(bo.member, bo.keys, code=actions.invite(ada.member, ada.keys, space.pk).code)
    actions.confirm_join(ada.member, ada.keys, space.pk)
    changed = change(bo, rewrite=True)
    new = enter(changed.member, changed.root).keys()
    assert queries.people_in(space, new, changed.member)[0].name == "Ada"


@pytest.mark.django_db(transaction=True)
def test_when_rewriting_breaks_in_the_middle_everything_is_as_it_was(monkeypatch):
    ada, _bo, space = together()

    def breaks(row: Invitation) -> tuple[str]:
        raise OSError("the disk is full")

    private.register_private_records(Member, blobs=("name_blob",), context=breaks, owner="pk")
    try:
        with pytest.raises(OSError, match="disk is full"):
            change(ada, rewrite=True)
    finally:
        private._registered.pop()
    assert queries.people_in(space, ada.keys, ada.member)[1].name == "Bo"
    assert queries.own_name(Member.objects.get(pk=ada.member.pk), ada.keys) == "Ada"
    assert isinstance(actions.sign_in("Ada", ada.passphrase, place=HOME), SignedIn)


def test_a_damaged_private_record_does_not_keep_anybody_from_new_keys():
    ada, _bo, space = together()
    damaged = bytearray(ada.member.name_blob)
    damaged[-1] ^= 1
    Member.objects.filter(pk=ada.member.pk).update(name_blob=bytes(damaged))
    changed = change(ada, rewrite=True)
    new = enter(changed.member, changed.root).keys()
    assert queries.own_name(changed.member, new) == queries.UNREADABLE
    assert queries.people_in(space, new, changed.member)[0].name == "Ada"
