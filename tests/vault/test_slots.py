"""Slots: a passphrase or a recovery code opens the root; nothing else does."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from withness import vault
from withness.vault import Damaged, Locked, PepperMissing

PEPPERS = {1: b"\x07" * 32}
CHEAP = vault.Cost(mem_kib=8 * 1024, passes=1)
ROOT = bytes(range(32))


def slot_for(secret: bytes, *, owner: int = 1, kind: str = vault.PASSPHRASE, peppers=PEPPERS) -> vault.Slot:
    return vault.make_slot(kind, owner, secret=secret, root=ROOT, peppers=peppers, cost=CHEAP)


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=1, max_size=40), st.binary(min_size=1, max_size=40))
def test_only_the_passphrase_opens_the_slot(secret, guess):
    slot = slot_for(secret)
    assert vault.open_slot(slot, 1, secret=secret, peppers=PEPPERS) == ROOT
    if guess != secret:
        with pytest.raises(Locked):
            vault.open_slot(slot, 1, secret=guess, peppers=PEPPERS)


def test_a_slot_moved_to_another_member_is_refused():
    with pytest.raises(Damaged):
        vault.open_slot(slot_for(b"hers"), 2, secret=b"hers", peppers=PEPPERS)


def test_without_the_right_pepper_no_passphrase_fits():
    with pytest.raises(Locked):
        vault.open_slot(slot_for(b"hers"), 1, secret=b"hers", peppers={1: b"\x08" * 32})


def test_a_missing_pepper_is_named_and_is_not_a_wrong_passphrase():
    with pytest.raises(PepperMissing) as caught:
        vault.open_slot(slot_for(b"hers"), 1, secret=b"hers", peppers={2: b"\x09" * 32})
    assert caught.value.pepper_id == 1


@pytest.mark.parametrize(
    "change", [{"mem_kib": 1}, {"mem_kib": 1 << 30}, {"passes": 0}, {"passes": 10**9}], ids=str
)
def test_a_cost_out_of_bounds_is_refused_without_paying_it(change):
    with pytest.raises(Damaged):
        vault.open_slot(replace(slot_for(b"hers"), **change), 1, secret=b"hers", peppers=PEPPERS)


def test_a_lowered_cost_does_not_open():
    slot = vault.make_slot(
        vault.PASSPHRASE, 1, secret=b"hers", root=ROOT, peppers=PEPPERS, cost=vault.Cost(16 * 1024, 1)
    )
    with pytest.raises((Locked, Damaged)):
        vault.open_slot(replace(slot, mem_kib=8 * 1024), 1, secret=b"hers", peppers=PEPPERS)


def test_the_recovery_code_needs_no_pepper_and_forgives_typing():
    code = vault.new_recovery_code()
    slot = slot_for(vault.recovery_secret(code), kind=vault.RECOVERY)
    typed = " " + code.lower().replace("1", "l").replace("0", "o").replace("-", " – ")
    assert vault.open_slot(slot, 1, secret=vault.recovery_secret(typed), peppers={}) == ROOT
    other = vault.recovery_secret(vault.new_recovery_code())
    with pytest.raises(Locked):
        vault.open_slot(slot, 1, secret=other, peppers={})


def test_a_recovery_code_holds_125_bits():
    codes = {vault.new_recovery_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(len(vault.recovery_secret(code)) == 25 for code in codes)
    assert len(set("".join(codes)) - {"-"}) == 32


@given(st.text(max_size=60))
def test_any_typing_is_read_without_a_crash(typed):
    assert isinstance(vault.recovery_secret(typed), bytes)
    assert isinstance(vault.passphrase_secret(typed), bytes)


def test_a_passphrase_is_the_same_from_every_keyboard_and_otherwise_unaltered():
    assert vault.passphrase_secret("cafe\u0301 ") == vault.passphrase_secret("caf\u00e9 ")
    assert len({vault.passphrase_secret(typed) for typed in ("four words", "Four words", "four words ")}) == 3


def test_a_slot_made_cheaper_or_with_an_older_pepper_is_dated():
    slot = slot_for(b"hers")
    assert not vault.is_dated(slot, peppers=PEPPERS, cost=CHEAP)
    assert vault.is_dated(slot, peppers=PEPPERS, cost=vault.Cost())
    assert vault.is_dated(slot, peppers={**PEPPERS, 2: b"\x09" * 32}, cost=CHEAP)
    assert vault.is_dated(slot_for(b"hers", peppers={}), peppers=PEPPERS, cost=CHEAP)
    recovery = slot_for(b"code", kind=vault.RECOVERY)
    assert not vault.is_dated(recovery, peppers={9: b"\x09" * 32}, cost=vault.Cost())
