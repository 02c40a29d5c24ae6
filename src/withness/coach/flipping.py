"""Says a clause to the other person: "I told you" as "you told me", so that a model compares like with like."""

from collections.abc import Sequence

from withness.coach.tongue import Tongue
from withness.coach.words import Word


def turned_to_you(words: Sequence[Word], tongue: Tongue) -> str:
    """The clause in lower case with first and second person changed over."""
    flips = tongue.flips
    found: list[str] = []
    for place, word in enumerate(words):
        turned = flips.get(word.text, word.text)
        if turned == "i" and place and _is_object(words, place, tongue):
            turned = "me"
        found.append(tongue.agreeing.get((found[-1] if found else "", turned), turned))
    return " ".join(found)


def _is_object(words: Sequence[Word], place: int, tongue: Tongue) -> bool:
    """Whether "you" stands behind a verb or a preposition and nothing it could do comes after it."""
    after = words[place + 1].text if place + 1 < len(words) else "."
    return words[place - 1].text not in tongue.listed("joins") and (
        not after.isalpha() or after in tongue.listed("after object")
    )
