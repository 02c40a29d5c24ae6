"""Reads of Practise: a dialogue to read, pieces to listen to; and of Us: the gifts of a space."""

from withness.practice.queries.reading import (
    EXAMPLES,
    LENGTHS,
    LISTENS,
    TELLS,
    Example,
    reading_of,
    shelves,
    speaker_of,
    straight_on,
    who_is_who,
)

__all__ = [
    "EXAMPLES",
    "LENGTHS",
    "LISTENS",
    "TELLS",
    "Example",
    "reading_of",
    "shelves",
    "speaker_of",
    "straight_on",
    "who_is_who",
]
