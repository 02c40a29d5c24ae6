"""What a mirror kept, left out, added and turned round, each with the words it is about. Never a score for a person."""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from operator import mul
from typing import NamedTuple, Protocol

from withness.coach.adding import DOES, SUPPORTED, Addition, Laid, added, deeds, is_scrap
from withness.coach.clauses import Clause, clauses_of
from withness.coach.flipping import turned_to_you
from withness.coach.folding import folded
from withness.coach.gaps import in_other_words
from withness.coach.matching import Match, Table, match
from withness.coach.polarity import conflicts
from withness.coach.quoting import quoting
from withness.coach.roles import HEARS, TELLS, roles_of
from withness.coach.sides import Some, sides_of
from withness.coach.stemming import FRAME, without_stem
from withness.coach.swapping import swapped
from withness.coach.tongue import Tongue, tongue_for
from withness.coach.words import MARKS, Word, words_of

MOST = 48
"""Clauses that are compared; what comes after them is left out of sight, so that a wall of text costs no time."""
READ = 2400
"""Characters of clauses that a sentence model is asked about; more would take it longer than a page may."""
KEPT = 0.18
"""How much of a clause has to come back."""
HEARD = 0.35
"""How much a sentence model has to hear of it, where words alone say that it was left out."""
FACED, FEW = 0.15, 6
"""How much two clauses share that are looked at beside each other, and with how many others; more is a wall of text."""


