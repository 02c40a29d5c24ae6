"""Marks in both texts what a mirror kept, left out, added and turned round: for the one who mirrored, when they ask."""

from typing import NamedTuple

from withness.coach.clauses import clauses_of
from withness.coach.mirroring import Encoder, Mirrored, mirror
from withness.coach.said import Said
from withness.coach.tongue import tongue_for
from withness.coach.words import words_of


class Marks(NamedTuple):
    """Places in the message ("kept", "missing", "turned") and in the mirror ("kept", "added", "turned"), in order."""

    told: tuple[Said, ...] = ()
    given: tuple[Said, ...] = ()


def kept(
    sender_text: str,
    mirror_text: str,
    *,
    language: str = "en",
    found: Mirrored | None = None,
    encoder: Encoder | None = None,
) -> Marks:
    """Mark every clause of both texts once; `found` is what `mirror` said of them, where that is known already."""
    tongue = tongue_for(language)
    if tongue is None:
        return Marks()
    found = found or mirror(sender_text, mirror_text, language=language, encoder=encoder)
    turned = {(one.start, one.end) for one in found.contradicted}
    told = [Said("missing", part.start, part.end) for part in found.missed]
    told += [
        Said("turned" if (part.start, part.end) in turned else "kept", part.start, part.end)
        for part in found.reflected
    ]
    turning = {(one.mirror_start, one.mirror_end) for one in found.contradicted}
    added = {(one.start, one.end) for one in found.added}
    given = []
    for clause in clauses_of(words_of(mirror_text, tongue), tongue):
        place = (clause.start, clause.end)
        given.append(Said("turned" if place in turning else "added" if place in added else "kept", *place))
    return Marks(tuple(sorted(told, key=lambda mark: mark.start)), tuple(given))
