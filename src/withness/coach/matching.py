"""Lays the clauses of a message beside those of its mirror: each mirror clause explains one clause, each word one word.

One-to-one, so that a neighbouring sentence does not excuse one that was left out.
"""

from collections.abc import Sequence
from typing import NamedTuple

from withness.coach.assigning import assigned
from withness.coach.likeness import Near, near, overlaps
from withness.coach.tongue import Tongue

MEANING = 0.7
"""How much the sentence model counts beside shared words, where there is one."""
SECOND_USE = 0.6
"""What a mirror clause is worth for a second clause."""
OFTEN = 24
"""How often one word is looked at; beyond that a text is a wall, and walls shall cost no time."""
Table = list[list[float]]
Roles = Sequence[str]


class Match(NamedTuple):
    """How clauses fit: `words` by shared words alone, `fit` with the model, `pairs` which belongs to which."""

    words: Table
    fit: Table
    pairs: dict[int, int]
    coverage: list[float]
    support: list[float]


def match(
    told: Sequence[Roles], given: Sequence[Roles], tongue: Tongue, *, meaning: Table | None = None
) -> Match:
    """Match clauses given as stems and people; `meaning` are likenesses of whole clauses from a model."""
    there = near(
        {word for clause in told for word in clause}, {word for clause in given for word in clause}, tongue
    )
    words = overlaps(told, given, there)
    fit = words if meaning is None else _blended(words, meaning)
    pairs = assigned(fit)
    aligned = _aligned(told, given, there, fit)
    weighted = [
        [worth if pairs.get(row) == column else worth * SECOND_USE for column, worth in enumerate(line)]
        for row, line in enumerate(fit)
    ]
    coverage = [
        max(line) if share < 0 else 0.5 * max(best) + 0.5 * share
        for line, best, share in zip(fit, weighted, aligned.told, strict=True)
    ]
    support = [
        max(line) if share < 0 else 0.5 * max(line) + 0.5 * share
        for line, share in zip(zip(*fit, strict=True), aligned.given, strict=True)
    ]
    return Match(words, fit, pairs, coverage, support)


def _blended(words: Table, meaning: Table) -> Table:
    return [
        [MEANING * close + (1 - MEANING) * shared for close, shared in zip(*lines, strict=True)]
        for lines in zip(meaning, words, strict=True)
    ]


class _Aligned(NamedTuple):
    told: list[float]
    given: list[float]


def _aligned(told: Sequence[Roles], given: Sequence[Roles], like: Near, fit: Table) -> _Aligned:
    """The share of each clause's words that finds a partner, best pairs first; -1 for a clause without content."""
    mine, theirs = _places(told), _places(given)
    pairs = [
        (worth + 0.5 * fit[row][column], worth, (row, first), (column, second))
        for word, here in mine.items()
        for other, worth in like.get(word, {}).items()
        for row, first in here
        for column, second in theirs.get(other, ())
    ]
    pairs.sort(reverse=True)
    used: tuple[set[tuple[int, int]], set[tuple[int, int]]] = (set(), set())
    sums = ([0.0] * len(told), [0.0] * len(given))
    for _, worth, left, right in pairs:
        if left not in used[0] and right not in used[1]:
            used[0].add(left)
            used[1].add(right)
            sums[0][left[0]] += worth
            sums[1][right[0]] += worth
    return _Aligned(_shares(sums[0], told), _shares(sums[1], given))


def _places(clauses: Sequence[Roles]) -> dict[str, list[tuple[int, int]]]:
    """Where each word of content stands, the first few times."""
    found: dict[str, list[tuple[int, int]]] = {}
    for row, clause in enumerate(clauses):
        for place, word in enumerate(clause):
            if word[0] != "<" and len(found.setdefault(word, [])) < OFTEN:
                found[word].append((row, place))
    return found


def _shares(sums: Sequence[float], clauses: Sequence[Roles]) -> list[float]:
    counts = [sum(word[0] != "<" for word in clause) for clause in clauses]
    return [found / count if count else -1.0 for found, count in zip(sums, counts, strict=True)]
