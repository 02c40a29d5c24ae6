"""Sealing: only the same key and the same place open it, and nothing crashes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.vault import Damaged, Locked
from withness.vault.sealing import HEAD, LONGEST, pad, pae, seal, unpad, unseal

KEYS = st.binary(min_size=32, max_size=32)
PARTS = st.lists(st.binary(max_size=8), max_size=4)
KEY = b"\x01" * 32


@given(KEYS, st.binary(max_size=5000), st.binary(max_size=100))
def test_what_is_sealed_opens_again(key, text, context):
    assert unseal(key, seal(key, text, context), context) == text


@given(KEYS, st.binary(max_size=300), st.data())
def test_one_turned_bit_is_refused(key, text, data):
    blob = bytearray(seal(key, text, b"here"))
    bit = data.draw(st.integers(0, len(blob) * 8 - 1))
    blob[bit // 8] ^= 1 << bit % 8
    with pytest.raises((Locked, Damaged)):
        unseal(key, bytes(blob), b"here")


@given(st.binary(max_size=300), st.integers(1, 300))
def test_a_cut_blob_is_refused(text, cut):
    blob = seal(KEY, text, b"here")
    with pytest.raises((Locked, Damaged)):
        unseal(KEY, blob[:-cut], b"here")


@given(KEYS)
def test_another_key_finds_it_locked(key):
    if key == KEY:
        return
    with pytest.raises(Locked):
        unseal(key, seal(KEY, b"mine", b"here"), b"here")


@given(PARTS, PARTS)
def test_another_place_finds_it_damaged(here, there):
    if here == there:
        return
    with pytest.raises(Damaged):
        unseal(KEY, seal(KEY, b"mine", pae(*here)), pae(*there))


@given(st.binary(max_size=600))
def test_garbage_never_opens(blob):
    for garbage in (blob, b"\x01" + blob):
        with pytest.raises((Locked, Damaged)):
            unseal(KEY, garbage, b"")


def test_a_newer_format_is_refused_before_any_key_is_tried():
    blob = seal(KEY, b"text", b"")
    with pytest.raises(Damaged, match="unknown format"):
        unseal(b"\x09" * 32, b"\x02" + blob[1:], b"")


@given(PARTS, PARTS)
def test_no_two_contexts_look_alike(one, other):
    assert (pae(*one) == pae(*other)) == (one == other)


@given(st.binary(max_size=20000))
def test_padding_costs_little_and_comes_off(text):
    padded = pad(text)
    assert unpad(padded) == text
    assert 256 <= len(padded) <= max(256, (len(text) + 1) * 1.125)


def test_short_answers_all_look_alike():
    assert {len(pad(b"a" * length)) for length in range(256)} == {256}
    assert len({len(pad(b"a" * length)) for length in range(2000)}) < 60


def test_no_salt_comes_twice():
    heads = {seal(KEY, b"", b"")[:HEAD] for _ in range(5000)}
    assert len(heads) == 5000


@pytest.mark.parametrize(("key", "text"), [(b"short", b""), (KEY, b"x" * (LONGEST + 1))])
def test_wrong_sizes_are_bugs(key, text):
    with pytest.raises(ValueError, match="wrong size"):
        seal(key, text, b"")
