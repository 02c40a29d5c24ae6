"""Two texts that speak of the same thing, side by side: what each clause holds, and what of it the other text has."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from withness.coach.counting import Number, named_in, numbers_in
from withness.coach.likeness import Near, near, turned
from withness.coach.negators import Denial, Place, denials, says
from withness.coach.roles import BOTH, person_of
from withness.coach.tongue import Tongue
from withness.coach.words import MARKS, Word

SAME, KIN = 0.8, 0.7
"""How like two words are that stand for each other, and those that may."""
Clauses = Sequence[Sequence[Word]]


class Side(NamedTuple):
    """One text as clauses, what each holds and denies, and the words of the other text that are like its own."""

    clauses: Clauses
    content: tuple[tuple[Place, ...], ...]
    stems: tuple[frozenset[str], ...]
    denials: tuple[tuple[Denial, ...], ...]
    denied: tuple[frozenset[int], ...]
    numbers: tuple[Sequence[Number], ...]
    named: tuple[Mapping[int, set[str]], ...]
    small: tuple[frozenset[str], ...]
    like: Near
    telling: bool
    tongue: Tongue

    def doer(self, place: Place) -> str:
        """Which of the two stands before a word in its clause, with nothing said of anybody between; or nobody."""
        words = self.clauses[place.clause]
        for at in range(place.at - 1, -1, -1):
            if person := person_of(words[at].text, self.tongue, telling=self.telling):
                return "" if person == BOTH else person
            if words[at].text in MARKS or says(words, at, self.tongue):
                return ""
        return ""

    def leader(self, clause: int) -> str:
        """Which of the two a clause names first, or nobody."""
        people = (person_of(word.text, self.tongue, telling=self.telling) for word in self.clauses[clause])
        return next((person for person in people if person and person != BOTH), "")

    def first(self, place: Place) -> int:
        """Where what leads up to a word begins: behind whoever is named last before it, or behind a mark."""
        words, at = self.clauses[place.clause], place.at
        while at and words[at - 1].text not in MARKS and words[at - 1].text not in self.tongue.persons:
            at -= 1
        return at

    def denies(self, place: Place) -> bool:
        """Whether a word stands within reach of a negator."""
        return place.at in self.denied[place.clause]

    def denies_outright(self, place: Place) -> bool:
        """Whether it is the very word that a negator denies."""
        return any(denial.head and denial.head.at == place.at for denial in self.denials[place.clause])


class Some(NamedTuple):
    """Some clauses of one side."""

    side: Side
    clauses: tuple[int, ...]

    def rest(self, clause: int, other: "Some") -> list[Place]:
        """The words of content of a clause that those of the other side do not have."""
        like, stems = self.side.like, other.side.stems
        return [
            place
            for place in self.side.content[clause]
            if not any(
                worth >= KIN and any(stem in stems[each] for each in other.clauses)
                for stem, worth in like.get(place.word.stem, {}).items()
            )
        ]

    def found(self, word: Word, other: "Some") -> Iterator[Place]:
        """Where a word of these clauses comes back in those of the other side."""
        likes = self.side.like.get(word.stem, {})
        return (
            place
            for clause in other.clauses
            for place in other.side.content[clause]
            if likes.get(place.word.stem, 0.0) >= SAME
        )


def sides_of(told: Clauses, given: Clauses, tongue: Tongue, like: Near | None = None) -> tuple[Side, Side]:
    """Lay clauses of a message beside those of its mirror."""
    mine, theirs = _content_of(told, tongue), _content_of(given, tongue)
    if like is None:
        here, there = ({place.word.stem for clause in side for place in clause} for side in (mine, theirs))
        like = near(here, there, tongue)
    return (
        _side(told, mine, like, tongue, telling=True),
        _side(given, theirs, turned(like), tongue, telling=False),
    )


def _side(
    clauses: Clauses, content: tuple[tuple[Place, ...], ...], like: Near, tongue: Tongue, *, telling: bool
) -> Side:
    stems = tuple(frozenset(place.word.stem for place in clause) for clause in content)
    denying = tuple(denials(clause, number, tongue) for number, clause in enumerate(clauses))
    denied = tuple(
        frozenset().union(*(denial.reach for denial in each), (one.head.at for one in each if one.head))
        for each in denying
    )
    numbers = tuple(numbers_in(clause, tongue) for clause in clauses)
    named = tuple(named_in(clause, tongue) for clause in clauses)
    small = tuple(tongue.small_words.intersection([word.text for word in clause]) for clause in clauses)
    return Side(clauses, content, stems, denying, denied, numbers, named, small, like, telling, tongue)


def _content_of(clauses: Clauses, tongue: Tongue) -> tuple[tuple[Place, ...], ...]:
    silent = tongue.silent
    return tuple(
        tuple(
            Place(number, at, word)
            for at, word in enumerate(clause)
            if word.text not in silent and says(clause, at, tongue)
        )
        for number, clause in enumerate(clauses)
    )
