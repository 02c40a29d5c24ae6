"""Hears words of harm to oneself, of violence, of fear and control: only for a private card with help on it.

A signpost and not a screen: it misses much, and what it finds may mean something else. Nothing may be kept of it.
"""

from collections.abc import Sequence

from withness.coach.listening import heard
from withness.coach.said import Said
from withness.coach.tongue import Tongue, tongue_for
from withness.coach.weighing import weighed
from withness.coach.words import LETTERS, Word, words_of

KINDS = ("selfharm", "violence", "coercion")
LAST = LETTERS // 2
"""How many characters of the end of a very long text are read too."""
FAINT = 3
"""How many different faint words make one sign."""


def risks(text: str, *, language: str = "en") -> tuple[Said, ...]:
    """The words that show it, by kind."""
    tongue = tongue_for(language)
    if tongue is None:
        return ()
    words = _begin_and_end(text, tongue)
    found = weighed(words, found_by_phrases(words, tongue), "risk", tongue)
    return tuple(sorted(found, key=lambda said: (said.start, said.end)))


def found_by_phrases(words: Sequence[Word], tongue: Tongue) -> tuple[Said, ...]:
    """What lists of phrases find; faint ones only where several come together."""
    found = heard(words, "risk", tongue)
    signs = [said for said in found if said.kind in KINDS]
    for kind in KINDS:
        faint = {(said.start, said.end): said for said in found if said.kind == f"{kind} faint"}
        texts = {tuple(word.text for word in words if start <= word.start < end) for start, end in faint}
        if len(texts) >= FAINT:
            signs += [Said(kind, *place) for place in faint]
    return tuple(signs)


def _begin_and_end(text: str, tongue: Tongue) -> Sequence[Word]:
    """What is read of a text: its beginning, and of a very long one its end too, which is where somebody writes."""
    begin = words_of(text, tongue)
    if not begin or len(text) <= LETTERS:
        return begin
    cut = max(begin[-1].end, len(text) - LAST)
    cut = text.find(" ", cut) + 1 or cut  # half a word may mean something else
    end = (word._replace(start=word.start + cut, end=word.end + cut) for word in words_of(text[cut:], tongue))
    return (*begin, Word(".", ".", cut, cut), *end)
