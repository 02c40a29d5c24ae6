"""Who is who: "I" in one mouth is "you" in the other. Words become stems, pronouns become the two people."""

from collections.abc import Sequence

from withness.coach.tongue import Tongue
from withness.coach.words import MARKS, Word

TELLS, HEARS, BOTH = "<S>", "<R>", "<B>"
"""The one whose words are mirrored, the one who mirrors, and both."""


def person_of(word: str, tongue: Tongue, *, telling: bool) -> str:
    """Which of the two a pronoun means, by who says it; nothing for other words."""
    person = tongue.persons.get(word)
    if person == "3":
        return BOTH
    if person is None:
        return ""
    return TELLS if (person == "1") == telling else HEARS


def roles_of(words: Sequence[Word], tongue: Tongue, *, telling: bool) -> tuple[str, ...]:
    """The content of a clause as stems, with its pronouns as the people they mean; negators stay."""
    found: list[str] = []
    doing = tongue.listed("doing")
    counts = False
    for word in words:
        if person := person_of(word.text, tongue, telling=telling):
            found.append(person)
        elif (
            word.text in tongue.negators or _has_content(word.text, tongue) or (counts and word.text in doing)
        ):
            found.append(word.stem)
        counts = bool(person) or word.text in tongue.negators or (counts and word.text in tongue.stop)
    return tuple(found)


def _has_content(word: str, tongue: Tongue) -> bool:
    return word not in tongue.stop and word not in MARKS


def content_of(roles: Sequence[str], tongue: Tongue) -> tuple[str, ...]:
    """The stems alone, without people and without negators."""
    return tuple(role for role in roles if role[0] != "<" and role not in tongue.negators)


def in_active_voice(words: Sequence[Word], tongue: Tongue) -> Sequence[Word]:
    """Put whoever did it first, where a clause says it last: "I was asked by you" as "you was asked I"."""
    by = next((place for place, word in enumerate(words) if word.text == "by"), 0)
    if not 1 < by < len(words) - 1 or not _is_content(words[by - 1], tongue):
        return words
    forms, owning = tongue.listed("being"), tongue.listed("owning")
    being = next((one for one in (by - 2, by - 3) if one > 0 and words[one].text in forms), 0)
    if not being:
        return words
    ends = by + 1
    while ends < len(words) - 1 and words[ends].text in owning:
        ends += 1
    first = next((one + 1 for one in range(being - 1, -1, -1) if words[one].text in MARKS), 0)
    agent, done, other = words[by + 1 : ends + 1], words[being:by], words[first:being]
    return (*words[:first], *agent, *done, *other, *words[ends + 1 :])


def _is_content(word: Word, tongue: Tongue) -> bool:
    return word.text not in tongue.stop and word.text not in MARKS
