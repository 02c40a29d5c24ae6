"""Weighs all words of a passage together, by weights learned from labelled lines: what no list of phrases can name.

Signs are words, pairs of neighbours (both as stems) and what phrases found, each once. `make learn` makes the weights.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from zlib import crc32

from withness.coach.clauses import Clause, clauses_of
from withness.coach.said import Said
from withness.coach.sections import opened, sections_of
from withness.coach.tongue import Tongue
from withness.coach.words import ENDS, MARKS, Word, span_of

WHOLE = 100
"""What a weight of one is in the files, which hold whole numbers."""
SIGNS = "[signs]\n"
"""Where the long part of such a file begins."""
BOTH_ENDS = "^"
Sentence = tuple[Clause, ...]
PASSAGE = 40
"""Words that are weighed together, in whole sentences: as long as most lines that the weights were learned from."""


class Weights:
    """What each sign says for and against each kind; signs are kept as their checksums, which weigh little."""

    def __init__(self, lines: Iterable[str]) -> None:
        rows = iter(lines)
        sections = sections_of("".join(takewhile(lambda line: line != SIGNS, rows)))
        least = [line.split() for line in sections["least"]]
        self.kinds = tuple(kind for kind, _, _ in least)
        self.alone = {kind: float(number) for kind, number, _ in least}
        self.found = {kind: float(number) for kind, _, number in least}
        self.one = "one of" in sections
        self._signs, self._weights = _in_order(rows, len(self.kinds))

    def weigh(self, signs: Iterable[str]) -> dict[str, float]:
        """How much the signs say for each kind; more than nothing is more likely than not."""
        said = [0] * len(self.kinds)
        for sign in {crc32(sign.encode()) for sign in signs}:
            place = bisect_left(self._signs, sign)
            if place < len(self._signs) and self._signs[place] == sign:
                row = place * len(said)
                for kind in range(len(said)):
                    said[kind] += self._weights[row + kind]
        return {kind: total / WHOLE for kind, total in zip(self.kinds, said, strict=True)}

    def say(self, total: Mapping[str, float]) -> list[str]:
        """The kinds that words alone say enough for: all, or only the strongest where kinds seldom meet."""
        said = [kind for kind in self.kinds if total[kind] > self.alone[kind]]
        return sorted(said, key=total.__getitem__)[-1:] if self.one else said


def _in_order(rows: Iterable[str], kinds: int) -> tuple["array[int]", "array[int]"]:
    """The checksums of all signs, lowest first, and their weights in this order; nothing else is kept."""
    signs, weights = array("I"), array("h")
    for row in rows:
        sign, _, numbers = row.rpartition("=")
        signs.append(crc32(sign.strip().encode()))
        weights.extend(map(int, numbers.split()))
    order = sorted(range(len(signs)), key=signs.__getitem__)
    placed = (weights[kinds * row + kind] for row in order for kind in range(kinds))
    return array("I", map(signs.__getitem__, order)), array("h", placed)


def signs_of(words: Sequence[Word], found: Iterable[str] = ()) -> Iterator[str]:
    """The signs of a passage, beside the kinds that phrases found in it."""
    before = BOTH_ENDS
    yield before
    for word in words:
        now = ("." if word.text in ENDS else ",") if word.text in MARKS else word.stem
        yield now
        yield f"{before} {now}"
        before = now
    yield f"{before} {BOTH_ENDS}"
    yield from (f"[{kind}]" for kind in found)


def passages(words: Sequence[Word], tongue: Tongue) -> Iterator[tuple[Sentence, ...]]:
    """The sentences of a text in pieces that are weighed as one."""
    passage: list[Sentence] = []
    for sentence in _sentences(clauses_of(words, tongue)):
        if passage and _long(_joined(passage)) + _long(sentence) > PASSAGE:
            yield tuple(passage)
            passage = []
        passage.append(sentence)
    if passage:
        yield tuple(passage)


def _sentences(clauses: Iterable[Clause]) -> Iterator[Sentence]:
    """The clauses up to each end; where none comes, as many as a passage has."""
    sentence: list[Clause] = []
    for clause in clauses:
        sentence.append(clause)
        if clause.words[-1].text in ENDS or _long(sentence) > PASSAGE:
            yield tuple(sentence)
            sentence = []
    if sentence:
        yield tuple(sentence)


def _joined(sentences: Iterable[Sentence]) -> Sentence:
    return tuple(clause for sentence in sentences for clause in sentence)


def _long(clauses: Sentence | list[Clause]) -> int:
    return sum(len(clause.words) for clause in clauses)


def weighed(words: Sequence[Word], found: Sequence[Said], name: str, tongue: Tongue) -> Iterator[Said]:
    """What phrases found, as far as the words around it say so too, and what all words of a passage say beyond it.

    Kinds that have no weights stay as they are. What only the weights find stands at the clause that says it most.
    """
    weights = weights_for(tongue.language, name)
    yield from (said for said in found if said.speaks_for not in weights.kinds)
    for passage in passages(words, tongue):
        whole = _joined(passage)
        here = [said for said in found if whole[0].start <= said.start < whole[-1].end]
        total = _weigh(whole, here, weights)
        beyond = weights.say(total)
        stands = [
            said for said in here if said.speaks_for in beyond or _stands(said, passage, here, total, weights)
        ]
        yield from stands
        heard = {said.speaks_for for said in stands}
        yield from (_most(whole, kind, weights, tongue) for kind in beyond if kind not in heard)


def _weigh(clauses: Sentence, found: Sequence[Said], weights: Weights) -> dict[str, float]:
    kinds = {said.kind for said in found if clauses[0].start <= said.start < clauses[-1].end}
    return weights.weigh(signs_of([word for clause in clauses for word in clause.words], kinds))


def _stands(
    said: Said,
    passage: tuple[Sentence, ...],
    here: Sequence[Said],
    total: Mapping[str, float],
    weights: Weights,
) -> bool:
    """Whether words say enough for what a phrase found: all around it, or its own sentence, which no other hides."""
    kind = said.speaks_for
    if kind not in weights.kinds:
        return False
    own = next(sentence for sentence in passage if said.start < sentence[-1].end)
    return max(total[kind], _weigh(own, here, weights)[kind]) > weights.found[kind]


def _most(clauses: Sentence, kind: str, weights: Weights, tongue: Tongue) -> Said:
    """The clause that says it most, without the word that joins it to another."""
    most = max(clauses, key=lambda clause: weights.weigh(signs_of(clause.words))[kind])
    spoken = [word for word in most.words if word.text not in MARKS]
    while len(spoken) > 1 and spoken[0].text in tongue.listed("joins"):
        del spoken[0]
    return Said(kind, *span_of(spoken))


@lru_cache(16)
def weights_for(language: str, name: str) -> Weights:
    """The weights of a language for one thing to listen for."""
    with opened(language, f"{name}.weights.txt") as lines:
        return Weights(lines)
