"""What a listener does in a turn: mirrors, checks, asks, advises, argues, consoles, explains, tells of oneself."""

from collections.abc import Sequence

from withness.coach.clauses import clauses_of
from withness.coach.phrases import Found, phrases_for
from withness.coach.said import Said
from withness.coach.tongue import Tongue, tongue_for
from withness.coach.weighing import weighed
from withness.coach.words import ENDS, Word, span_of, words_of

MOVES = ("check", "stem", "question", "advice", "rebuttal", "reassure", "interpret", "own")


def moves(text: str, *, language: str = "en") -> tuple[Said, ...]:
    """Every move of a turn with the words that show it, in the order of the text."""
    tongue = tongue_for(language)
    if tongue is None:
        return ()
    words = words_of(text, tongue)
    found = weighed(words, found_by_phrases(words, tongue), "moves", tongue)
    return tuple(sorted(found, key=lambda one: (one.start, MOVES.index(one.kind))))


def found_by_phrases(words: Sequence[Word], tongue: Tongue) -> tuple[Said, ...]:
    """What lists of phrases find."""
    found = _found(words, tongue, _beginnings(words, tongue))
    return tuple(Said(hit.kind, *span_of(words[hit.first : hit.after])) for hit in found if hit.kind in MOVES)


def moves_in(words: Sequence[Word], tongue: Tongue) -> frozenset[str]:
    """The moves of one clause, with "strong advice" beside them where advice says so plainly."""
    return frozenset(hit.kind for hit in _found(words, tongue, frozenset()))


def _beginnings(words: Sequence[Word], tongue: Tongue) -> frozenset[int]:
    """Where clauses begin, by number of word."""
    starts, place = set[int](), 0
    for clause in clauses_of(words, tongue):
        starts.add(place)
        place += len(clause.words)
    return frozenset(starts)


def _found(words: Sequence[Word], tongue: Tongue, starts: frozenset[int]) -> list[Found]:
    phrases = phrases_for(tongue.language, "moves")
    if phrases is None:
        return []
    found = list(phrases.find(words, starts))
    found = [hit for hit in found if hit.kind != "imperative" or not _goes_on(words, hit.first)]
    found = [hit._replace(kind="advice") if hit.kind == "imperative" else hit for hit in found]
    checked = {_sentence(words, hit.first) for hit in found if hit.kind == "check"}
    return [hit for hit in found if hit.kind != "question" or _sentence(words, hit.first) not in checked]


def _goes_on(words: Sequence[Word], place: int) -> bool:
    """Whether a verb goes on with what somebody does: "you wake up and lie there" tells nobody to lie."""
    return words[place].text == "and" and (place == 0 or words[place - 1].text not in ENDS)


def _sentence(words: Sequence[Word], place: int) -> int:
    """Where the sentence of a word ends, which names the sentence."""
    while place < len(words) and words[place].text not in ENDS:
        place += 1
    return place
