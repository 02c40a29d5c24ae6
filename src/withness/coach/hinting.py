"""One short hint at a time for the one who writes: it quotes the person's own words and asks. It never blocks.

What a step gives (a piece, a mirror, a request …) says which questions may be asked at all.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from withness.coach.asking import OTHER, asked
from withness.coach.mirroring import Contradiction, mirror
from withness.coach.moves import moves
from withness.coach.said import Said
from withness.coach.sections import file_of, sections_of
from withness.coach.sensing import felt, sense
from withness.coach.spoken import spoken
from withness.coach.tongue import Tongue, tongue_for
from withness.coach.words import ENDS, LETTERS, MARKS, Word, words_of

HEADLINE = 140
"""Characters of a topic that is still a headline."""
CARRIED, LINES = 320, 3
"""Characters and sentences that can be mirrored in one piece."""
FEW = 4
"""Words below which nothing is asked: somebody has only begun."""
WITHOUT_POCKET = "without a pocket"
"""The questions that are asked in place of those which offer to keep words."""
LONGER = 1.6
"""How much longer than what was said a mirror may be."""


class Hint(NamedTuple):
    """A question about some words; `of_heard` says that these stand in what was heard, not in what is written."""

    kind: str
    start: int
    end: int
    quote: str
    question: str
    pocketable: bool = False
    of_heard: bool = False


class _Writing(NamedTuple):
    """What a hint can look at."""

    text: str
    words: tuple[Word, ...]
    heard: str
    tongue: Tongue


_Found = Iterator[tuple[str, Said, bool]]
"""The kind of a hint, its place, and whether the place is in what was heard."""


def hint_for(
    step_gives: str,
    text: str,
    *,
    heard: str = "",
    language: str = "en",
    silent: frozenset[str] = frozenset(),
    left: frozenset[str] = frozenset(),
    pocket: bool = True,
    other: str = OTHER,
) -> Hint | None:
    """The one hint that matters most, or none.

    Kinds in `silent` are not asked. Those in `left` somebody chose to leave in: the same words are not asked about
    again under another name. Without a `pocket` nothing offers to keep words in it; `other` is the other's name.
    """
    tongue = tongue_for(language)
    rules = _RULES.get(step_gives)
    if tongue is None or rules is None:
        return None
    family, listen = rules
    text, heard = text[:LETTERS], heard[:LETTERS]
    words = words_of(text, tongue)
    if sum(word.text not in MARKS for word in words) < _LEAST.get(family, FEW):
        return None
    asks = _questions(language)[family] | ({} if pocket else _questions(language)[WITHOUT_POCKET])
    found = list(listen(_Writing(text, words, heard, tongue)))
    answered = [(said, of_heard) for kind, said, of_heard in found if kind in left & _OF_WORDS]
    for kind, said, of_heard in found:
        if kind in asks and kind not in silent | left and not _meets(kind, said, of_heard, answered):
            source = heard if of_heard else text
            pocketable = pocket and family == "listening" and kind in _POCKETED
            quote = source[said.start : said.end].strip()
            asked_of = asks[kind].replace("{other}", other)
            return Hint(kind, said.start, said.end, quote, asked_of, pocketable, of_heard)
    return None


_OF_WORDS = frozenset({
    "contempt", "threat", "absolute", "criticism", "mindread", "thought", "pseudo", "compare",
    "rebuttal", "own", "advice", "question", "reassure", "interpret",
})  # fmt: skip
"""Kinds that are about some words and not about the whole."""


def _meets(kind: str, said: Said, of_heard: bool, answered: list[tuple[Said, bool]]) -> bool:
    """Whether these words, or some of them, were left in already."""
    return kind in _OF_WORDS | {"outside"} and any(
        of_heard == heard and said.start < other.end and other.start < said.end for other, heard in answered
    )


_LEAST = {"asking": 3}
"""A whole request may be shorter: "Quit your job"."""
_POCKETED = frozenset({"rebuttal", "own", "advice", "question", "reassure", "interpret"})


@lru_cache(4)
def _questions(language: str) -> dict[str, dict[str, str]]:
    return {
        family: {
            kind.strip(): question.strip() for kind, _, question in (line.partition("=") for line in lines)
        }
        for family, lines in sections_of(file_of(language, "hints.txt")).items()
    }


def _listening(writing: _Writing) -> _Found:
    """Somebody mirrors: first what is not the other's, then what was turned round, then the form."""
    found = moves(writing.text, language=writing.tongue.language)
    turned: tuple[Contradiction, ...] = ()
    added: list[tuple[int, int]] = []
    if writing.heard:
        compared = mirror(writing.heard, writing.text, language=writing.tongue.language)
        added = [(one.start, one.end) for one in compared.added]
        found = tuple(said for said in found if any(start <= said.start < end for start, end in added))
        turned = compared.contradicted
    for kind in ("rebuttal", "own", "advice", "question", "reassure", "interpret"):
        for said in found:
            if said.kind == kind:
                yield kind, _added_part(writing, said, added), False
    for one in turned:
        yield "role" if one.kind == "role" else "turned", Said(one.kind, one.start, one.end), True
    yield from _form(writing)


