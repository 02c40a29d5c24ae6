"""What a language knows: its short forms, stems, roles, negators, opposites and likenesses, read from word lists."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from withness.coach.sections import file_of, languages, sections_of
from withness.coach.stems import Ending, stem_of

_APART = re.compile(r"[/=|]")


class Tongue:
    """One language's words, read once; what people write is never kept in it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._grammar = sections_of(file_of(language, "grammar.txt"))
        self._meaning = sections_of(file_of(language, "meaning.txt"))
        self.contractions = {
            short: tuple(full.split()) for short, full in _pairs(self._grammar["contractions"])
        }
        self.tails = {tail: tuple(full.split()) for tail, full in _pairs(self._grammar["tails"])}
        self.flips = dict(_pairs(self._grammar["flips"]))
        self.agreeing = {
            (before, word): turned
            for pair, turned in _pairs(self._grammar["agreeing"])
            for before, word in [pair.split()]
        }
        self._irregular = dict(_pairs(self._grammar["irregular"], ":"))
        self._endings = tuple(
            Ending(cut, put.strip("-"), int(least))
            for cut, put, least in (line.split() for line in self._grammar["endings"])
        )
        self._lists: dict[str, frozenset[str]] = {}
        self._stems: dict[str, str] = {}
        for word in self._known():
            self._stems[word] = stem_of(word, self._irregular, self._endings)

    def stem(self, word: str) -> str:
        """What the forms of a word share. Only the lists' own words are remembered, never people's."""
        return self._stems.get(word) or stem_of(word, self._irregular, self._endings)

    def listed(self, name: str) -> frozenset[str]:
        """The words under a heading of the grammar."""
        if name not in self._lists:
            self._lists[name] = frozenset(_words(self._grammar[name]))
        return self._lists[name]

    def stems(self, name: str) -> frozenset[str]:
        """The stems of the words under a heading of the meanings."""
        if name not in self._lists:
            self._lists[name] = frozenset(self.stem(word) for word in _words(self._meaning[name]))
        return self._lists[name]

    @cached_property
    def stop(self) -> frozenset[str]:
        """Words that carry no content of their own."""
        return self.listed("stop") | self.negators | self.persons.keys()

    @cached_property
    def silent(self) -> frozenset[str]:
        """Words that say nothing wherever they stand."""
        return self.stop - self.listed("doing")

    @cached_property
    def persons(self) -> Mapping[str, str]:
        """Who is meant by a pronoun: 1 the one who speaks, 2 the one spoken to, 3 both."""
        return {
            word: person
            for person, name in (("1", "first"), ("2", "second"), ("3", "both"))
            for word in self.listed(name)
        }

    @cached_property
    def negators(self) -> frozenset[str]:
        """Words that turn round what follows."""
        return self.listed("negators")

    @cached_property
    def joined_verbs(self) -> frozenset[str]:
        """The stems of verbs that begin a thought after "and"."""
        return frozenset(self.stem(word) for word in self.listed("joined verbs"))

    @cached_property
    def holding_pairs(self) -> frozenset[tuple[str, str]]:
        """Two words that hold a "not" together, the first as a stem: put off."""
        pairs = (line.split() for line in self._grammar["holding pairs"])
        return frozenset((self.stem(one), two) for one, two in pairs)

    @cached_property
    def turns_of_phrase(
        self,
    ) -> Mapping[tuple[str, ...], tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
        """By their first two stems, the longest first: the stems of phrases, and the words that mean the same."""
        found: dict[tuple[str, ...], list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for phrases, meant in _pairs(self._meaning["as one"]):
            for phrase in phrases.split("|"):
                stems = tuple(self.stem(word) for word in phrase.split())
                found.setdefault(stems[:2], []).append((stems, tuple(meant.split())))
        return {first: tuple(sorted(turns, key=lambda turn: -len(turn[0]))) for first, turns in found.items()}

    @cached_property
    def leanings(self) -> Mapping[str, int]:
        """For the stem of each feeling 1 where it is good to have, -1 where not."""
        return dict.fromkeys(self.stems("glad"), 1) | dict.fromkeys(self.stems("sore"), -1)

    @cached_property
    def antonyms(self) -> Mapping[str, frozenset[str]]:
        """For each stem the stems that mean the opposite."""
        found: dict[str, set[str]] = {}
        for line in self._meaning["opposites"]:
            one, other = ({self.stem(word) for word in side.split()} for side in line.split("/"))
            for word in one:
                found.setdefault(word, set()).update(other - one)
            for word in other:
                found.setdefault(word, set()).update(one - other)
        return {word: frozenset(others) for word, others in found.items()}

    @cached_property
    def more_antonyms(self) -> Mapping[str, tuple[str, ...]]:
        """The same from a large list of others, for words that our own says nothing of. Read when first asked for."""
        found: dict[str, tuple[str, ...]] = {}
        for line in sections_of(file_of(self.language, "antonyms.txt")).get("pairs", ()):
            one, other = map(self.stem, line.split())
            if one not in self.antonyms and other not in self.antonyms:
                found[one] = (*found.get(one, ()), other)
                found[other] = (*found.get(other, ()), one)
        return found

    @cached_property
    def small_opposites(self) -> tuple[tuple[str, str], ...]:
        """Pairs of small words, such as up and down."""
        pairs = [(left, right) for left, right in _pairs(self._grammar["small opposites"], ":")]
        return (*pairs, *((right, left) for left, right in pairs))

    @cached_property
    def small_words(self) -> frozenset[str]:
        """All words of such pairs."""
        return frozenset(one for one, _ in self.small_opposites)

    @cached_property
    def likenesses(self) -> Mapping[str, frozenset[int]]:
        """For each stem the numbers of the groups of like words it belongs to."""
        found: dict[str, set[int]] = {}
        for number, line in enumerate(self._meaning["alike"]):
            for word in line.split():
                found.setdefault(self.stem(word), set()).add(number)
        return {word: frozenset(numbers) for word, numbers in found.items()}

    @cached_property
    def kinds(self) -> Mapping[str, tuple[int, str]]:
        """For each word of a set of which there is one (days, months) the set, and the member it stands for."""
        found: dict[str, tuple[int, str]] = {}
        for kind, line in enumerate(self._meaning["one of"]):
            for group in line.split():
                first = group.split("=")[0]
                for word in group.split("="):
                    found[word] = found[f"{word}s"] = (kind, first)
        return found

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Numbers as words, the ninth among them."""
        return {
            word: value
            for name in ("numbers", "ordinals")
            for word, value in _pairs(self._meaning[name], ":")
        }

    def _known(self) -> Iterable[str]:
        for heading, lines in self._meaning.items():
            if heading not in ("numbers", "ordinals"):
                yield from (word for line in lines for word in _APART.sub(" ", line).split())
        yield from _words(self._grammar["stop"])


@lru_cache(4)
def tongue_for(language: str) -> Tongue | None:
    """The words of a language, or nothing where there are no rules for it."""
    return Tongue(language) if language in languages() else None


class _Pair(NamedTuple):
    left: str
    right: str


def _pairs(lines: Iterable[str], between: str = "=") -> Iterable[_Pair]:
    for line in lines:
        for part in [line] if between == "=" else line.split():
            left, _, right = part.partition(between)
            yield _Pair(left.strip(), right.strip())


def _words(lines: Iterable[str]) -> Iterable[str]:
    return (word for line in lines for word in line.split())
