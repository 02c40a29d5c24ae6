"""How much two stems, or two rows of stems, are the same word."""

from collections.abc import Collection, Mapping, Sequence

from withness.coach.tongue import Tongue

ALIKE, RELATED = 0.8, 0.7
"""For words of one group, and for words that begin alike."""
_PERSON = 0.3
_BEGINNING = 5

Near = Mapping[str, Mapping[str, float]]
"""For each stem of one side the stems of the other that are like it, and how much."""


def likeness(one: str, other: str, tongue: Tongue) -> float:
    """1 for the same stem, less for like words and for words that begin alike, 0 for all others."""
    return near([one], [other], tongue).get(one, {}).get(other, 0.0)


def near(ones: Collection[str], others: Collection[str], tongue: Tongue) -> Near:
    """The pairs of like stems; found through what they share, not by comparing each with each."""
    shelves: dict[str | int, list[str]] = {}
    for other in set(others):
        for shelf in _shelves(other, tongue):
            shelves.setdefault(shelf, []).append(other)
    found: dict[str, dict[str, float]] = {}
    for one in set(ones):
        like: dict[str, float] = {}
        for shelf in _shelves(one, tongue):
            worth = ALIKE if isinstance(shelf, int) else 1.0 if shelf == one else RELATED
            for other in shelves.get(shelf, ()):
                like[other] = max(like.get(other, 0.0), 1.0 if one == other else min(worth, ALIKE))
        if like:
            found[one] = like
    return found


def _shelves(stem: str, tongue: Tongue) -> tuple[str | int, ...]:
    groups = tuple(tongue.likenesses.get(stem, ()))
    if stem[0] != "<" and len(stem) >= _BEGINNING:
        return (*groups, stem, "~" + stem[:_BEGINNING])
    return (*groups, stem)


def turned(like: Near) -> Near:
    """The same likenesses, looked at from the other side."""
    found: dict[str, dict[str, float]] = {}
    for one, others in like.items():
        for other, worth in others.items():
            found.setdefault(other, {})[one] = worth
    return found


def overlaps(
    ones: Sequence[Sequence[str]], others: Sequence[Sequence[str]], there: Near
) -> list[list[float]]:
    """How much each two clauses say in the same words, from 0 to 1; people weigh less than words."""
    found = _shares(ones, others, there)
    back = _shares(others, ones, turned(there))
    return [
        [0.5 * (share + back[column][row]) for column, share in enumerate(line)]
        for row, line in enumerate(found)
    ]


def _shares(wanted: Sequence[Sequence[str]], given: Sequence[Sequence[str]], like: Near) -> list[list[float]]:
    """For each two clauses the share of the first one's words that the second has."""
    holding: dict[str, list[int]] = {}
    for column, clause in enumerate(given):
        for word in set(clause):
            holding.setdefault(word, []).append(column)
    words = {word for clause in wanted for word in clause}
    there = {word: _columns(like.get(word, {}), holding) for word in words}
    return [_shares_of(clause, there, len(given)) for clause in wanted]


def _columns(like: Mapping[str, float], holding: Mapping[str, list[int]]) -> tuple[tuple[int, float], ...]:
    """The clauses that hold a word like this one, and how like it is."""
    best: dict[int, float] = {}
    for other, worth in like.items():
        for column in holding.get(other, ()):
            best[column] = max(best.get(column, 0.0), worth)
    return tuple(best.items())


def _shares_of(
    clause: Sequence[str], there: Mapping[str, tuple[tuple[int, float], ...]], columns: int
) -> list[float]:
    line, whole = [0.0] * columns, 0.0
    for word in clause:
        weight = _PERSON if word[0] == "<" else 1.0
        whole += weight
        for column, worth in there[word]:
            line[column] += weight * worth
    return [hit / whole for hit in line] if whole else line
