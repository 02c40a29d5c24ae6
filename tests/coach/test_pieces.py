"""The pieces to listen to were written by others than the rules: there the coach is silent where it should be."""

import pytest

from withness.coach import adapter
from withness.coach.hinting import hint_for
from withness.library.pieces import pieces

PARTS = [(part.say, part.mirror) for piece in pieces() for part in piece.parts]


@pytest.mark.parametrize(("said", "mirrored"), PARTS)
def test_a_faithful_mirror_raises_nothing(said, mirrored):
    found = adapter.mirror(said, mirrored)
    assert (found["missed"], found["added"], found["conflicts"]) == ([], [], [])
    assert hint_for("mirror", mirrored, heard=said) is None


@pytest.mark.parametrize("said", [said for said, _ in PARTS])
def test_an_echo_in_place_of_a_mirror_is_noticed(said):
    assert any(one[4] == "role" for one in adapter.mirror(said, said)["conflicts"])


@pytest.mark.parametrize("piece", pieces(), ids=lambda piece: piece.id)
def test_a_reason_of_theirs_is_left_alone_and_feelings_are_feelings(piece):
    said = " ".join(part.say for part in piece.parts)
    assert hint_for("sense", piece.because, heard=said) is None
    for word in piece.feelings:
        assert [one[3] for one in adapter.feeling_words(word)] == ["feeling"]


def test_hardly_any_line_of_theirs_is_called_hard_to_hear():
    flagged = [
        said for said, _ in PARTS if {one[0] for one in adapter.sender(said)} & {"criticism", "contempt"}
    ]
    assert flagged == []
