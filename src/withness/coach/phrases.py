"""Phrases in a small notation, read into one automaton: every word is looked at a bounded number of times.

A phrase is a row of elements: `word`, `~word` (any form of it), `word*` (any ending), `_` (any one word), `..3`
(up to three words), `..3/my` (none of them "my"), `(one|the other)`, `@list`, `^` (a beginning), `$` (an end);
`?` behind it: it may be missing.
A line that begins with `-` says what to leave alone: what overlaps it is not found. Nothing repeats without a bound.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from withness.coach.automaton import BEGINNING, START, Automaton, Growing
from withness.coach.notation import read
from withness.coach.sections import file_of, sections_of
from withness.coach.tongue import Tongue, tongue_for
from withness.coach.words import ENDS, MARKS, Word

_SHORTEST = 3
"""Letters of the shortest beginning: fewer would be met everywhere, and are never looked for."""
_First = tuple[frozenset[int], list[int]]
_NOTHING: frozenset[int] = frozenset()


class Found(NamedTuple):
    """What was found and which words it is: from `first` up to but not including `after`."""

    kind: str
    first: int
    after: int


class Phrases:
    """All phrases of one file, ready to be looked for."""

    def __init__(self, lines: Mapping[str, Iterable[str]], tongue: Tongue) -> None:
        self._automaton = _grown(lines, tongue)
        self._begins: dict[str, tuple[str, ...]] = {}
        for piece in self._automaton.pieces:
            if piece.endswith("*") and len(piece) > _SHORTEST:
                self._begins[piece[:_SHORTEST]] = (*self._begins.get(piece[:_SHORTEST], ()), piece)
        pieces = [piece for piece in self._automaton.pieces if piece[0] == "_"]
        self._anything = self._chosen_by(pieces)
        others = {piece: [other for other in pieces if other != piece] for piece in pieces}
        self._but = {piece[2:]: self._chosen_by(others[piece]) for piece in pieces}

    def find(self, words: Sequence[Word], starts: frozenset[int] = frozenset()) -> tuple[Found, ...]:
        """Everything found, longest first at each word; `starts` are further beginnings beside those of sentences."""
        met = _Met(self._met)
        found: list[Found] = []
        for first in range(len(words)):
            begins = first == 0 or first in starts or words[first - 1].text in ENDS
            if reached := self._begun(met[words[first][:2]], begins):
                found += self._from(words, first, reached, met)
        spared = {
            (hit.kind[1:], place)
            for hit in found
            if hit.kind[0] == "-"
            for place in range(hit.first, hit.after)
        }
        return tuple(
            hit
            for hit in found
            if hit.kind[0] != "-"
            and not any((hit.kind, place) in spared for place in range(hit.first, hit.after))
        )

    def at_beginning(self, words: Sequence[Word], kinds: frozenset[str]) -> int:
        """How many words at the very beginning are a phrase of these kinds; none when there is none."""
        met = _Met(self._met)
        if reached := self._begun(met[words[0][:2]], True):
            hits = self._from(words, 0, reached, met)
            return max((hit.after for hit in hits if hit.kind in kinds), default=0)
        return 0

    def _begun(self, met: _First, begins: bool) -> list[int]:
        choices, reached = met
        return reached + self._automaton.after(self._automaton.beginning, choices) if begins else reached

    def _from(self, words: Sequence[Word], first: int, reached: list[int], met: "_Met") -> list[Found]:
        automaton, endings, count = self._automaton, self._automaton.endings, len(words)
        ends: dict[str, int] = {}
        after = first + 1
        while reached:
            for node in reached:
                if endings[node]:
                    ending = automaton.ended[endings[node]]
                    ends.update(dict.fromkeys(ending.kinds, after))
                    if ending.closing and (after == count or words[after].text in ENDS):
                        ends.update(dict.fromkeys(ending.closing, after))
            reached = automaton.after_all(reached, met[words[after][:2]][0]) if after < count else []
            after += 1
        return [Found(kind, first, end) for kind, end in ends.items()]

    def _met(self, text: str, stem: str) -> _First:
        """What a word is one of, and where it leads as the first of a phrase."""
        choices = _NOTHING if text in MARKS else self._but.get(text, self._anything)
        pieces, chosen = self._automaton.pieces, self._automaton.chosen
        for key in (text, "~" + stem, *self._begins.get(text[:_SHORTEST], ())):
            at = pieces.get(key)
            if at is not None and (key[-1] != "*" or text.startswith(key[:-1])):
                choices = choices.union(chosen[at + 1 : at + 1 + chosen[at]])
        return choices, self._automaton.after(self._automaton.start, choices)

    def _chosen_by(self, pieces: Iterable[str]) -> frozenset[int]:
        return _NOTHING.union(*map(self._automaton.chosen_by, pieces))


class _Met(dict[tuple[str, ...], _First]):
    """What comes of each word of one text, found out where the word first stands."""

    def __init__(self, met: Callable[[str, str], _First]) -> None:
        super().__init__()
        self._met = met

    def __missing__(self, word: tuple[str, ...]) -> _First:
        self[word] = self._met(*word)
        return self[word]


def _grown(lines: Mapping[str, Iterable[str]], tongue: Tongue) -> Automaton:
    lists = {name[1:]: read(" | ".join(found)) for name, found in lines.items() if name[0] == "@"}
    growing = Growing(lists, tongue.stem)
    for kind, phrases in lines.items():
        for phrase in phrases if not kind.startswith("@") else ():
            _add(growing, phrase, kind)
    return growing.grown()


def _add(growing: Growing, phrase: str, kind: str) -> None:
    if phrase.startswith("- "):
        phrase, kind = phrase[2:], "-" + kind
    start = START
    if phrase.startswith("^ "):
        phrase, start = phrase[2:], BEGINNING
    ways = read(phrase.removesuffix(" $"))
    if growing.add(ways, kind, start=start, closes=phrase.endswith(" $")):
        raise ValueError(f"a phrase must not be empty: {phrase}")


@lru_cache(32)
def phrases_for(language: str, name: str) -> Phrases | None:
    """The phrases of a language for one thing to listen for, or nothing where there are no rules."""
    tongue = tongue_for(language)
    return Phrases(sections_of(file_of(language, f"{name}.txt")), tongue) if tongue else None
