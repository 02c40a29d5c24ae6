"""Words for feelings, in eight families, and what may lie beneath words that accuse.

Own list. Hues spread the families over the circle so that they are easy to tell apart; they mean nothing.
"""

from typing import NamedTuple


class Family(NamedTuple):
    """Feelings that live near each other."""

    key: str
    name: str
    hue: int
    words: tuple[str, ...]


FAMILIES = (
    Family("loving", "Loving", 5, ("loving", "warm", "close", "grateful", "touched", "trusting", "fond")),
    Family("glad", "Glad", 75, ("glad", "joyful", "playful", "proud", "hopeful", "relieved", "delighted")),
    Family("calm", "Calm", 130, ("calm", "content", "safe", "rested", "settled", "at ease", "free")),
    Family(
        "curious",
        "Curious",
        175,
        ("curious", "interested", "surprised", "amazed", "eager", "moved", "unsure"),
    ),
    Family("sad", "Sad", 235, ("sad", "lonely", "heavy", "disheartened", "tender", "grieving", "empty")),
    Family(
        "afraid", "Afraid", 275, ("afraid", "anxious", "worried", "startled", "uneasy", "panicky", "on edge")
    ),
    Family(
        "ashamed",
        "Ashamed",
        320,
        ("ashamed", "embarrassed", "guilty", "small", "shy", "awkward", "regretful"),
    ),
    Family(
        "angry",
        "Angry",
        38,
        ("angry", "irritated", "frustrated", "bitter", "furious", "impatient", "indignant"),
    ),
)

WORDS = frozenset(word for family in FAMILIES for word in family.words)

BODY = ("tight", "heavy", "warm", "cold", "shaky", "numb", "restless", "tired", "light")

# Words that say what somebody is thought to have done; beside them what may be felt beneath.
_BENEATH = {
    ("ignored", "unheard"): ("lonely", "sad", "angry"),
    ("rejected", "abandoned"): ("lonely", "afraid", "grieving"),
    ("attacked", "blamed", "judged"): ("afraid", "ashamed", "angry"),
    ("controlled", "used"): ("angry", "uneasy", "tired"),
    ("betrayed",): ("grieving", "angry", "disheartened"),
    ("disrespected", "unappreciated"): ("sad", "small", "angry"),
    ("neglected",): ("lonely", "empty", "sad"),
    ("manipulated",): ("uneasy", "angry"),
}
ACCUSATIONS = {word: found for words, found in _BENEATH.items() for word in words}


def beneath(text: str) -> tuple[str, ...]:
    """What may be felt beneath a word that accuses; nothing when the word is a feeling or unknown."""
    return ACCUSATIONS.get(" ".join(text.casefold().split()), ())
