"""The pieces to listen to: enough of them, of every kind and length, and each one told and mirrored faithfully."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from withness.library.feelings import WORDS
from withness.library.pieces import Among, Length, Piece, piece_named, pieces
from withness.scripts import names

FLIPPED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "you": "i", "your": "my",
    "yours": "mine", "yourself": "myself",
}  # fmt: skip
SMALL = {"and", "but", "am", "are", "was", "were", "me", "i"}
EACH = pytest.mark.parametrize("piece", pieces(), ids=lambda piece: piece.id)


def test_there_are_enough_of_every_length_and_kind() -> None:
    assert len({piece.id for piece in pieces()}) == len(pieces()) >= 18
    assert min(Counter(piece.length for piece in pieces()).values()) >= 5
    assert min(Counter(piece.kind for piece in pieces()).values()) >= 4
    assert {piece.kind for piece in pieces()} == set(Among)
    assert {piece.length for piece in pieces()} == set(Length)


@EACH
def test_what_may_be_felt_are_feelings_everybody_can_choose(piece: Piece) -> None:
    assert set(piece.feelings) <= WORDS
    assert 2 <= len(set(piece.feelings)) == len(piece.feelings) <= 3


@EACH
def test_the_mirror_keeps_every_word_but_turns_i_and_you(piece: Piece) -> None:
    for part in piece.parts:
        assert Counter(turned(part.say)) == Counter(plain(part.mirror)), part


@EACH
def test_making_sense_gives_a_reason_and_takes_nothing_back(piece: Piece) -> None:
    assert piece.because.startswith("You make sense to me, because ")
    assert " but " not in piece.because


@EACH
def test_each_part_can_be_mirrored_in_one_go(piece: Piece) -> None:
    assert all(1 <= len(re.findall(r"[.?]", part.say)) <= 3 for part in piece.parts)
    assert all(len(part.say) <= 200 for part in piece.parts)


def test_a_piece_is_found_by_its_name_and_takes_no_name_of_a_dialogue() -> None:
    assert piece_named("sunday-mornings") in pieces()
    assert piece_named("nothing") is None
    assert "listening" not in names(), "its page would be hidden by the place for listening"


def plain(sentence: str) -> list[str]:
    """The words that carry meaning; a mirror may join two sentences and must fit its verbs."""
    return [word for word in re.findall(r"[a-z’]+", sentence.lower()) if word not in SMALL]


def turned(sentence: str) -> list[str]:
    words = re.findall(r"[a-z’]+", sentence.lower())
    return [word for word in (FLIPPED.get(word, word) for word in words) if word not in SMALL]