def _form(writing: _Writing) -> _Found:
    whole = Said("", 0, len(writing.text))
    texts = [word.text for word in writing.words if word.text not in MARKS]
    persons = {writing.tongue.persons.get(text) for text in texts}
    makes_sense = sense(writing.text, language=writing.tongue.language)
    if makes_sense.sense and len(texts) <= 8:
        yield "understood", whole, False
    if texts[0] in writing.tongue.listed("first") and "2" not in persons:
        yield "mine", whole, False
    if writing.heard and len(writing.text) > max(LONGER * len(writing.heard), 120):
        yield "longer", whole, False


def _speaking(writing: _Writing) -> _Found:
    """Somebody speaks: what is hardest to hear comes first."""
    found = spoken(writing.text, language=writing.tongue.language)
    order = (
        "contempt",
        "threat",
        "absolute",
        "criticism",
        "mindread",
        "thought",
        "pseudo",
        "compare",
        "many-issues",
    )
    for kind in order:
        for said in found:
            if said.kind == kind:
                yield kind, said, False
    ends = sum(word.text in ENDS for word in writing.words)
    if len(writing.text) > CARRIED or ends > LINES:
        yield "long", _first_sentence(writing), False
    persons = {writing.tongue.persons.get(word.text) for word in writing.words}
    if "2" in persons and not persons & {"1", "3"}:
        yield "outside", Said("", 0, len(writing.text)), False


def _naming(writing: _Writing) -> _Found:
    if len(writing.text) > HEADLINE:
        yield "headline", Said("", 0, len(writing.text)), False


def _sensing(writing: _Writing) -> _Found:
    found = sense(writing.text, heard_before=writing.heard, language=writing.tongue.language)
    if found.sense and not found.because:
        yield "because", found.sense, False
    elif found.because and not found.shares and not _of_the_two(writing, found.because.end):
        yield "theirs", found.because, False


def _of_the_two(writing: _Writing, after: int) -> bool:
    """Whether what follows speaks of either of them at all."""
    return any(word.start >= after and word.text in writing.tongue.persons for word in writing.words)


def _feeling(writing: _Writing) -> _Found:
    found = felt(writing.text, language=writing.tongue.language)
    for kind in ("thought", "pseudo"):
        for said in found.words:
            if said.kind == kind:
                yield kind, said, False
    if not any(said.kind == "feeling" for said in found.words):
        yield "none", Said("", 0, len(writing.text)), False


def _asking(writing: _Writing) -> _Found:
    found = asked(writing.text, language=writing.tongue.language)
    if found is None:
        return
    whole = Said("", 0, len(writing.text))
    places = {said.kind: said for said in reversed(found.said)}
    for kind in ("blocked", "demand", "negative", "feeling", "big"):
        if kind in places:
            yield kind, places[kind], False
    if not found.specific:
        yield "vague", places.get("vague", whole), False
    if not found.measurable:
        yield "measurable", whole, False
    if not found.timed:
        yield "timed", whole, False


def _sentence(writing: _Writing, said: Said) -> Said:
    """The whole sentence that a finding stands in, so that it can be taken out as one."""
    start, end = 0, len(writing.text)
    for word in writing.words:
        if word.text in ENDS:
            if word.end <= said.start:
                start = word.end
            elif word.start >= said.end - 1:
                end = word.end
                break
    while start < said.start and writing.text[start].isspace():
        start += 1
    return Said(said.kind, start, end)


def _added_part(writing: _Writing, said: Said, added: list[tuple[int, int]]) -> Said:
    """What can be taken out without taking along what was heard: the added clauses around a finding, with their end."""
    whole = _sentence(writing, said)
    start, end = next((place for place in added if place[0] <= said.start < place[1]), whole[1:])
    for first, after in added:
        if first >= end and not any(letter.isalnum() for letter in writing.text[end:first]):
            end = max(end, after)
    if not any(letter.isalnum() for letter in writing.text[end : whole.end]):
        end = whole.end
    return Said(said.kind, start, min(end, whole.end))


def _first_sentence(writing: _Writing) -> Said:
    return _sentence(writing, Said("long", 0, 1))


_RULES: dict[str, tuple[str, Callable[[_Writing], _Found]]] = {
    **dict.fromkeys(("mirror", "summary"), ("listening", _listening)),
    **dict.fromkeys(
        ("piece", "missing", "wish", "need", "learned", "owned", "amends", "newly", "limit"),
        ("speaking", _speaking),
    ),
    "topic": ("naming", _naming),
    "sense": ("sensing", _sensing),
    "feelings": ("feeling", _feeling),
    "request": ("asking", _asking),
}
