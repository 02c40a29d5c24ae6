"""What a mirror adds: a question, advice, arguing, consoling, explaining, an own story."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from withness.coach.clauses import Clause
from withness.coach.matching import Match
from withness.coach.moves import moves_in
from withness.coach.roles import content_of
from withness.coach.stemming import without_stem
from withness.coach.tongue import Tongue
from withness.coach.words import ENDS, MARKS, Word

SUPPORTED = 0.25
"""How much of a clause has to come from the message."""
SOFTLY = 0.35
"""The same where its form is that of arguing, advising, consoling or explaining."""
ECHOED, FULLY_ECHOED = 0.62, 0.8
"""The same where it asks; and for any clause, whatever its form."""
STEERS = frozenset({"advice", "rebuttal", "reassure", "interpret"})
DOES = STEERS | {"question", "own"}
KINDS = ("question", "advice", "rebuttal", "reassure", "interpret")
CHECKS = 9
"""Words of a question that only asks whether one understood."""


class Addition(NamedTuple):
    """A clause of the mirror that the message does not hold, and what it does."""

    start: int
    end: int
    kind: str
    worth: float


class Laid(NamedTuple):
    """A message and its mirror as clauses, and how they match."""

    told: tuple[Clause, ...]
    given: tuple[Clause, ...]
    bare: tuple[Clause, ...]  # the mirror's clauses without "what I hear you say is"
    roles: tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]
    match: Match


def deeds(laid: Laid, tongue: Tongue) -> dict[int, frozenset[str]]:
    """What each clause of the mirror does that is not simply a clause of the message given back."""
    paired = frozenset(laid.match.pairs.values())
    found = {}
    for column, clause in enumerate(laid.given):
        if column in paired and laid.match.support[column] >= FULLY_ECHOED:
            continue
        moves = moves_in(clause.words, tongue)
        if "question" in moves and not _asks(clause.words) and not begins(laid.given, column):
            moves -= {"question"}  # a relative clause asks nothing: "which has not happened"
        found[column] = moves
    return found


def added(
    laid: Laid, done: Mapping[int, frozenset[str]], answers: Collection[int], tongue: Tongue
) -> Iterator[Addition]:
    """Every clause of a mirror that adds; `answers` are those that stand for something, be it turned round."""
    paired = frozenset(laid.match.pairs.values())
    for column, moves in done.items():
        support = laid.match.support[column]
        if column in answers or _is_form(laid, column, moves, tongue):
            continue
        own = "own" in moves and column not in paired
        if not own and _asked_too(laid, column, moves, tongue):
            continue
        if _adds(moves, support, own=own) and not (
            is_scrap(laid.given, laid.roles[1], column, laid.match.support) and not moves & DOES
        ):
            kind = next((kind for kind in KINDS if kind in moves), "own" if "own" in moves else "interpret")
            yield Addition(laid.bare[column].start, laid.bare[column].end, kind, support)


def _adds(moves: frozenset[str], support: float, *, own: bool) -> bool:
    if support < SUPPORTED or own or "question" in moves:
        return True
    softly = ECHOED if {"advice", "strong advice"} <= moves else SOFTLY
    return support < softly and bool(moves & STEERS)


def _asks(words: Sequence[Word]) -> bool:
    return any(word.text == "?" for word in words)


def begins(clauses: Sequence[Clause], number: int) -> bool:
    """Whether a clause begins a sentence."""
    return not number or clauses[number - 1].words[-1].text in ENDS


def is_scrap(
    clauses: Sequence[Clause], roles: Sequence[Sequence[str]], number: int, worth: Sequence[float]
) -> bool:
    """Whether a clause is one word of content, at most, in a sentence whose other half is known."""
    if sum(role[0] != "<" for role in roles[number]) > 1:
        return False
    beside = [] if begins(clauses, number) else [number - 1]
    if number + 1 < len(clauses) and not begins(clauses, number + 1):
        beside.append(number + 1)
    return any(worth[each] >= SUPPORTED for each in beside)


def _is_form(laid: Laid, column: int, moves: frozenset[str], tongue: Tongue) -> bool:
    """Whether a clause says nothing of the matter: the beginning of a mirror, "did I get that?", "and it did"."""
    words, roles = laid.given[column].words, laid.roles[1][column]
    content = content_of(roles, tongue)
    if not without_stem(words, tongue) or (not roles and not _asks(words)):
        return True
    if all(len(stem) < 2 for stem in content) and roles and not any(role[0] == "<" for role in roles):
        return True  # the rest of "a.m."
    if "check" in moves or ("stem" in moves and not content):
        return True
    spoken = sum(word.text not in MARKS for word in words)
    checking = tongue.listed("checking")
    return (
        _asks(words)
        and spoken <= CHECKS
        and all(word.text in checking for word in words if word.text not in MARKS)
    )


def _asked_too(laid: Laid, column: int, moves: frozenset[str], tongue: Tongue) -> bool:
    """Whether the one who told did the same: "I need to rest" comes back as "you need to rest", which is no advice."""
    support = laid.match.support[column]
    if support < ECHOED:
        return False
    row = max(range(len(laid.told)), key=lambda row: laid.match.fit[row][column])
    theirs = moves - {"stem"}
    return (
        not theirs
        or bool(theirs & moves_in(laid.told[row].words, tongue))
        or not moves & {"question", "strong advice"}
        or support >= FULLY_ECHOED
    )
