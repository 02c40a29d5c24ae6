"""Come in, come back, change the ways in, go."""

from __future__ import annotations

import pytest

from cast import PASSPHRASES
from people.ground import HOME, Somebody, space_of, together
from withness import vault
from withness.people import actions, queries
from withness.people.models import KeySlot, Member, Membership, Relationship, SignIn
from withness.people.outcomes import Recovered, Refused, SignedIn

pytestmark = pytest.mark.django_db


def test_a_new_member_has_a_root_two_slots_and_a_name_only_they_can_read():
    ada = Somebody("Ada")
    assert queries.own_name(ada.member, ada.keys) == "Ada"
    assert set(KeySlot.objects.values_list("kind", flat=True)) == {"passphrase", "recovery"}
    assert bytes(ada.member.public_key) == ada.keys.public_key


@pytest.mark.parametrize("same", ["Ada", "ada", "  ADA ", "\uff21da"])
def test_a_name_is_taken_however_it_is_typed(same):
    Somebody("Ada")
    assert actions.sign_up(same, "something long enough") == Refused("taken")
    assert Member.objects.count() == 1


def test_the_passphrase_opens_however_the_name_is_typed():
    ada = Somebody("Ada")
    found = actions.sign_in(" aDA", ada.passphrase, place=HOME)
    assert isinstance(found, SignedIn)
    assert vault.Keyring(found.member.pk, found.root).public_key == ada.keys.public_key


@pytest.mark.parametrize(("name", "passphrase"), [("Ada", PASSPHRASES["Bo"]), ("Cleo", PASSPHRASES["Ada"])])
def test_a_wrong_passphrase_and_an_unknown_name_get_the_same_answer(name, passphrase):
    Somebody("Ada")
    assert actions.sign_in(name, passphrase, place=HOME) == Refused("wrong")


def test_an_unknown_name_costs_the_same_work(monkeypatch, settings):
    """Both run Argon2 once; counted at the vault, so that a loaded machine cannot blur it."""
    Somebody("Ada")
    runs = []
    counted = vault.slots.wrapping_key
    monkeypatch.setattr(
        vault.slots, "wrapping_key", lambda *told, **more: runs.append(1) or counted(*told, **more)
    )
    for name in ("Ada", "Nobody"):
        runs.clear()
        actions.sign_in(name, "not the passphrase", place=name)
        assert len(runs) == 1


def test_a_missing_pepper_is_said_in_plain_words_and_counts_as_no_wrong_try(settings):
    ada = Somebody("Ada")
    settings.PEPPERS = {}
    for name in ("Ada", "Nobody"):
        for _ in range(8):
            refused = actions.sign_in(name, ada.passphrase, place=HOME)
            assert refused == Refused("pepper", pepper_id=1)
    assert "keys/pepper.1 is missing" in refused.sentence
    assert "recovery code" in refused.sentence


def test_the_recovery_code_works_without_the_pepper_and_the_next_sign_in_takes_up_a_new_one(settings):
    ada = Somebody("Ada")
    settings.PEPPERS = {}
    back = actions.recover("Ada", ada.recovery_code, passphrase="a new long passphrase", place=HOME)
    assert isinstance(back, Recovered)
    settings.PEPPERS = {2: b"\x05" * 32}
    assert isinstance(actions.sign_in("Ada", "a new long passphrase", place=HOME), SignedIn)
    assert KeySlot.objects.get(kind="passphrase").pepper_id == 2
    assert isinstance(actions.sign_in("Ada", "a new long passphrase", place=HOME), SignedIn)


def test_a_dearer_cost_is_taken_up_at_the_next_sign_in(settings):
    ada = Somebody("Ada")
    settings.KDF = {"mem_kib": 128, "passes": 2}
    ada.sign_in()
    slot = KeySlot.objects.get(kind="passphrase")
    assert (slot.mem_kib, slot.passes) == (128, 2)
    assert isinstance(actions.sign_in("Ada", ada.passphrase, place=HOME), SignedIn)


