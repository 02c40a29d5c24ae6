"""What the coach remarks when a mirror lies beside a piece: about these words, and never without a quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.library.pieces import pieces
from withness.practice.listening import Heard, Place, Step, lesson
from withness.practice.remarks import MISSING, TURNED, Remark, remarks

SHORT = pieces()[0]
SAID = "On Sundays I wake up early and I wait. The morning feels long."


@pytest.mark.parametrize(
    ("mirrored", "remarked"),
    [
        ("On Sundays you wake up early and you wait.", Remark("The morning feels long", MISSING)),
        (
            "You wake up early and you do not wait. The morning feels long.",
            Remark("and I wait", TURNED.format(name="Ada")),
        ),
        ("On Sundays you wake up early and you wait. You should sleep longer.", "may be advice"),
        (
            "You wake up early and you wait on Sundays. The morning feels long.",
            "That came back, and so did the rest.",
        ),
    ],
)
def test_what_is_remarked_is_about_these_words(mirrored: str, remarked: Remark | str) -> None:
    said = remarks(SAID, mirrored, name="Ada")
    assert remarked in said if isinstance(remarked, Remark) else any(remarked in each.hint for each in said)
    assert all(each.quote and (each.quote in SAID or each.quote in mirrored) for each in said)


@given(said=st.text(max_size=80), mirrored=st.text(max_size=80))
def test_there_is_never_a_remark_without_words_of_its_own(said: str, mirrored: str) -> None:
    assert all(each.quote and each.hint for each in remarks(said, mirrored, name="Ada"))


def test_the_ways_of_the_library_are_met_with_what_came_back() -> None:
    for piece in pieces():
        for part in piece.parts:
            first = remarks(part.say, part.mirror, name=piece.name)[0]
            assert first.hint.startswith("That came back")


def test_of_words_that_only_meet_nothing_is_said_to_have_come_back() -> None:
    (birthday,) = (piece for piece in pieces() if piece.id == "the-birthday")
    said = remarks(birthday.parts[0].say, "You always exaggerate. I was only a bit late.", name="Dana")
    assert said
    assert not [each for each in said if "came back" in each.hint]


def test_making_sense_stands_on_their_words_or_is_asked_for_them() -> None:
    def remarked(text: str) -> str:
        heard = Heard(stem="You make sense to me, because", text=text)
        return lesson(SHORT, Place(Step.SENSE, 0, True), heard=heard).remarks[0].hint

    assert remarked("you wake up early on Sundays and lie there waiting").startswith("stands on what")
    assert remarked("everybody likes a warm soup").startswith("is a reason. Which of")


def test_without_a_coach_nothing_is_remarked() -> None:
    place, heard = Place(Step.MIRROR, 0, True), Heard(text="Something quite different.")
    assert lesson(SHORT, place, heard=heard).remarks
    assert lesson(SHORT, place, heard=heard, coached=False).remarks == ()
