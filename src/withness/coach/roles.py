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


def role_swapped(told: Sequence[Word], given_back: Sequence[Word], tongue: Tongue) -> bool:
    """Whether who does what to whom is turned round: "I hurt you" has to come back as "you hurt me".

    True when what both clauses name stands beside the other person each time, and never beside the same.
    """
    told, given_back = in_active_voice(told, tongue), in_active_voice(given_back, tongue)
    mine, theirs = _beside(told, tongue, telling=True), _beside(given_back, tongue, telling=False)
    if not mine.keys() & theirs.keys():
        return _same_but_for_people(told, given_back, tongue)
    same = different = 0
    for place, person in mine.items():
        if place in theirs:
            same += theirs[place] == person
            different += theirs[place] != person
    return different > 0 and same == 0


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


def _same_but_for_people(told: Sequence[Word], given_back: Sequence[Word], tongue: Tongue) -> bool:
    """Whether two clauses of small words are the same and each person is the other: "I do it for you", said again."""
    rows = []
    for words, telling in ((told, True), (given_back, False)):
        spoken = [word.text for word in words if word.text not in MARKS]
        people = [person_of(word, tongue, telling=telling) for word in spoken]
        rows.append(([word for word in spoken if word not in tongue.persons], [one for one in people if one]))
    (others, first), (same, second) = rows
    swapped = [{TELLS: HEARS, HEARS: TELLS}.get(one, "") for one in first]
    return bool(second) and others == same and swapped == second


def _without_both(words: Sequence[Word], tongue: Tongue) -> Sequence[Word]:
    """Leave out where the two are named together: "you and me" is neither of them alone."""
    persons = [tongue.persons.get(word.text) for word in words]
    both = {
        place
        for place in range(1, len(words) - 1)
        if words[place].text == "and" and {persons[place - 1], persons[place + 1]} == {"1", "2"}
    }
    if not both:
        return words
    gone = both | {place + step for place in both for step in (-1, 1)}
    return [word for place, word in enumerate(words) if place not in gone]


_REACH = 6


def _beside(words: Sequence[Word], tongue: Tongue, *, telling: bool) -> dict[tuple[str, str], str]:
    """For each content stem the person before it, and the person right behind it."""
    found: dict[tuple[str, str], str] = {}
    last, gap = "", _REACH + 1
    content = before = ""
    for word in _without_both(words, tongue):
        before, towards = word.text, before in tongue.listed("towards")
        if word.text in MARKS:
            last = content = ""
            continue
        person = person_of(word.text, tongue, telling=telling)
        if person in (TELLS, HEARS):
            if content:
                found.setdefault((content, "behind"), person)
            if not towards:
                last, gap, content = person, 0, ""
            continue
        gap += 1
        if not person and word.text not in tongue.stop:
            content = word.stem
            if last and gap <= _REACH:
                found.setdefault((content, "before"), last)
    return found
