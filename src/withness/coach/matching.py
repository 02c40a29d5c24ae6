"""Lays the clauses of a message beside those of its mirror: each mirror clause explains one clause, each word one word.

One-to-one, so that a neighbouring sentence does not excuse one that was left out.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from withness.coach.assigning import assigned
from withness.coach.likeness import Near, near, overlaps
from withness.coach.tongue import Tongue

MEANING = 0.8
"""How much the sentence model counts beside shared words, where there is one."""
MEANT = 0.9
"""What its likeness is worth alone, for a clause that came back in other words altogether."""
SETTLED = 0.7
"""Two clauses that share so many words belong together; there a model is not asked."""
SECOND_USE = 0.6
"""What a mirror clause is worth for a second clause."""
OFTEN, MANY = 24, 8_000
"""How often one word is looked at, and how many pairs of words; more is a wall of text, which shall cost no time."""
Table = list[list[float]]
Roles = Sequence[str]
Meaning = Callable[[Sequence[int], Sequence[int]], Table | None]
"""How near clauses of a message (rows) and of its mirror (columns) are in meaning; nothing where that is not known."""


class Match(NamedTuple):
    """How clauses fit: `words` by shared words alone, `fit` with the model, `pairs` which belongs to which."""

    words: Table
    fit: Table
    pairs: dict[int, int]
    coverage: list[float]
    support: list[float]
    like: Near


def match(
    told: Sequence[Roles], given: Sequence[Roles], tongue: Tongue, *, meaning: Meaning | None = None
) -> Match:
    """Match clauses given as stems and people; `meaning` is asked where words alone leave it open."""
    there = near(
        {word for clause in told for word in clause}, {word for clause in given for word in clause}, tongue
    )
    words = overlaps(told, given, there)
    pairs = assigned(words)
    fit = words
    if meaning:
        fit = _blended(words, pairs, meaning)
        pairs = assigned(fit)
    aligned = _aligned(told, given, there, fit)
    weighted = [
        [worth if pairs.get(row) == column else worth * SECOND_USE for column, worth in enumerate(line)]
        for row, line in enumerate(fit)
    ]
    alone = 0.5 if fit is words else MEANT
    coverage = [
        max(line) if share < 0 else max(0.5 * max(best) + 0.5 * share, alone * max(best))
        for line, best, share in zip(fit, weighted, aligned.told, strict=True)
    ]
    support = [
        max(line) if share < 0 else 0.5 * max(line) + 0.5 * share
        for line, share in zip(zip(*fit, strict=True), aligned.given, strict=True)
    ]
    return Match(words, fit, pairs, coverage, support, there)


def _blended(words: Table, pairs: Mapping[int, int], meaning: Meaning) -> Table:
    """Both likenesses together, for the clauses that no words have settled."""
    settled = {row: column for row, column in pairs.items() if words[row][column] >= SETTLED}
    rows = [row for row in range(len(words)) if row not in settled]
    columns = sorted(set(range(len(words[0]))) - set(settled.values()))
    table = meaning(rows, columns) if rows and columns else None
    if table is None:
        return words
    fit = [line[:] for line in words]
    for row, line in zip(rows, table, strict=True):
        for column, close in zip(columns, line, strict=True):
            fit[row][column] = MEANING * close + (1 - MEANING) * words[row][column]
    return fit


class _Aligned(NamedTuple):
    told: list[float]
    given: list[float]


def _aligned(told: Sequence[Roles], given: Sequence[Roles], like: Near, fit: Table) -> _Aligned:
    """The share of each clause's words that finds a partner, best pairs first; -1 for a clause without content."""
    mine, theirs = _places(told), _places(given)
    every = (
        (worth + 0.5 * fit[row][column], worth, (row, first), (column, second))
        for word, here in mine.items()
        for other, worth in like.get(word, {}).items()
        for row, first in here
        for column, second in theirs.get(other, ())
    )
    pairs = sorted(islice(every, MANY), reverse=True)
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
