"""Words: easy to tell apart, evenly drawn, the same on both phones."""

from collections import Counter
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from withness import vault

PUBLIC = st.binary(min_size=32, max_size=32)


def nearby(word: str) -> set[str]:
    """Everything one dropped letter away: two words within one edit share one of these, or are one."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def test_there_are_1024_short_plain_words_in_order():
    words = vault.word_list()
    assert len(words) == 1024
    assert all(before < after for before, after in pairwise(words))
    assert all(word.isalpha() and word.islower() and word.isascii() and 3 <= len(word) <= 8 for word in words)


def test_no_slip_of_one_letter_turns_a_word_into_another():
    seen: dict[str, set[str]] = {}
    for word in vault.word_list():
        for form in {word[:at] + "?" + word[at + 1 :] for at in range(len(word))}:
            seen.setdefault(form, set()).add(word)
    assert [group for group in seen.values() if len(group) > 1] == []
    words = set(vault.word_list())
    assert [word for word in words if (nearby(word) - {word}) & words] == []


@given(PUBLIC, PUBLIC, st.integers(1, 10**9))
def test_both_phones_show_the_same_four_words(ada, bo, number):
    shown = vault.same_words(ada, bo, relationship_id=number, code="7K4M9QRT")
    assert shown == vault.same_words(bo, ada, relationship_id=number, code="7K4M9QRT")
    assert len(shown) == 4


def test_another_key_relationship_or_code_shows_other_words():
    ada, bo, cleo = b"a" * 32, b"b" * 32, b"c" * 32
    shown = [
        vault.same_words(ada, bo, relationship_id=7, code="7K4M9QRT"),
        vault.same_words(ada, cleo, relationship_id=7, code="7K4M9QRT"),
        vault.same_words(ada, bo, relationship_id=8, code="7K4M9QRT"),
        vault.same_words(ada, bo, relationship_id=7, code="7K4M9QRX"),
    ]
    assert all(one != other for one, other in combinations(shown, 2))


def test_compared_words_are_evenly_drawn():
    counts = Counter(
        word for n in range(5000) for word in vault.same_words(bytes(32), bytes(32), relationship_id=n)
    )
    assert len(counts) == 1024
    assert max(counts.values()) < 50  # 20,000 draws: 20 expected each


def test_a_proposed_passphrase_is_five_words_of_the_list():
    proposed = {vault.propose_passphrase() for _ in range(500)}
    assert len(proposed) == 500
    assert all(set(phrase.split()) <= set(vault.word_list()) for phrase in proposed)
    assert all(len(phrase.split()) == 5 for phrase in proposed)
