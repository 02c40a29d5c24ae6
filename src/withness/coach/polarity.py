"""Whether a clause turned round what it gives back: negation with its scope, opposites, feelings, amounts, details."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from withness.coach.likeness import likeness
from withness.coach.roles import content_of, roles_of
from withness.coach.tongue import Tongue
from withness.coach.words import MARKS, Word

SCOPE = 4
"""How many content words a negator reaches."""
_BEFORE = ("un", "in", "im", "dis", "non", "ir", "il", "mis")


class Turned(NamedTuple):
    """What was turned round, and the words that show it; no words when only the count of negators differs."""

    kind: str
    evidence: str


def conflicts(told: Sequence[Word], given_back: Sequence[Word], tongue: Tongue) -> tuple[Turned, ...]:
    """Where a clause and its mirror contradict each other. Meant for clauses that speak of the same thing."""
    found = list(_opposed(told, given_back, tongue))
    found += _amounts(told, given_back, tongue, found=bool(found))
    found += _details(told, given_back, tongue)
    if not found:
        found += _feelings(told, given_back, tongue)
    return tuple(found)


def are_opposite(one: str, other: str, tongue: Tongue) -> bool:
    """Whether two stems are opposites: by our own list, by their form, or else by the large list of others."""
    if other in tongue.antonyms.get(one, ()) or are_opposite_by_form(one, other):
        return True
    known = one in tongue.antonyms or other in tongue.antonyms
    return not known and other in tongue.more_antonyms.get(one, ())


def are_opposite_by_form(one: str, other: str) -> bool:
    """Whether one of two stems is the other with un- and its like, or with -less."""
    short, long = sorted((one, other), key=len)
    if len(short) > 3 and long.endswith(short) and long[: -len(short)] in _BEFORE:
        return True
    return len(long) > 7 and long.endswith("less") and short.startswith(long[:-4])


def negations(words: Sequence[Word], tongue: Tongue) -> int:
    """How many negators a clause has; "not only" is none."""
    course = tongue.listed("matters of course")
    following = [*(word.text for word in words[1:]), ""]
    return sum(
        word.text in tongue.negators
        and not (word.text == "not" and after in ("only", "just"))
        and not (word.text in ("no", "without") and after in course)
        for word, after in zip(words, following, strict=False)  # nothing follows where there is nothing
    )


def negated(words: Sequence[Word], tongue: Tongue) -> frozenset[str]:
    """The stems that stand within reach of a negator."""
    found, left = set(), 0
    shields = tongue.listed("shields")
    for word in words:
        if word.text in tongue.negators:
            left = SCOPE
        elif word.text in MARKS or word.text in shields:
            left = 0
        elif left and word.text not in tongue.stop:
            found.add(word.stem)
            left -= 1
    return frozenset(found)


def _denied(words: Sequence[Word], tongue: Tongue) -> frozenset[str]:
    """The first word of content behind each negator: the one that is said not to be."""
    found, waits = set(), False
    for word in words:
        if word.text in tongue.negators:
            waits = True
        elif word.text in MARKS:
            waits = False
        elif waits and word.text not in tongue.stop and word.text not in tongue.listed("goes with not"):
            found.add(word.stem)
            waits = False
    return frozenset(found)


def _opposed(told: Sequence[Word], given_back: Sequence[Word], tongue: Tongue) -> Iterator[Turned]:
    one = set(content_of(roles_of(told, tongue, telling=True), tongue))
    other = set(content_of(roles_of(given_back, tongue, telling=False), tongue))
    shared = one & other
    without, within = negated(told, tongue), negated(given_back, tongue)
    mine, theirs = (
        sorted(named - shared - _parted(words, tongue)) for named, words in ((one, told), (other, given_back))
    )
    pair = next(
        ((x, y) for x in mine for y in theirs if are_opposite(x, y, tongue)),
        None,
    )
    if pair:
        if (pair[0] in without) == (pair[1] in within):
            yield Turned("antonym", " / ".join(pair))
        return
    if one == other and (small := _small_opposites(told, given_back, tongue)):
        yield Turned("antonym", small)
        return
    if (negations(told, tongue) - negations(given_back, tongue)) % 2:
        hit = sorted(word for word in shared if (word in without) != (word in within))
        bare = told if negations(given_back, tongue) else given_back
        at_once = _denied(told, tongue) | _denied(given_back, tongue)
        elsewhere = bool(at_once) and not at_once & shared and one != other
        if not elsewhere and not _holds_a_not(bare, shared, tongue, loosely=not hit):
            yield Turned("negation", hit[0] if hit else "")


def _parted(words: Sequence[Word], tongue: Tongue) -> set[str]:
    """Verbs that a little word makes into others: "the report came out", "my name was left off"."""
    parting = tongue.listed("parting")
    return {
        word.stem
        for word, after in pairwise(words)
        if after.text in parting and word.stem in tongue.joined_verbs
    }


def _small_opposites(told: Sequence[Word], given_back: Sequence[Word], tongue: Tongue) -> str:
    mine, theirs = {word.text for word in told}, {word.text for word in given_back}
    return next(
        (f"{x} / {y}" for x, y in tongue.small_opposites if x in mine - theirs and y in theirs - mine), ""
    )


def _holds_a_not(words: Sequence[Word], shared: set[str], tongue: Tongue, *, loosely: bool) -> bool:
    """Whether the side without a negator says it in another word: "I stopped drinking", "you do not drink"."""
    holding = tongue.listed("holding") | (tongue.listed("leaning") if loosely else frozenset())
    if any((one.stem, two.text) in tongue.holding_pairs for one, two in pairwise(words)):
        return True
    return any(
        word.stem not in shared
        and (word.text in holding or (word.text.startswith("un") and len(word.text) > 5))
        for word in words
    )


def _amounts(
    told: Sequence[Word], given_back: Sequence[Word], tongue: Tongue, *, found: bool
) -> Iterator[Turned]:
    one, other = {word.text for word in told}, {word.text for word in given_back}
    whole, part, each, counted = (tongue.listed(name) for name in ("whole", "part", "each", "counted"))
    for mine, theirs in ((one, other), (other, one)):
        if mine & whole and theirs & part and not theirs & whole:
            yield Turned("quantity", "")
            return
    for mine, theirs in ((one, other), (other, one)):
        if not found and mine & each and theirs & counted and not theirs & each:
            yield Turned("quantity", "")
            return


def numbers_in(words: Sequence[Word], tongue: Tongue) -> frozenset[str]:
    """The numbers a clause names, digits and words alike: "five hundred and forty" is one."""
    found: list[str] = []
    whole = False
    for word in words:
        value = tongue.numbers.get(word.text) or (word.text if word.text[0].isdecimal() else "")
        if whole and found and (joined := _joined(found[-1], value)):
            found[-1] = joined
        elif value:
            found.append(value)
        whole = bool(value) or (whole and word.text == "and")
    return frozenset(found)


def _joined(before: str, value: str) -> str:
    """Two numbers said in one breath: twenty and two, five and hundred, hundred and forty."""
    if not (before.isdigit() and value.isdigit()):
        return ""
    one, other = int(before), int(value)
    if other in (100, 1000) and 0 < one < other:
        return str(one * other)
    step = 100 if one % 100 == 0 else 10 if one % 10 == 0 else 0
    return str(one + other) if one and 0 < other < step else ""


def _details(told: Sequence[Word], given_back: Sequence[Word], tongue: Tongue) -> Iterator[Turned]:
    one, other = numbers_in(told, tongue), numbers_in(given_back, tongue)
    if one and other and not one & other:
        yield Turned("number", f"{min(one)} / {min(other)}")
    mine, theirs = _named(told, tongue), _named(given_back, tongue)
    by_the_clock = one & other  # two in the morning is two at night
    for kind in tongue.kinds:
        if by_the_clock and "morning" in kind:
            continue
        here, there = ({kind[word] for word in named if word in kind} for named in (mine, theirs))
        if here and there and not here & there:
            yield Turned("detail", f"{min(here)} / {min(there)}")


def _named(words: Sequence[Word], tongue: Tongue) -> frozenset[str]:
    """The words of a clause, without a "may" that is no month."""
    before, also = tongue.listed("before months"), tongue.listed("also words")
    texts = [word.text for word in words]
    return frozenset(
        tongue.days.get(text, text)
        for place, text in enumerate(texts)
        if text not in also or (place and (texts[place - 1] in before or texts[place - 1][0].isdigit()))
    )


def leanings(words: Sequence[Word], tongue: Tongue) -> dict[str, int]:
    """Each feeling named: 1 where it is good to have, -1 where not, turned by a negator."""
    named = [word.stem for word in words if word.stem in tongue.leanings]
    turned = negated(words, tongue) if named else frozenset[str]()
    return {stem: -tongue.leanings[stem] if stem in turned else tongue.leanings[stem] for stem in named}


def _feelings(told: Sequence[Word], given_back: Sequence[Word], tongue: Tongue) -> Iterator[Turned]:
    one, other = leanings(told, tongue), leanings(given_back, tongue)
    if not one or not other:
        return
    names = f"{next(iter(one))} / {next(iter(other))}"
    if (
        not one.keys() & other.keys()
        and {*one.values()} == {-worth for worth in other.values()}
        and len({*one.values()}) == 1
    ):
        yield Turned("feeling", names)
    elif all("feel" in {word.stem for word in words} for words in (told, given_back)) and not any(
        likeness(x, y, tongue) for x in one for y in other
    ):
        yield Turned("other-feeling", names)
