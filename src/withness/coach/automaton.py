"""Grows one automaton out of many phrases, and packs it into a few rows of numbers, so that it weighs little."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from withness.coach.notation import Element, Ways

START, BEGINNING = 0, 1
"""While it grows: where every phrase starts, and those that need a beginning."""
_Froms = tuple[int, ...]
_NONE = array("H")
_MANY = 8
"""Ways that are tried one after the other; of more, those are looked up that a word may take."""


class Ending(NamedTuple):
    """The kinds of the phrases that end at a node, and of those that do before an end."""

    kinds: tuple[str, ...]
    closing: tuple[str, ...]


_GROUPS = 1 << 16
"""Above all numbers of nodes, which are kept in two bytes: a file that outgrows them is refused by its array."""


class Automaton(NamedTuple):
    """Nodes with their ways: each a choice, and the node it leads to. What a choice is made of is kept by piece."""

    ways: "array[int]"
    """Where the ways of each node begin; the next one's beginning is their end."""
    choices: "array[int]"
    """The choice of each way; those of one node in order."""
    leads: "array[int]"
    """The node that each way leads to."""
    endings: "array[int]"
    """What ends at each node, as a place in `ended`."""
    ended: tuple[Ending, ...]
    pieces: dict[str, int]
    """For each piece where its choices begin in `chosen`: first how many they are, then each."""
    chosen: "array[int]"
    wide: dict[int, frozenset[int]]
    """The choices of each node of many ways, the starts among them: where few words lead on, that is soon seen."""
    start: int
    beginning: int

    def chosen_by(self, piece: str) -> "array[int]":
        """The choices that a piece is one of; none where no phrase has it."""
        at = self.pieces.get(piece)
        return _NONE if at is None else self.chosen[at + 1 : at + 1 + self.chosen[at]]

    def after(self, node: int, choices: frozenset[int]) -> list[int]:
        """The nodes that a word of these choices leads to from a node of many ways."""
        common = choices & self.wide[node]
        if not common:
            return []
        way, end = self.ways[node : node + 2]
        led = []
        for choice in common:
            at = bisect_left(self.choices, choice, way, end)
            while at < end and self.choices[at] == choice:
                led.append(self.leads[at])
                at += 1
        return led

    def after_all(self, nodes: Iterable[int], choices: frozenset[int]) -> list[int]:
        """The nodes that a word of these choices leads to from several nodes at once, most of one or two ways."""
        ways, choice_of, leads, wide = self.ways, self.choices, self.leads, self.wide
        led = set[int]()
        for node in nodes:
            if node in wide:
                led.update(self.after(node, choices))
                continue
            for way in range(ways[node], ways[node + 1]):
                if choice_of[way] in choices:
                    led.add(leads[way])
        return list(led)


