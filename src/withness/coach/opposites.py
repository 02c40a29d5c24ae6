"""Which words are opposites: by our own list, by their form, or else by the large list of others."""

from collections.abc import Mapping, Sequence

from withness.coach.tongue import Tongue
from withness.coach.words import MARKS, Word

_BEFORE = ("un", "in", "im", "dis", "non", "ir", "il", "mis")
_ANSWERS = {"yes", "no"}


def are_opposite(one: str, other: str, tongue: Tongue) -> bool:
    """Whether two stems are opposites."""
    one, other = _plain(one, tongue), _plain(other, tongue)
    if other in tongue.antonyms.get(one, ()) or are_opposite_by_form(one, other):
        return True
    known = one in tongue.antonyms or other in tongue.antonyms
    return not known and other in tongue.more_antonyms.get(one, ())


def _plain(stem: str, tongue: Tongue) -> str:
    """More of something as the thing itself: braver as brave."""
    for ending in ("er", "est"):
        if stem.endswith(ending) and stem not in tongue.antonyms and stem[: -len(ending)] in tongue.antonyms:
            return stem[: -len(ending)]
    return stem


def are_opposite_by_form(one: str, other: str) -> bool:
    """Whether one of two stems is the other with un- and its like, or with -less."""
    short, long = sorted((one, other), key=len)
    if len(short) > 3 and long.endswith(short) and long[: -len(short)] in _BEFORE:
        return True
    return len(long) > 7 and long.endswith("less") and short.startswith(long[:-4])


def small_opposites(
    told: Sequence[Word], given: Sequence[Word], tongue: Tongue, *, all_else_is_the_same: bool
) -> str:
    """A small word that came back as its opposite beside the same word: "up the stairs", "I said yes"."""
    here, there = ({word.text for word in words} & tongue.small_words for words in (told, given))
    swapped = [(x, y) for x, y in tongue.small_opposites if x in here - there and y in there - here]
    if not swapped:
        return ""
    mine, theirs = _beside(told), _beside(given)
    return next(
        (
            f"{x} / {y}"
            for x, y in swapped
            if mine[x] & theirs[y] and (all_else_is_the_same or {x, y} == _ANSWERS)
        ),
        "",
    )


def _beside(words: Sequence[Word]) -> Mapping[str, set[str]]:
    """For each word what stands before it, and what behind it."""
    found: dict[str, set[str]] = {}
    end = Word(".", ".", 0, 0)
    row = (end, *words, end)
    for before, word, after in zip(row, row[1:], row[2:], strict=False):  # the last two begin none
        around = {f"{before.stem} _", "_ ." if after.text in MARKS else f"_ {after.stem}"}
        found.setdefault(word.text, set()).update(around - {". _"})
    return found
