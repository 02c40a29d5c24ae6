"""Looks for one file of phrases in a text, and gives back what it found with its place."""

from collections.abc import Iterable, Sequence

from withness.coach.phrases import phrases_for
from withness.coach.said import Said
from withness.coach.tongue import Tongue
from withness.coach.words import Word, span_of


def heard(words: Sequence[Word], name: str, tongue: Tongue) -> tuple[Said, ...]:
    """Everything that a file of phrases finds; of those of one kind that overlap, the longest."""
    phrases = phrases_for(tongue.language, name)
    found = phrases.find(words) if phrases else ()
    return tuple(longest(Said(hit.kind, *span_of(words[hit.first : hit.after])) for hit in found))


def longest(found: Iterable[Said]) -> list[Said]:
    """Each kind's findings without those that lie inside another of the same kind."""
    kept: list[Said] = []
    furthest: dict[str, int] = {}
    for said in sorted(found, key=lambda said: (said.start, -said.end)):
        if said.end > furthest.get(said.kind, -1):
            furthest[said.kind] = said.end
            kept.append(said)
    return kept
