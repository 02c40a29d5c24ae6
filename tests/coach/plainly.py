"""Finds phrases the slow and plain way, each by itself and word for word: what the automaton has to find as well."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from withness.coach.notation import Element, Ways, read
from withness.coach.phrases import Found
from withness.coach.tongue import Tongue
from withness.coach.words import ENDS, MARKS, Word

_Row = tuple[Element, ...]


class Plain:
    """The phrases of a file, kept as they are written."""

    def __init__(self, lines: Mapping[str, Iterable[str]], tongue: Tongue) -> None:
        self._tongue = tongue
        self._lists = {name[1:]: read(" | ".join(rows)) for name, rows in lines.items() if name[0] == "@"}
        self._phrases = [
            (kind, phrase, read(phrase.removeprefix("- ").removeprefix("^ ").removesuffix(" $")))
            for kind, phrases in lines.items()
            for phrase in (() if kind[0] == "@" else phrases)
        ]

    def find(self, words: Sequence[Word]) -> set[Found]:
        """Everything found; of each kind the longest at each word."""
        longest: dict[tuple[str, int], int] = {}
        for kind, phrase, ways in self._phrases:
            for first in range(len(words)):
                for after in self._found(phrase, ways, words, first):
                    key = "-" * phrase.startswith("- ") + kind, first
                    longest[key] = max(longest.get(key, 0), after)
        found = {Found(*key, after) for key, after in longest.items()}
        spared = {hit for hit in found if hit.kind[0] == "-"}
        return {
            hit
            for hit in found - spared
            if not any(
                one.kind == f"-{hit.kind}" and one.first < hit.after and hit.first < one.after
                for one in spared
            )
        }

    def _found(self, phrase: str, ways: Ways, words: Sequence[Word], first: int) -> Iterator[int]:
        begins = first == 0 or words[first - 1].text in ENDS
        if begins or not phrase.removeprefix("- ").startswith("^ "):
            for after in self._any(ways, words, first):
                if not phrase.endswith(" $") or after == len(words) or words[after].text in ENDS:
                    yield after

    def _any(self, ways: Ways, words: Sequence[Word], at: int) -> set[int]:
        found = {at + 1 for piece in ways.choice.split() if self._is(piece, words, at)}
        return found.union(*(self._row(row, words, at) for row in ways.rows))

    def _row(self, row: _Row, words: Sequence[Word], at: int) -> set[int]:
        places = {at}
        for element in row:
            led = {after for place in places for after in self._element(element, words, place)}
            places = led | places if element.optional else led
        return places

    def _element(self, element: Element, words: Sequence[Word], at: int) -> set[int]:
        if element.ways:
            return self._any(element.ways, words, at)
        if element.piece[0] == "@":
            return self._any(self._lists[element.piece[1:]], words, at)
        if not element.piece.startswith(".."):
            return {at + 1} if self._is(element.piece, words, at) else set()
        most, but, word = element.piece[2:].partition("/")
        places = [at]
        while len(places) <= int(most) and self._is(f"_{but}{word}", words, places[-1]):
            places.append(places[-1] + 1)
        return set(places)

    def _is(self, piece: str, words: Sequence[Word], at: int) -> bool:
        if at >= len(words):
            return False
        word = words[at]
        if piece[0] == "_":
            return word.text not in MARKS and word.text != piece[2:]
        if piece[0] == "~":
            return word.stem == self._tongue.stem(piece[1:])
        if piece.endswith("*") and len(piece) > 3:
            return word.text.startswith(piece[:-1])
        return word.text == piece