def test_a_recovery_code_works_once_and_is_replaced_and_ends_every_sign_in():
    ada = Somebody("Ada")
    ada.sign_in()
    back = actions.recover("ada", ada.recovery_code.lower(), passphrase="a new long passphrase", place=HOME)
    assert isinstance(back, Recovered)
    assert not SignIn.objects.filter(member=ada.member).exists()
    assert actions.sign_in("Ada", ada.passphrase, place=HOME) == Refused("wrong")
    again = actions.recover("Ada", ada.recovery_code, passphrase="yet another passphrase", place=HOME)
    assert again == Refused("wrong")
    fresh = actions.recover("Ada", back.recovery_code, passphrase="yet another passphrase", place=HOME)
    assert isinstance(fresh, Recovered)
    assert fresh.root == back.root


def test_a_recovery_code_does_not_open_for_another_name():
    ada, _ = Somebody("Ada"), Somebody("Bo")
    assert actions.recover("Bo", ada.recovery_code, passphrase="something long", place=HOME) == Refused(
        "wrong"
    )


def test_when_the_instance_lost_its_secret_the_code_finds_its_member_and_mends_the_name(settings):
    ada = Somebody("Ada")
    Somebody("Bo")
    settings.SECRET_KEY = "another secret altogether, long enough to be one"
    for name in ("Adda", "Bo"):
        wrong = actions.recover(name, ada.recovery_code, passphrase="a new long passphrase", place=HOME)
        assert wrong == Refused("wrong")
    assert actions.sign_in("Ada", ada.passphrase, place=HOME) == Refused("wrong")
    back = actions.recover("Ada", ada.recovery_code, passphrase="a new long passphrase", place=HOME)
    assert back.member == ada.member
    assert isinstance(actions.sign_in("Ada", "a new long passphrase", place=HOME), SignedIn)


def test_a_right_code_with_another_name_opens_nothing_and_renames_nobody():
    ada = Somebody("Ada")
    mistyped = actions.recover("Adda", ada.recovery_code, passphrase="a new long passphrase", place=HOME)
    assert mistyped == Refused("wrong")
    assert isinstance(actions.sign_in("Ada", ada.passphrase, place=HOME), SignedIn)


def test_a_new_recovery_code_needs_the_passphrase_and_replaces_the_old_one():
    ada = Somebody("Ada")
    assert actions.new_recovery_code(ada.member, passphrase="not hers", place=HOME) == Refused("wrong")
    code = actions.new_recovery_code(ada.member, passphrase=ada.passphrase, place=HOME).recovery_code
    wrong = actions.recover("Ada", ada.recovery_code, passphrase="something long", place=HOME)
    right = actions.recover("Ada", code, passphrase="something long", place=HOME)
    assert (wrong, type(right)) == (Refused("wrong"), Recovered)


def test_one_of_the_own_sign_ins_can_be_ended_and_nobody_elses():
    ada, bo = Somebody("Ada"), Somebody("Bo")
    phone = ada.sign_in()
    shown = queries.sign_ins_of(ada.member, ada.browser.session_key)
    assert [(one.is_this, one.device) for one in shown] == [(True, "phone"), (False, "phone")]
    assert not actions.end_sign_in(bo.member, shown[1].id)
    assert actions.end_sign_in(ada.member, shown[1].id)
    with pytest.raises(vault.Locked):
        phone.keys()
    assert ada.keys


def test_a_deleted_account_leaves_nothing_of_its_own_and_the_other_keeps_what_was_shared():
    ada, bo, space = together()
    alone = space_of(bo)
    assert actions.delete_account(bo.member, passphrase="not his", place=HOME) == Refused("wrong")
    actions.delete_account(bo.member, passphrase=bo.passphrase, place=HOME)
    assert not KeySlot.objects.filter(member=bo.member).exists()
    assert not SignIn.objects.filter(member=bo.member).exists()
    space.refresh_from_db()
    assert not space.is_open
    assert not Relationship.objects.filter(pk=alone.pk).exists()
    names = [person.name for person in queries.people_in(space, ada.keys, ada.member)]
    assert names == ["Ada", "Someone who left"]
    assert Membership.objects.filter(member=None, pin=None).count() == 1
    assert actions.sign_in("Bo", bo.passphrase, place=HOME) == Refused("wrong")


def test_when_the_last_one_goes_nothing_of_the_space_is_left():
    ada, bo, _space = together()
    for one in (bo, ada):
        actions.delete_account(one.member, passphrase=one.passphrase, place=HOME)
    assert not Relationship.objects.exists()
    assert not Membership.objects.exists()
