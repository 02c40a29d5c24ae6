"""Phrases in a small notation, read into one automaton: every word is looked at a bounded number of times.

A phrase is a row of elements: `word`, `~word` (any form of it), `word*` (any ending), `_` (any one word), `..3`
(up to three words), `..3/my` (none of them "my"), `(one|the other)`, `@list`, `^` (a beginning), `$` (an end);
`?` behind it: it may be missing.
A line that begins with `-` says what to leave alone: what overlaps it is not found. Nothing repeats without a bound.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple, TypeVar

from withness.coach.sections import file_of, sections_of
from withness.coach.tongue import Tongue, tongue_for
from withness.coach.words import ENDS, MARKS, Word

_PIECE = re.compile(r"\(|\)\??|\||[^\s()|]+")
_Froms = frozenset[int]
_To = TypeVar("_To")


class Found(NamedTuple):
    """What was found and which words it is: from `first` up to but not including `after`."""

    kind: str
    first: int
    after: int


_NOTHING: dict[str, Any] = {}
"""Stands in every node that leads nowhere in this way, so that the many ends of phrases weigh little."""


class _Node:
    __slots__ = ("anything", "beginnings", "but", "closing", "exact", "kinds", "stems")

    def __init__(self) -> None:
        self.exact: dict[str, tuple[int, ...]] = _NOTHING
        self.stems: dict[str, tuple[int, ...]] = _NOTHING
        self.beginnings: dict[str, tuple[tuple[str, int], ...]] = _NOTHING
        self.anything: tuple[int, ...] = ()
        self.but: tuple[tuple[str, int], ...] = ()
        self.kinds: tuple[str, ...] = ()
        self.closing: tuple[str, ...] = ()

    def after(self, word: Word) -> tuple[int, ...]:
        """The nodes that this word leads to."""
        text = word.text
        led = self.exact.get(text, ())
        if self.stems:
            led += self.stems.get(word.stem, ())
        if self.anything and text not in MARKS:
            led += self.anything
        if self.but and text not in MARKS:
            led += tuple(to for never, to in self.but if text != never)
        if self.beginnings:
            led += tuple(to for begins, to in self.beginnings.get(text[:3], ()) if text.startswith(begins))
        return led


START, BEGINNING = -1, -2
"""Where every phrase starts, and those that need a beginning: the last that are made ready."""


class Phrases:
    """All phrases of one file, ready to be looked for."""

    def __init__(self, lines: Mapping[str, Iterable[str]], tongue: Tongue) -> None:
        self._nodes = [_Node(), _Node()]  # where every phrase starts, and those that need a beginning
        self._made: dict[tuple[_Froms, frozenset[str]], int] = {}
        self._stem = tongue.stem
        self._lists = {name[1:]: _read(" | ".join(found)) for name, found in lines.items() if name[0] == "@"}
        for kind, phrases in lines.items():
            for phrase in phrases if not kind.startswith("@") else ():
                self._add(phrase, kind)
        self._made.clear()
        self._lists.clear()
        self._nodes = _Joining().joined(self._nodes)

    def find(self, words: Sequence[Word], starts: frozenset[int] = frozenset()) -> tuple[Found, ...]:
        """Everything found, longest first at each word; `starts` are further beginnings beside those of sentences."""
        found = [hit for first in range(len(words)) for hit in self._from(words, first, starts)]
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
        return max((hit.after for hit in self._from(words, 0, frozenset()) if hit.kind in kinds), default=0)

    def _from(self, words: Sequence[Word], first: int, starts: frozenset[int]) -> Iterator[Found]:
        nodes = self._nodes
        reached = nodes[START].after(words[first])
        if first == 0 or first in starts or words[first - 1].text in ENDS:
            reached += nodes[BEGINNING].after(words[first])
        ends: dict[str, int] = {}
        after = first + 1
        while reached:
            following: set[int] = set()
            for number in reached:
                node = nodes[number]
                for kind in node.kinds:
                    ends[kind] = after
                if node.closing and (after == len(words) or words[after].text in ENDS):
                    for kind in node.closing:
                        ends[kind] = after
                if after < len(words):
                    following.update(node.after(words[after]))
            reached, after = tuple(following), after + 1
        return (Found(kind, first, end) for kind, end in ends.items())

    def _add(self, phrase: str, kind: str) -> None:
        if phrase.startswith("- "):
            phrase, kind = phrase[2:], "-" + kind
        froms: _Froms = frozenset({0})
        if phrase.startswith("^ "):
            phrase, froms = phrase[2:], frozenset({1})
        closes = phrase.endswith(" $")
        ends = self._any_of(_read(phrase.removesuffix(" $")), froms)
        if ends & froms:
            raise ValueError(f"a phrase must not be empty: {phrase}")
        for end in ends:
            node = self._nodes[end]
            if closes:
                node.closing = (*node.closing, kind) if kind not in node.closing else node.closing
            elif kind not in node.kinds:
                node.kinds = (*node.kinds, kind)

    def _any_of(self, rows: "_Rows", froms: _Froms) -> _Froms:
        """Follow each of several ways; those of one plain word lead to the same place, which keeps everything small."""
        single = frozenset(row[0].piece for row in rows if len(row) == 1 and row[0].is_plain)
        ends = set(self._step(single, froms)) if single else set[int]()
        for row in rows:
            if len(row) != 1 or not row[0].is_plain:
                ends |= self._row(row, froms)
        return frozenset(ends)

    def _row(self, row: "tuple[_Element, ...]", froms: _Froms) -> _Froms:
        for element in row:
            led = self._element(element, froms)
            froms = led | froms if element.optional else led
        return froms

    def _element(self, element: "_Element", froms: _Froms) -> _Froms:
        piece = element.piece
        if element.rows:
            return self._any_of(element.rows, froms)
        if piece.startswith("@"):
            return self._any_of(self._lists[piece[1:]], froms)
        if not piece.startswith(".."):
            return self._step(frozenset({piece}), froms)
        led = froms
        most, but, word = piece[2:].partition("/")
        for _ in range(int(most)):
            led = led | self._step(frozenset({f"_{but}{word}"}), led)
        return led

    def _step(self, pieces: frozenset[str], froms: _Froms) -> _Froms:
        if (froms, pieces) not in self._made:
            self._made[froms, pieces] = len(self._nodes)
            self._nodes.append(_Node())
            alone = (
                self._made[froms, pieces],
            )  # one for all the words that lead there, as most lead nowhere else
            for number in froms:
                for piece in sorted(pieces):
                    self._lead(self._nodes[number], piece, alone)
        return frozenset({self._made[froms, pieces]})

    def _lead(self, node: _Node, piece: str, alone: tuple[int]) -> None:
        if piece == "_":
            node.anything += alone
        elif piece.startswith("_/"):
            node.but += ((piece[2:], *alone),)
        elif piece.startswith("~"):
            node.stems = _with(node.stems, self._stem(piece[1:]), alone)
        elif piece.endswith("*") and len(piece) > 3:
            node.beginnings = _with(node.beginnings, piece[:3], ((piece[:-1], *alone),))
        else:
            node.exact = _with(node.exact, piece, alone)


class _Joining:
    """Lets all ways that go on alike go on together: the many ends of phrases become few, and weigh little.

    A node leads only to nodes made after it, so from the last to the first each one's ways are known already.
    """

    def __init__(self) -> None:
        self._now: dict[int, int] = {}
        self._same: dict[object, Any] = {}

    def joined(self, nodes: list[_Node]) -> list[_Node]:
        """The nodes without twins, the first two as the last."""
        kept: list[_Node] = []
        number_of: dict[object, int] = {}
        for number in range(len(nodes) - 1, -1, -1):
            alike = self._lead_on(nodes[number]) if number > 1 else (self._lead_on(nodes[number]), number)
            if alike not in number_of:
                number_of[alike] = len(kept)
                kept.append(nodes[number])
            self._now[number] = number_of[alike]
        return kept

    def _lead_on(self, node: _Node) -> tuple[object, ...]:
        """Let a node lead to what has become of the nodes it led to; gives all that comes of being there."""
        node.exact, node.stems = self._ways(node.exact), self._ways(node.stems)
        node.beginnings = self._beginnings(node.beginnings)
        node.anything = self._moved(node.anything)
        node.but = tuple((never, self._now[to]) for never, to in node.but)
        named = id(node.exact), id(node.stems), id(node.beginnings)  # what is alike is the same by now
        return (*named, node.anything, frozenset(node.but), frozenset(node.kinds), frozenset(node.closing))

    def _ways(self, led: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        return self._one({word: self._moved(to) for word, to in led.items()}) if led else _NOTHING

    def _beginnings(
        self, led: dict[str, tuple[tuple[str, int], ...]]
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        moved = {key: tuple((begins, self._now[to]) for begins, to in ways) for key, ways in led.items()}
        return self._one(moved) if moved else _NOTHING

    def _moved(self, led: tuple[int, ...]) -> tuple[int, ...]:
        found = tuple(sorted({self._now[to] for to in led}))
        same: tuple[int, ...] = self._same.setdefault(found, found)
        return same

    def _one(self, led: dict[str, _To]) -> dict[str, _To]:
        same: dict[str, _To] = self._same.setdefault(frozenset(led.items()), led)
        return same


def _with(led: dict[str, tuple[_To, ...]], key: str, alone: tuple[_To, ...]) -> dict[str, tuple[_To, ...]]:
    """The same ways and one more; the shared nothing stays as it is."""
    led = led or {}
    led[intern(key)] = led[key] + alone if key in led else alone
    return led


class _Element(NamedTuple):
    """One element of a phrase: a piece, or ways of which one is gone; and whether it may be missing."""

    piece: str = ""
    rows: "_Rows" = ()
    optional: bool = False

    @property
    def is_plain(self) -> bool:
        """Tell whether it is exactly one word."""
        return not (self.rows or self.optional or self.piece.startswith(("@", "..")))


_Rows = tuple[tuple[_Element, ...], ...]


def _read(phrase: str) -> _Rows:
    """The ways that a phrase gives, each an element after the other."""
    return _ways(iter(_PIECE.findall(phrase)))[0]


def _ways(pieces: Iterator[str]) -> tuple[_Rows, bool]:
    """Read up to the bracket that closes these ways, and say whether they may be missing."""
    rows: list[list[_Element]] = [[]]
    for piece in pieces:
        if piece == "|":
            rows.append([])
        elif piece == "(":
            inside, optional = _ways(pieces)
            rows[-1].append(_Element(rows=inside, optional=optional))
        elif piece.startswith(")"):
            return tuple(map(tuple, rows)), piece.endswith("?")
        else:
            optional = piece.endswith("?") and len(piece) > 1
            rows[-1].append(_Element(piece.removesuffix("?") if optional else piece, optional=optional))
    return tuple(map(tuple, rows)), False


@lru_cache(32)
def phrases_for(language: str, name: str) -> Phrases | None:
    """The phrases of a language for one thing to listen for, or nothing where there are no rules."""
    tongue = tongue_for(language)
    return Phrases(sections_of(file_of(language, f"{name}.txt")), tongue) if tongue else None