class Growing:
    """Phrases that become an automaton. What begins alike is one way, and in the end what goes on alike as well."""

    def __init__(self, lists: dict[str, Ways], stem: Callable[[str], str]) -> None:
        self._lists = lists
        self._stem = stem
        self._made: dict[int, int] = {}
        self._groups: dict[_Froms, int] = {}
        self._numbers: dict[str, int] = {}
        # The ways, newest last; each knows the one before it of the same node. No way is number 0.
        self._choices, self._leads, self._before = array("H", [0]), array("H", [0]), array("I", [0])
        self._last = array("I", [0, 0])
        # The kinds that end at each node, as the bits of a number; the odd ones for those that end before an end.
        self._ends = array("Q", [0, 0])
        self._kinds: list[str] = []

    def add(self, phrase: Ways, kind: str, *, start: int, closes: bool) -> bool:
        """Add the ways of a phrase; tell whether one of them is empty, which nothing can come of."""
        if kind not in self._kinds:
            self._kinds.append(kind)
        bit = 1 << 2 * self._kinds.index(kind) + closes
        ends = self._any_of(phrase, (start,))
        for end in ends:
            self._ends[end] |= bit
        return start in ends

    def _any_of(self, ways: Ways, froms: _Froms) -> _Froms:
        """Follow each of several ways; those of one plain word lead to the same place, which keeps everything small."""
        ends = {self._step(ways.choice, froms)} if ways.choice else set()
        for row in ways.rows:
            ends.update(self._row(row, froms))
        return tuple(sorted(ends))

    def _row(self, row: Iterable[Element], froms: _Froms) -> _Froms:
        for element in row:
            led = self._element(element, froms)
            froms = _both(led, froms) if element.optional else led
        return froms

    def _element(self, element: Element, froms: _Froms) -> _Froms:
        piece = element.piece
        if element.ways:
            return self._any_of(element.ways, froms)
        if piece.startswith("@"):
            return self._any_of(self._lists[piece[1:]], froms)
        if not piece.startswith(".."):
            return (self._step(piece, froms),)
        led = froms
        most, but, word = piece[2:].partition("/")
        for _ in range(int(most)):
            led = _both(led, (self._step(f"_{but}{word}", led),))
        return led

    def _step(self, choice: str, froms: _Froms) -> int:
        group = froms[0] if len(froms) == 1 else self._groups.setdefault(froms, _GROUPS + len(self._groups))
        number = self._numbers.setdefault(choice, len(self._numbers))
        made = self._made.setdefault(group << 16 | number, len(self._last))
        if made == len(self._last):
            self._last.append(0)
            self._ends.append(0)
            for node in froms:
                self._lead(node, number, made)
        return made

    def _lead(self, node: int, number: int, made: int) -> None:
        self._before.append(self._last[node])
        self._last[node] = len(self._choices)
        self._choices.append(number)
        self._leads.append(made)

    def grown(self) -> Automaton:
        """The automaton, once all phrases are added."""
        self._made.clear()
        self._groups.clear()
        rows, now = self._joined()
        ended = tuple(map(self._named, rows.ended))
        pieces, chosen = self._by_piece()
        starts = now[START], now[BEGINNING]
        return Automaton(*rows[:4], ended, pieces, chosen, rows.wide(starts), *starts)

    def _joined(self) -> "tuple[_Rows, array[int]]":
        """The nodes without those that go on as another does, and what has become of each."""
        rows = _Rows(array("I", [0]), array("H"), array("H"), array("B"), {0: 0})
        same: dict[bytes, int] = {}
        now = array("H", bytes(2 * len(self._last)))
        # A way leads only to a node made after it, so from the last to the first each node's ways are known already.
        for node in range(len(now) - 1, -1, -1):
            ending = rows.ended.setdefault(self._ends[node], len(rows.ended))
            led = sorted({self._choices[way] << 16 | now[self._leads[way]] for way in self._ways_of(node)})
            alike = array("I", [ending, *led]).tobytes() if node > BEGINNING else b"%d" % node
            now[node] = same.setdefault(alike, len(rows.endings))
            if now[node] == len(rows.endings):
                rows.add(led, ending)
        return rows, now

    def _named(self, ending: int) -> Ending:
        kinds = tuple(kind for place, kind in enumerate(self._kinds) if ending >> 2 * place & 1)
        return Ending(kinds, tuple(kind for place, kind in enumerate(self._kinds) if ending >> 2 * place & 2))

    def _ways_of(self, node: int) -> Iterator[int]:
        way = self._last[node]
        while way:
            yield way
            way = self._before[way]

    def _by_piece(self) -> "tuple[dict[str, int], array[int]]":
        """For each piece the choices that it is one of."""
        pieces, numbers, before = dict[str, int](), array("H", [0]), array("H", [0])
        for choice, number in self._numbers.items():
            for piece in choice.split():
                key = "~" + self._stem(piece[1:]) if piece[0] == "~" else piece
                numbers.append(number)
                before.append(pieces.get(key, 0))
                pieces[key] = len(numbers) - 1
        chosen = array("H")
        for piece, last in pieces.items():
            pieces[piece] = len(chosen)
            found = array("H")
            while last:
                found.append(numbers[last])
                last = before[last]
            chosen.append(len(found))
            chosen.extend(found)
        return pieces, chosen


class _Rows(NamedTuple):
    ways: "array[int]"
    choices: "array[int]"
    leads: "array[int]"
    endings: "array[int]"
    ended: dict[int, int]

    def wide(self, starts: Iterable[int]) -> dict[int, frozenset[int]]:
        sizes = enumerate(pairwise(self.ways))
        many = {node for node, (way, end) in sizes if end - way > _MANY}
        return {
            node: frozenset(self.choices[self.ways[node] : self.ways[node + 1]])
            for node in many.union(starts)
        }

    def add(self, led: list[int], ending: int) -> None:
        self.choices.extend(way >> 16 for way in led)
        self.leads.extend(way & 0xFFFF for way in led)
        self.ways.append(len(self.choices))
        self.endings.append(ending)


def _both(one: _Froms, other: _Froms) -> _Froms:
    return tuple(sorted({*one, *other}))
