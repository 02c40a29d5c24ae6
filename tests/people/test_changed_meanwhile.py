"""Keys that changed while a request was under way: nothing is sealed under keys that are gone, nothing is lost."""

from __future__ import annotations

from functools import partial

import pytest
from django.conf import settings

from people.ground import HOME, Somebody, enter, space_of, together
from people.test_at_once import at_once
from withness import vault
from withness.people import actions, queries
from withness.people import keyring as keys
from withness.people.actions import accounts
from withness.people.models import KeySlot, Member, Membership, SignIn
from withness.people.outcomes import PassphraseChanged, Refused, SignedIn

pytestmark = pytest.mark.django_db
NEW = "pebble sonata cardigan frost"


def changed(somebody: Somebody) -> vault.Keyring:
    """New keys, from another phone; gives the old ones, as a request that is under way still holds them."""
    old = somebody.keys
    told = {"old": somebody.passphrase, "new": NEW, "rewrite": True, "place": HOME}
    assert isinstance(actions.change_passphrase(somebody.member, **told), PassphraseChanged)
    return old


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_sent_twice_loses_nothing():
    ada = Somebody("Ada")
    told = {"old": ada.passphrase, "new": NEW, "rewrite": True, "place": HOME}
    both = at_once(*[partial(actions.change_passphrase, ada.member, **told)] * 2)
    won = next(one for one in both if isinstance(one, PassphraseChanged))
    assert Refused("wrong") in both
    assert queries.own_name(won.member, vault.Keyring(ada.member.pk, won.root)) == "Ada"
    assert isinstance(actions.sign_in("Ada", NEW, place=HOME), SignedIn)


def test_the_second_of_two_changes_finds_its_keys_gone():
    ada = Somebody("Ada")
    old_root = actions.sign_in("Ada", ada.passphrase, place=HOME).root
    changed(ada)
    assert accounts._change_keys(ada.member, old_root, "yet another passphrase") == Refused("wrong")
    found = actions.sign_in("Ada", NEW, place=HOME)
    assert queries.own_name(found.member, vault.Keyring(found.member.pk, found.root)) == "Ada"


@pytest.mark.parametrize("act", ["start", "invite", "ask"])
def test_nothing_is_sealed_under_keys_that_are_gone(act):
    ada, bo = Somebody("Ada"), Somebody("Bo")
    mine, theirs = space_of(ada), space_of(bo)
    code = actions.invite(bo.member, bo.keys, theirs.pk).code
    old = changed(ada)
    acts = {
        "start": partial(
            actions.start_relationship, ada.member, old, kind="friend", palette="ember-tide", hue="tide"
        ),
        "invite": partial(actions.invite, ada.member, old, mine.pk),
        "ask": partial(actions.ask_to_join, ada.member, old, code=code),
    }
    with pytest.raises(vault.Locked):
        acts[act]()


def test_a_gift_is_not_pinned_under_keys_that_are_gone():
    ada, bo = Somebody("Ada"), Somebody("Bo")
    space = space_of(ada)
    actions.ask_to_join(bo.member, bo.keys, code=actions.invite(ada.member, ada.keys, space.pk).code)
    old = bo.keys
    actions.confirm_join(ada.member, ada.keys, space.pk)
    seat = Membership.objects.select_related("relationship").get(relationship=space, member=bo.member)
    told = {"old": bo.passphrase, "new": NEW, "rewrite": True, "place": HOME}
    won = actions.change_passphrase(bo.member, **told)
    keys.use_key_of(seat, old)
    assert not old.holds(space.pk, 1)
    new = vault.Keyring(bo.member.pk, won.root)
    assert [one.name for one in queries.people_in(space, new, won.member)] == ["Ada", "Bo"]


def test_a_sign_in_that_slipped_through_with_the_old_keys_is_nobody():
    ada = Somebody("Ada")
    stale, root = (
        Member.objects.get(pk=ada.member.pk),
        actions.sign_in("Ada", ada.passphrase, place=HOME).root,
    )
    changed(ada)
    slipped = enter(stale, root)
    assert SignIn.objects.count() == 1
    assert not slipped.request().user.is_authenticated


def test_a_slot_that_is_renewed_at_sign_in_never_brings_an_old_passphrase_back():
    ada = Somebody("Ada")
    old_root, old_slot = keys.open_root(ada.member, vault.PASSPHRASE, vault.passphrase_secret(ada.passphrase))
    changed(ada)
    fresh = accounts._passphrase_slot(ada.member.pk, ada.passphrase, old_root)
    keys.renew_slot(ada.member.pk, fresh, instead_of=old_slot)
    assert actions.sign_in("Ada", ada.passphrase, place=HOME) == Refused("wrong")
    assert isinstance(actions.sign_in("Ada", NEW, place=HOME), SignedIn)


def test_a_slot_is_renewed_when_nothing_came_in_between(settings):
    ada = Somebody("Ada")
    settings.PEPPERS = {**settings.PEPPERS, 2: bytes(32)}
    assert isinstance(actions.sign_in("Ada", ada.passphrase, place=HOME), SignedIn)
    assert KeySlot.objects.get(member=ada.member, kind=vault.PASSPHRASE).pepper_id == 2


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_an_old_passphrase_and_a_deleted_account_are_in_no_file_any_more():
    from people.test_canary import everything

    ada, bo, _space = together()
    assert settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    old = [bytes(slot.blob) for slot in KeySlot.objects.filter(member=ada.member)]
    assert all(blob in everything() for blob in old)
    changed(ada)
    assert not any(blob in everything() for blob in old)
    his = [bytes(slot.blob) for slot in KeySlot.objects.filter(member=bo.member)]
    actions.delete_account(bo.member, passphrase=bo.passphrase, place=HOME)
    assert not any(blob in everything() for blob in his)
