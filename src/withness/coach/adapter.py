"""The coach with plain shapes, so that others can measure it on their own lines: tuples, lists, dictionaries.

Every span is one of the text that was given. docs/coach.md says how often it is right.
"""

from collections.abc import Sequence
from typing import NamedTuple

from withness.coach import asking, feelings, mirroring, sensing, spoken
from withness.coach import risk as risks
from withness.coach.clauses import clauses_of
from withness.coach.folding import folded
from withness.coach.mirroring import Encoder
from withness.coach.moves import MOVES
from withness.coach.moves import moves as moves_said
from withness.coach.polarity import conflicts
from withness.coach.sides import Some, sides_of
from withness.coach.swapping import role_swapped
from withness.coach.tongue import tongue_for
from withness.coach.words import words_of

Line = tuple[str, int, int, str]


class Clause(NamedTuple):
    """A clause and its place."""

    start: int
    end: int
    text: str


def clauses(text: str, language: str = "en") -> list[Clause]:
    """The clauses of a text."""
    tongue = tongue_for(language)
    found = clauses_of(words_of(text, tongue), tongue) if tongue else ()
    return [Clause(one.start, one.end, text[one.start : one.end].strip(" ,;-")) for one in found]


def mirror(sender: str, mirror: str, emb: Encoder | None = None, language: str = "en") -> dict[str, object]:
    """coverage, support, whole; reflected and missed [(start, end, worth)], added, conflicts."""
    found = mirroring.mirror(sender, mirror, language=language, encoder=emb)
    return {
        "coverage": found.coverage,
        "support": found.support,
        "whole": found.whole,
        "reflected": [(part.start, part.end, part.worth) for part in found.reflected],
        "missed": [(part.start, part.end, part.worth) for part in found.missed],
        "added": [(one.start, one.end, one.kind, one.worth) for one in found.added],
        "conflicts": [
            (one.start, one.end, one.mirror_start, one.mirror_end, one.kind, one.evidence)
            for one in found.contradicted
        ],
    }


def moves(text: str, language: str = "en") -> list[str]:
    """The names of the moves in a turn, each once."""
    found = {said.kind for said in moves_said(text, language=language)}
    return [kind for kind in MOVES if kind in found]


def conflict(a: str, b: str, sa: str = "S", sb: str = "R", language: str = "en") -> list[tuple[str, str]]:
    """Contradictions of two clauses as (kind, evidence); `sa` and `sb` say who speaks, as "S" or "R"."""
    tongue = tongue_for(language)
    if tongue is None:
        return []
    mine, theirs = (folded(words_of(text, tongue), tongue) for text in (a, b))
    told, given = (Some(side, (0,)) for side in sides_of([mine], [theirs], tongue))
    return [(turned.kind, turned.evidence) for turned in conflicts(told, given, 0)]


def role_swap(a: str, b: str, language: str = "en") -> bool:
    """Whether the mirror `b` turns round who does what in `a`."""
    tongue = tongue_for(language)
    return tongue is not None and role_swapped(words_of(a, tongue), words_of(b, tongue), tongue)


def sender(text: str, language: str = "en") -> list[Line]:
    """[(category, start, end, text)] of somebody's own words."""
    return [
        (said.kind, said.start, said.end, text[said.start : said.end])
        for said in spoken.spoken(text, language=language)
    ]


def validation(text: str, language: str = "en") -> dict[str, object]:
    """valid, because, and where the "you make sense" stands."""
    found = sensing.sense(text, language=language)
    if found.sense is None:
        return {"valid": False, "because": False}
    return {"valid": True, "because": found.because is not None, "span": (found.sense.start, found.sense.end)}


def empathy(text: str, language: str = "en") -> dict[str, object]:
    """empathy, frame, and the feeling, pseudo and thought words."""
    found = sensing.felt(text, language=language)
    kinds = {
        kind: [
            (text[one.start : one.end], one.start, one.end, kind) for one in found.words if one.kind == kind
        ]
        for kind in ("feeling", "pseudo", "thought")
    }
    return {"empathy": found.guess is not None, "frame": found.frame is not None, **kinds}


def feeling_words(text: str, language: str = "en") -> list[tuple[str, int, int, str]]:
    """[(words, start, end, "feeling" | "pseudo" | "thought")]."""
    return [
        (text[one.start : one.end], one.start, one.end, one.kind)
        for one in feelings.feelings(text, language=language)
    ]


def request(text: str, language: str = "en") -> dict[str, bool]:
    """positive, specific, measurable, timed, small, behaviour, demand, ask, blocked."""
    found = asking.asked(text, language=language)
    if found is None:
        return {}
    names = ("positive", "specific", "measurable", "timed", "small", "behaviour", "demand", "blocked")
    return {**{name: getattr(found, name) for name in names}, "ask": found.asks}


def risk(text: str, language: str = "en") -> list[Line]:
    """[(kind, start, end, words)] of words of harm, fear and control."""
    return [
        (said.kind, said.start, said.end, text[said.start : said.end])
        for said in risks.risks(text, language=language)
    ]


__all__: Sequence[str] = (
    "clauses", "conflict", "empathy", "feeling_words", "mirror", "moves", "request", "risk", "role_swap", "sender",
    "validation",
)  # fmt: skip
