"""Which clauses give somebody's words as they were said: there an "I" is not the one who tells."""

import re
from collections.abc import Sequence
from itertools import pairwise

from withness.coach.clauses import Clause
from withness.coach.tongue import Tongue
from withness.coach.words import ENDS, LETTERS

_QUOTED = re.compile(
    r'"[^"]{1,400}"|“[^”]{1,400}”|‘[^’]{1,400}’(?!\w)|(?<!\w)\'[^\']{1,400}\'(?!\w)|«[^»]{1,400}»'
)


def quoting(clauses: Sequence[Clause], text: str, tongue: Tongue) -> frozenset[int]:
    """The numbers of the clauses with quoted words: between quotation marks, or behind "I thought," and its like."""
    places = [match.span() for match in _QUOTED.finditer(text, 0, LETTERS)]
    found: set[int] = set()
    speaks = False
    for number, clause in enumerate(clauses):
        if any(start < clause.end and clause.start < end for start, end in places):
            found.add(number)
        speaks = speaks or _speaks(clause, tongue)
        if speaks:
            found.add(number)
        if clause.words[-1].text in ENDS:
            speaks = False
    return frozenset(found)


def _speaks(clause: Clause, tongue: Tongue) -> bool:
    """Whether a verb of saying or thinking stands before a comma or a colon."""
    saying = tongue.stems("saying")
    return any(word.stem in saying and after.text in (",", ":") for word, after in pairwise(clause.words))
