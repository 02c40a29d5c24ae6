"""What the coach notices when a mirror lies beside a piece: always about these words, never praise alone. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from withness.coach.mirroring import Encoder
    from withness.coach.said import Said

MOST = 3
"""More at once would be a list of faults."""
ADDED = {
    "question": "may be worth asking. Could it wait until {name} has told all of it?",
    "advice": "may be advice. Could it wait until {name} asks for some?",
    "rebuttal": "sounds like your own side, and it matters. Could it wait for your turn?",
    "own": "sounds like your own story, and it matters. Could it wait for your turn?",
    "reassure": "may be comfort. Is it from {name}, or from you?",
    "interpret": "may be a guess. Is it from {name}, or from you?",
}
TURNED = "is how {name} said it. Does your mirror say the same?"
MISSING = "was told too. Is it in your mirror, in other words perhaps?"
KEPT = "That came back."
ALL_KEPT = "That came back, and so did the rest."
PRAISED = 0.5
"""How much of a part is there before it is said that it came back; two words that meet are no mirror."""
NO_BECAUSE = "is there. How would it go on, with “because”?"
NOT_THEIRS = "is a reason. Which of {name}’s words lead there?"
THEIRS = "stands on what {name} said."


class Remark(Struct, frozen=True):
    """One thing the coach says about some words, which it quotes."""

    quote: str
    hint: str


def remarks(said: str, mirrored: str, *, name: str, encoder: Encoder | None = None) -> tuple[Remark, ...]:
    """Give what to look at again: what was turned round, added and missed, and in any case what was kept."""
    from withness.coach.kept import kept
    from withness.coach.mirroring import mirror

    found = mirror(said, mirrored, encoder=encoder)
    marks = kept(said, mirrored, found=found)
    again = [
        Remark(_quoted(said, each), TURNED.format(name=name)) for each in marks.told if each.kind == "turned"
    ]
    again += [
        Remark(_cut(mirrored, one.start, one.end), ADDED[one.kind].format(name=name)) for one in found.added
    ]
    again += [Remark(_quoted(said, each), MISSING) for each in marks.told if each.kind == "missing"]
    turned = {(one.start, one.end) for one in found.contradicted}
    came_back = [
        _cut(said, part.start, part.end)
        for part in found.reflected
        if part.worth >= PRAISED and (part.start, part.end) not in turned
    ]
    if not came_back:
        return tuple(again[:MOST])
    says = KEPT if again else ALL_KEPT
    return (Remark(max(came_back, key=len), says), *again[:MOST])


def remarks_on_sense(said: str, answer: str, *, name: str) -> tuple[Remark, ...]:
    """Give what the coach notices where somebody made sense of it: is there a because, and whose words is it of."""
    from withness.coach.sensing import sense

    found = sense(answer, heard_before=said)
    if found.sense is None:
        return ()
    if found.because is None:
        return (Remark(_quoted(answer, found.sense), NO_BECAUSE),)
    says = THEIRS if found.shares else NOT_THEIRS
    return (Remark(_cut(answer, found.because.start, len(answer)), says.format(name=name)),)


def _quoted(text: str, place: Said) -> str:
    return _cut(text, place.start, place.end)


def _cut(text: str, start: int, end: int) -> str:
    """Cut words out so that a sentence can go on after them."""
    words = text[start:end].strip()
    return words.rstrip(".") or words
