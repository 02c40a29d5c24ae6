"""What came back in other words altogether: a clause nothing answers, where a clause stands that answers nothing.

Where the clauses around a gap in the mirror are those around a gap in the message, what stands there says the same
in other words, as far as rules can tell.
"""

from collections.abc import Sequence

from withness.coach.matching import Table

KNOWN = 0.3
"""How much two clauses share that are the neighbours of a gap."""


def in_other_words(
    lost: Sequence[int],
    new: Sequence[int],
    fit: Table,
    people: tuple[Sequence[frozenset[str]], Sequence[frozenset[str]]],
) -> dict[int, int]:
    """For clauses of the message that nothing gives back the clause of the mirror that stands in their place.

    `people` are those that each clause names, on either side; nobody goes with anybody.
    """
    found: dict[int, int] = {}
    free = list(new)
    for row in lost:
        for column in free:
            mine, theirs = people[0][row], people[1][column]
            if (not mine or not theirs or mine & theirs) and _beside(row, column, fit, found):
                found[row] = column
                free.remove(column)
                break
    return found


def _beside(row: int, column: int, fit: Table, found: dict[int, int]) -> bool:
    """Whether what stands before both, or behind both, belongs together; or both texts begin or end there."""
    rows, columns = len(fit), len(fit[0])
    for step in (-1, 1):
        mine, theirs = row + step, column + step
        ends = not 0 <= mine < rows, not 0 <= theirs < columns
        if all(ends) or (not any(ends) and (fit[mine][theirs] >= KNOWN or found.get(mine) == theirs)):
            return True
    return False
