"""Finds the one-to-one matching of rows and columns with the highest sum (the Hungarian method), for small tables."""

from collections.abc import Sequence


def assigned(table: Sequence[Sequence[float]]) -> dict[int, int]:
    """For each row its column; where there are more rows than columns, some rows have none."""
    if len(table) > len(table[0]):
        turned = [[row[column] for row in table] for column in range(len(table[0]))]
        return {row: column for column, row in assigned(turned).items()}
    rows, columns = len(table), len(table[0])
    over_rows, over_columns = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken = [0] * (columns + 1)
    for row in range(1, rows + 1):
        taken[0] = row
        _widen(table, over_rows, over_columns, taken)
    return {taken[column] - 1: column - 1 for column in range(1, columns + 1) if taken[column]}


def _widen(
    table: Sequence[Sequence[float]], over_rows: list[float], over_columns: list[float], taken: list[int]
) -> None:
    """Give the row that waits at column 0 a place, moving others along the cheapest way."""
    width = len(taken)
    least, way, used = [float("inf")] * width, [0] * width, [False] * width
    here = 0
    while taken[here]:
        used[here] = True
        row, step, following = taken[here], float("inf"), 0
        for column in range(1, width):
            if used[column]:
                continue
            cost = -table[row - 1][column - 1] - over_rows[row] - over_columns[column]
            if cost < least[column]:
                least[column], way[column] = cost, here
            if least[column] < step:
                step, following = least[column], column
        for column in range(width):
            if used[column]:
                over_rows[taken[column]] += step
                over_columns[column] -= step
            else:
                least[column] -= step
        here = following
    while here:
        taken[here], here = taken[way[here]], way[here]
