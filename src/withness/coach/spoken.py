"""What may be hard to hear in somebody's own words: verdicts, scorn, guesses at a mind, always and never."""

import re
from collections.abc import Sequence

from withness.coach.clauses import clauses_of
from withness.coach.feelings import kinds_of_feeling
from withness.coach.listening import heard
from withness.coach.roles import content_of, roles_of
from withness.coach.said import Said
from withness.coach.tongue import Tongue, tongue_for
from withness.coach.weighing import weighed
from withness.coach.words import LETTERS, MARKS, Word, words_of

_QUOTED = re.compile('"[^"“”\n]{1,300}"|“[^"“”\n]{1,300}”')
LONG = 60
"""Words that can be mirrored in one piece; more are a lot to carry at once."""
MANY = 4
"""Topics that are more than one."""


def spoken(text: str, *, language: str = "en") -> tuple[Said, ...]:
    """What a hint could ask about, with the words it is about, in the order of the text."""
    tongue = tongue_for(language)
    if tongue is None:
        return ()
    words = words_of(text, tongue)
    found = list(weighed(words, found_by_phrases(words, tongue), "speaking", tongue))
    if (count := sum(word.text not in MARKS for word in words)) > LONG:
        found.append(Said("too-long", words[0].start, words[-1].end))
    if count and _topics(words, tongue) >= MANY:
        found.append(Said("many-issues", words[0].start, words[-1].end))
    quoted = _quoted(text)
    found = [one for one in found if one.start not in quoted or quoted[one.start] != quoted.get(one.end)]
    return tuple(sorted(found, key=lambda said: (said.start, said.end)))


def found_by_phrases(words: Sequence[Word], tongue: Tongue) -> tuple[Said, ...]:
    """What lists of phrases find; a thought that begins with "I feel" is a feeling that is none."""
    felt = (said for said in kinds_of_feeling(words, tongue) if said.kind in ("pseudo", "thought"))
    return (*heard(words, "speaking", tongue), *felt)


def _quoted(text: str) -> dict[int, int]:
    """The quotation that each letter stands in, unless that is all: it was said by somebody, once, and is told now."""
    quotes = (quote.span() for quote in _QUOTED.finditer(text, 0, LETTERS))
    told = [(start, end) for start, end in quotes if end - start < len(text.strip())]
    return {place: start for start, end in told for place in range(start + 1, end)}


def _topics(words: tuple[Word, ...], tongue: Tongue) -> int:
    """How many groups of clauses share no content with each other; feelings count for none."""
    felt = tongue.stems("glad") | tongue.stems("sore")
    groups: list[set[str]] = []
    for clause in clauses_of(words, tongue):
        topic = set(content_of(roles_of(clause.words, tongue, telling=True), tongue)) - felt
        if len(topic) < 2:
            continue
        joined = next((group for group in groups if group & topic), None)
        if joined is None:
            groups.append(topic)
        else:
            joined |= topic
    return len(groups)