class Encoder(Protocol):
    """Anything that gives each text a direction; texts that mean alike point alike."""

    def encode(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One unit vector for each text."""
        ...


class Part(NamedTuple):
    """A clause of the message, and how well it is found in the mirror."""

    start: int
    end: int
    worth: float


class Contradiction(NamedTuple):
    """A clause of the message and the clause of the mirror that turns it round."""

    start: int
    end: int
    mirror_start: int
    mirror_end: int
    kind: str
    evidence: str


class Mirrored(NamedTuple):
    """Everything about one message and one mirror of it."""

    coverage: float = 0.0
    support: float = 0.0
    whole: float = 0.0
    reflected: tuple[Part, ...] = ()
    missed: tuple[Part, ...] = ()
    added: tuple[Addition, ...] = ()
    contradicted: tuple[Contradiction, ...] = ()


def mirror(told: str, given_back: str, *, language: str = "en", encoder: Encoder | None = None) -> Mirrored:
    """Compare a message with its mirror. Nothing is found where there are no rules, or nothing was said."""
    tongue = tongue_for(language)
    if tongue is None:
        return Mirrored()
    mine, theirs = (clauses_of(words_of(text, tongue), tongue)[:MOST] for text in (told, given_back))
    if not mine:
        return Mirrored()
    if not theirs:
        return Mirrored(missed=tuple(Part(clause.start, clause.end, 0.0) for clause in mine))
    by_words = _laid_together(mine, theirs, tongue)
    quoted = quoting(mine, told, tongue), quoting(theirs, given_back, tongue)
    turned = _contradicted(by_words, quoted, tongue)  # by words alone: models cannot see a "not"
    pair = _by_meaning(by_words, tongue, encoder) if encoder else by_words
    return _mirrored(pair, by_words, turned, tongue)


def _mirrored(pair: Laid, by_words: Laid, turned: tuple[Contradiction, ...], tongue: Tongue) -> Mirrored:
    starts = {one.mirror_start for one in turned if one.kind != "role"}
    opposite = {column for column, clause in enumerate(pair.given) if clause.start in starts}
    done = deeds(by_words, tongue)
    meant = _gaps(by_words, done, opposite)
    if pair is not by_words:  # what words have found stays found
        done = deeds(pair, tongue)
        meant = _gaps(pair, done, opposite) | meant
    parts = [
        Part(clause.start, clause.end, KEPT if worth < KEPT and _is_kept(pair, row, meant, tongue) else worth)
        for row, (clause, worth) in enumerate(zip(pair.told, pair.match.coverage, strict=True))
    ]
    weights = [max(1, sum(word[0] != "<" for word in roles)) for roles in pair.roles[0]]
    weighed = sum(part.worth * weight for part, weight in zip(parts, weights, strict=True))
    columns = len(pair.given)
    return Mirrored(
        coverage=weighed / sum(weights),
        support=sum(pair.match.support) / columns,
        whole=sum(max(column) for column in zip(*pair.match.fit, strict=True)) / columns,
        reflected=tuple(part for part in parts if part.worth >= KEPT),
        missed=tuple(part for part in parts if part.worth < KEPT),
        added=tuple(added(pair, done, opposite | set(meant.values()), tongue)),
        contradicted=turned,
    )


def _laid_together(mine: tuple[Clause, ...], theirs: tuple[Clause, ...], tongue: Tongue) -> Laid:
    mine = tuple(clause._replace(words=tuple(folded(clause.words, tongue))) for clause in mine)
    bare = tuple(
        clause._replace(words=tuple(folded(without_stem(clause.words, tongue) or clause.words, tongue)))
        for clause in theirs
    )
    roles = (
        tuple(roles_of(_without_frame(clause, tongue), tongue, telling=True) for clause in mine),
        tuple(roles_of(clause.words, tongue, telling=False) for clause in bare),
    )
    return Laid(mine, theirs, bare, roles, match(*roles, tongue))


def _without_frame(clause: Clause, tongue: Tongue) -> tuple[Word, ...]:
    return without_stem(clause.words, tongue, kinds=FRAME)


def _by_meaning(pair: Laid, tongue: Tongue, encoder: Encoder) -> Laid:
    """The same clauses: a model may hear that something came back, and never that it did not."""

    def meaning(rows: Sequence[int], columns: Sequence[int]) -> Table | None:
        told = [turned_to_you(_spoken(pair.told[row]), tongue) for row in rows]
        given = [" ".join(word.text for word in _spoken(pair.bare[column])) for column in columns]
        if sum(map(len, told + given)) > READ:
            return None
        vectors = encoder.encode(told + given)
        return [
            [max(0.0, min(1.0, sum(map(mul, one, other)))) for other in vectors[len(told) :]]
            for one in vectors[: len(told)]
        ]

    found = match(*pair.roles, tongue, meaning=meaning)
    coverage = [
        max(words, both) if both >= HEARD else words
        for words, both in zip(pair.match.coverage, found.coverage, strict=True)
    ]
    support = list(map(max, pair.match.support, found.support))
    return pair._replace(match=pair.match._replace(coverage=coverage, support=support))


def _spoken(clause: Clause) -> list[Word]:
    return [word for word in clause.words if word.text not in MARKS]


def _is_kept(pair: Laid, row: int, meant: Collection[int], tongue: Tongue) -> bool:
    """Whether a clause came back in other words, or has nothing of its own that could be left out: "It did"."""
    roles, light = pair.roles[0][row], tongue.stems("light")
    if row in meant or not roles:
        return True
    small = all(role[0] == "<" or role in light or role in tongue.negators for role in roles)
    return small and is_scrap(pair.told, pair.roles[0], row, pair.match.coverage)


def _people(roles: Sequence[str]) -> frozenset[str]:
    return frozenset(role for role in roles if role in (TELLS, HEARS))


def _gaps(pair: Laid, done: Mapping[int, frozenset[str]], turned: Collection[int]) -> dict[int, int]:
    """Clauses that came back in other words altogether, by where they stand."""
    lost = [row for row, worth in enumerate(pair.match.coverage) if worth < KEPT]
    new = [
        column
        for column, moves in done.items()
        if pair.match.support[column] < SUPPORTED and column not in turned and not moves & (DOES | {"check"})
    ]
    if not new or 2 * len(lost) > len(pair.told):
        return {}  # of a mirror that hardly meets the message nobody can tell
    people = tuple([_people(roles) for roles in side] for side in pair.roles)
    return in_other_words(lost, new, pair.match.fit, (people[0], people[1]))


def _contradicted(
    pair: Laid, quoted: tuple[frozenset[int], frozenset[int]], tongue: Tongue
) -> tuple[Contradiction, ...]:
    """What the mirror turns round; a clause is laid beside every clause of the mirror that may give it back."""
    mine = [clause.words for clause in pair.told]
    theirs = [clause.words for clause in pair.bare]
    told, given = sides_of(mine, theirs, tongue, pair.match.like)
    facing = _facing(pair.match)
    found = [
        (row, *turned)
        for row, columns in enumerate(facing)
        for turned in conflicts(Some(told, _beside(facing, row)), Some(given, tuple(sorted(columns))), row)
    ]
    plain = [() if row in quoted[0] else sorted(columns - quoted[1]) for row, columns in enumerate(facing)]
    found += [(row, "role", "", column) for row, column in swapped(told, given, plain)]
    return tuple(
        Contradiction(*pair.told[row][1:], *pair.given[column][1:], kind, evidence)
        for row, kind, evidence, column in sorted(found)
    )


def _beside(facing: Sequence[set[int]], row: int) -> tuple[int, ...]:
    """A clause of the message, and the first others that the same clauses of the mirror may give back."""
    columns = facing[row]
    others = (other for other, there in enumerate(facing) if there & columns and other != row)
    return tuple(sorted((row, *islice(others, FEW))))


def _facing(match: Match) -> list[set[int]]:
    """For each clause of the message the clauses of the mirror that may give it back; the first, where many do."""
    fit = match.fit
    facing = [{line.index(max(line))} if max(line) >= FACED else set() for line in fit]
    for row, column in match.pairs.items():
        if fit[row][column] >= FACED:
            facing[row].add(column)
    for column, line in enumerate(zip(*fit, strict=True)):
        row = line.index(max(line))
        if line[row] >= FACED and len(facing[row]) < FEW:
            facing[row].add(column)
    return facing
