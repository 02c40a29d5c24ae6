"""Keyrings: who can read what, and what a keyring refuses to do with itself."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.vault import Damaged, Keyring, Locked, new_root, new_ticket, page_key


def two() -> tuple[Keyring, Keyring]:
    """Ada has a relationship with Bo: number 7, first generation."""
    ada, bo = Keyring(1, new_root()), Keyring(2, new_root())
    ada.new_relationship_key(7, 1)
    bo.take(7, 1, ada.give(7, 1, to=2, public_key=bo.public_key))
    return ada, bo


@given(st.text(max_size=400))
def test_own_words_come_back_byte_for_byte(text):
    ada = Keyring(1, bytes(32))
    assert ada.open_own(ada.seal_own(text, "draft", 5), "draft", 5) == text


def test_even_half_a_character_comes_back():
    ada = Keyring(1, bytes(32))
    assert ada.open_own(ada.seal_own("\ud83d \0 \r\n", "draft"), "draft") == "\ud83d \0 \r\n"


def test_both_read_what_is_shared_and_a_stranger_does_not():
    ada, bo = two()
    blob = ada.seal_shared(7, 1, "I felt alone.", "move", 3, 12, 0)
    assert bo.open_shared(7, 1, blob, "move", 3, 12, 0) == "I felt alone."
    cleo = Keyring(3, new_root())
    with pytest.raises(Damaged):
        cleo.open_shared(7, 1, blob, "move", 3, 12, 0)
    cleo.new_relationship_key(7, 1)
    with pytest.raises(Damaged):
        cleo.open_shared(7, 1, blob, "move", 3, 12, 0)


@pytest.mark.parametrize(
    "place",
    [("move", 4, 12, 0), ("move", 3, 13, 0), ("move", 3, 12, 1), ("note", 3, 12, 0), ("move", 3, 12)],
    ids=["dialogue", "seq", "seat", "kind", "fewer"],
)
def test_a_move_does_not_open_anywhere_else(place):
    ada, bo = two()
    blob = ada.seal_shared(7, 1, "I felt alone.", "move", 3, 12, 0)
    with pytest.raises(Damaged):
        bo.open_shared(7, 1, blob, *place)


def test_own_words_are_for_one_member_only_even_under_the_same_root():
    root = new_root()
    blob = Keyring(1, root).seal_own("only me", "draft")
    with pytest.raises(Damaged):
        Keyring(2, root).open_own(blob, "draft")
    with pytest.raises(Damaged):
        Keyring(1, new_root()).open_own(blob, "draft")


def test_a_gift_opens_for_its_receiver_its_relationship_and_its_generation_only():
    ada, bo = two()
    gift = ada.give(7, 1, to=2, public_key=bo.public_key)
    for taker, place in [(Keyring(3, new_root()), (7, 1)), (bo, (8, 1)), (bo, (7, 2))]:
        with pytest.raises(Damaged):
            taker.take(*place, gift)


@given(st.binary(max_size=120))
def test_a_made_up_gift_or_letter_is_refused(sealed):
    bo = Keyring(2, bytes(32))
    with pytest.raises(Damaged):
        bo.take(7, 1, sealed)
    with pytest.raises(Damaged):
        bo.receive(sealed, "name", 7)


def test_a_pin_gives_the_key_back_to_its_member_and_place_only():
    root = new_root()
    ada = Keyring(1, root)
    pin = ada.new_relationship_key(7, 1)
    blob = ada.seal_shared(7, 1, "ours", "x")
    later = Keyring(1, root)
    assert not later.holds(7, 1)
    later.use_pin(7, 1, pin)
    assert later.holds(7, 1)
    assert later.open_shared(7, 1, blob, "x") == "ours"
    for member, place in [(2, (7, 1)), (1, (8, 1)), (1, (7, 2))]:
        with pytest.raises(Damaged):
            Keyring(member, root).use_pin(*place, pin)


def test_a_letter_is_read_by_its_receiver_and_hides_its_length():
    ada, bo = two()
    letter = bo.send_to(ada.public_key, "Bo", "name", 7)
    assert ada.receive(letter, "name", 7) == "Bo"
    assert len(letter) == len(bo.send_to(ada.public_key, "Bo" * 60, "name", 7))
    with pytest.raises(Damaged):
        ada.receive(letter, "name", 8)
    with pytest.raises(Damaged):
        bo.receive(letter, "name", 7)


def test_the_ticket_opens_the_session_of_its_member_only():
    ada, ticket = Keyring(1, new_root()), new_ticket()
    blob = ada.to_session("s1", ticket)
    assert Keyring.from_session(1, "s1", ticket=ticket, blob=blob).public_key == ada.public_key
    with pytest.raises(Locked):
        Keyring.from_session(1, "s1", ticket=new_ticket(), blob=blob)
    for member, session in [(2, "s1"), (1, "s2")]:
        with pytest.raises(Damaged):
            Keyring.from_session(member, session, ticket=ticket, blob=blob)


def test_a_keyring_is_never_pickled_copied_or_printed():
    ada = Keyring(1, b"\xaa" * 32)
    for keep in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not stored"):
            keep(ada)
    assert repr(ada) == str(ada) == f"{ada}" == "<Keyring>"
    assert not hasattr(ada, "__dict__")


@given(st.integers(0, 8 * 300))
def test_a_turned_bit_anywhere_is_damage_and_never_asks_anybody_to_unlock(bit):
    ada = Keyring(1, bytes(32))
    blob = bytearray(ada.seal_own("words", "draft"))
    blob[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Damaged):
        ada.open_own(bytes(blob), "draft")


def test_the_key_of_a_page_is_of_one_ticket_alone_and_opens_no_session():
    ticket, root = new_ticket(), new_root()
    blob = Keyring(1, root).to_session("session", ticket)
    assert page_key(ticket) == page_key(ticket) != page_key(new_ticket())
    with pytest.raises(Locked):
        Keyring.from_session(1, "session", ticket=page_key(ticket), blob=blob)


@given(generations=st.integers(2, 6), left_after=st.integers(1, 5))
def test_whoever_holds_a_key_reads_what_came_before_it_and_nothing_after(generations, left_after):
    ada, bo = two()
    blobs, kept = {1: ada.seal_shared(7, 1, "word 1", "note")}, {}
    for each in range(2, generations + 1):
        if each - 1 == left_after:
            pin = bo.pin(7, left_after, bo._key_of(7, left_after))
        ada.new_relationship_key(7, each)
        kept[each - 1] = ada.keep_earlier(7, each - 1)
        blobs[each] = ada.seal_shared(7, each, f"word {each}", "note")
        bo.take(7, each, ada.give(7, each, to=2, public_key=bo.public_key))
    later = Keyring(3, new_root())
    later.take(7, generations, ada.give(7, generations, to=3, public_key=later.public_key))
    for each in sorted(kept, reverse=True):
        later.use_earlier(7, each, kept[each])
    for each, blob in blobs.items():
        assert later.open_shared(7, generations, blob, "note") == f"word {each}"
        assert later.generation_of(7, generations, blob) == each
    if left_after < generations:
        gone = Keyring(2, bo._root)
        gone.use_pin(7, left_after, pin)
        for each in range(left_after - 1, 0, -1):
            gone.use_earlier(7, each, kept[each])
        with pytest.raises(Damaged):
            gone.use_earlier(7, left_after, kept[left_after])
        for each, blob in blobs.items():
            if each <= left_after:
                assert gone.open_shared(7, generations, blob, "note") == f"word {each}"
            else:
                with pytest.raises(Damaged):
                    gone.open_shared(7, generations, blob, "note")


def test_a_blob_that_nobody_here_sealed_counts_as_of_today():
    ada, _ = two()
    ada.new_relationship_key(7, 2)
    assert ada.generation_of(7, 2, Keyring(3, new_root()).seal_own("x", "note")) == 2
    assert ada.generation_of(7, 2, b"") == 2


def test_nothing_is_given_to_what_is_no_public_key():
    ada, _ = two()
    with pytest.raises(Damaged):
        ada.give(7, 1, to=3, public_key=b"spoilt")
