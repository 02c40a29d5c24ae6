"""The strand of turns: alternating knots, the next one open, in words too, and nothing of an unanswered letter."""

from __future__ import annotations

from dialogues.letters import by_letter, seal, unseal
from dialogues.table import Guest
from withness.dialogues.glass.strand import LONGEST, strand_of
from withness.dialogues.models import Dialogue
from withness.people.models import Relationship
from withness.protocol.moves import Choose, Offer


def test_before_the_first_turn_nothing_is_drawn(ada: Guest, letters: Dialogue) -> None:
    assert strand_of(ada.opened(letters)) is None


def test_turns_alternate_and_the_next_one_is_open(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    seal(ada, letters)
    unseal(bo, letters)
    drawn = strand_of(bo.opened(letters))
    assert drawn
    assert [knot.open for knot in drawn.knots] == [False, True]
    assert drawn.knots[0].hue != drawn.knots[1].hue
    assert drawn.words == "One turn so far. The next one is yours."


def test_its_author_finds_the_same_strand_before_and_after_it_is_opened(
    ada: Guest, bo: Guest, letters: Dialogue
) -> None:
    seal(ada, letters)
    before = strand_of(ada.opened(letters), sealed=True)
    unseal(bo, letters)
    assert strand_of(ada.opened(letters), sealed=True) == before
    assert before
    assert before.words == "One turn so far. The next one is Bo’s."


def test_before_the_first_words_a_choice_is_no_turn(ada: Guest, space: Relationship) -> None:
    """Whoever says first how hot it is has taken no turn, and "the next one" would be the first."""
    letters = by_letter(ada, space, "frustration")
    ada.do(letters, Choose("small"))
    assert strand_of(ada.opened(letters)) is None


def test_a_letter_that_lies_here_is_the_next_turn(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    seal(ada, letters)
    assert strand_of(bo.opened(letters), arrived=True) is None, "nothing came before it"
    unseal(bo, letters)
    seal(bo, letters, Offer("You wait."))
    drawn = strand_of(ada.opened(letters), arrived=True)
    assert drawn
    assert drawn.words == "One turn so far. The next one is here."


def test_of_many_turns_the_last_ones_are_drawn(ada: Guest, bo: Guest, space: Relationship) -> None:
    letters = by_letter(ada, space)
    for _ in range(6):
        seal(ada, letters, Offer("I wait."))
        unseal(bo, letters)
        bo.do(letters, Choose("smaller"))
    drawn = strand_of(ada.opened(letters))
    assert drawn
    assert len(drawn.knots) == LONGEST
    assert drawn.words == "Twelve turns so far. The next one is yours."
