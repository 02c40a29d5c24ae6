"""Tells feelings from words that only sound like them, and from thoughts that begin with "I feel"."""

from collections.abc import Sequence

from withness.coach.listening import heard
from withness.coach.said import Said
from withness.coach.tongue import Tongue, tongue_for
from withness.coach.words import Word, words_of


def feelings(text: str, *, language: str = "en") -> tuple[Said, ...]:
    """Each "feeling", each "pseudo" (it says what somebody did) and each "thought", where they stand."""
    tongue = tongue_for(language)
    return kinds_of_feeling(words_of(text, tongue), tongue) if tongue else ()


def kinds_of_feeling(words: Sequence[Word], tongue: Tongue) -> tuple[Said, ...]:
    """The same for a text that is read already; an accusing word is never also a feeling."""
    found = heard(words, "feelings", tongue)
    accusing = [said for said in found if said.kind == "pseudo"]
    return tuple(
        said
        for said in found
        if said.kind == "pseudo"
        or said.kind == "thought"
        or (
            said.kind == "feeling"
            and not any(one.start < said.end and said.start < one.end for one in accusing)
        )
    )
