"""Prints how often the coach is right: `python -m coach.figures [author] [test] [model] [verbose]`.

Recall never stands without its false alarms. The lines are by the author of the phrases, or by the author who is named,
who never saw them; `test` shows the third that nothing was written after or learned from, `model` mirrors with a model.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from coach.lines import AUTHORS, FOLDER, HERE, Line, Pair, lines, pairs
from withness.coach import adapter
from withness.semantic.finding import Refused
from withness.semantic.loading import SETTING, Encoder, load

SPEAKING = ("criticism", "contempt", "defensive", "stonewall", "mindread", "absolute", "pseudo")
MOVES = ("question", "advice", "rebuttal", "reassure", "interpret", "own")


class Count(NamedTuple):
    """Right finds, wrong finds and what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Count") -> "Count":  # type: ignore[override]
        return Count(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def f1(self) -> float:
        """One figure for both kinds of error."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    @property
    def recall(self) -> float:
        """The share that was found."""
        return self.right / max(1, self.right + self.missed)


def counted(pairs_of: Iterable[tuple[bool, bool]]) -> Count:
    """Count (is, was found)."""
    rows = list(pairs_of)
    return Count(
        sum(is_ and found for is_, found in rows),
        sum(found and not is_ for is_, found in rows),
        sum(is_ and not found for is_, found in rows),
    )


def macro(pairs_of: Iterable[tuple[bool, bool]]) -> float:
    """The mean of F1 for yes and F1 for no."""
    rows = list(pairs_of)
    return (counted(rows).f1 + counted((not is_, not found) for is_, found in rows).f1) / 2


class Measured:
    """What is measured: whose lines, and with the model of the second layer when it was asked for."""

    encoder: Encoder | None = None
    folder: Path = FOLDER


MEASURED = Measured()


def _touches(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) > 0.5 * min(one[1] - one[0], other[1] - other[0])


class Judged(NamedTuple):
    """What was found in one pair, beside what is there."""

    missed: Count
    turned: Count
    added: Count

    @property
    def whole(self) -> bool:
        """Whether everything about it is right."""
        return not any(count.wrong or count.missed for count in self)


def judged(pair: Pair) -> Judged:
    """Lay one mirror's findings beside what is wrong with it; a turned part may also count as missing."""
    found = adapter.mirror(pair.told, pair.given, MEASURED.encoder)
    parts = range(len(pair.parts))
    missed = {n for n in parts if any(_touches(pair.parts[n], one[:2]) for one in found["missed"])}
    turned = {n for n in parts if any(_touches(pair.parts[n], one[:2]) for one in found["conflicts"])}
    added = [pair.added is not None and _touches(pair.added, one[:2]) for one in found["added"]]
    return Judged(
        counted((n in pair.missing, n in missed) for n in parts if n not in pair.turned),
        counted((n in pair.turned, n in turned) for n in parts),
        Count(int(any(added)), added.count(False), int(pair.added is not None and not any(added))),
    )


def mirror_figures(test: bool, say: Callable[[str], None]) -> Iterator[str]:
    """Missed, turned round, added, and the I and you of whole messages."""
    total, whole, every = Judged(Count(), Count(), Count()), 0, pairs(test=test, folder=MEASURED.folder)
    for pair in every:
        one = judged(pair)
        total = Judged(*(mine + more for mine, more in zip(total, one, strict=True)))
        whole += one.whole
        if not one.whole:
            say(f"{one}\n  {pair.told}\n  {pair.given}\n  {adapter.mirror(pair.told, pair.given)}")
    names = zip(("missed parts", "turned round", "added"), total, strict=True)
    yield from (f"{name} F1 {count.f1:.3f} ({count})" for name, count in names)
    yield f"whole mirror right {whole / len(every):.3f} of {len(every)}"
    faithful = [pair for pair in every if not (pair.missing or pair.turned or pair.added)]
    flips = [bool(adapter.mirror(pair.told, pair.given)["conflicts"]) for pair in faithful]
    echoes = [
        any(one[4] == "role" for one in adapter.mirror(pair.told, pair.told)["conflicts"])
        for pair in faithful
    ]
    yield f"I and you: false on faithful mirrors {sum(flips)}/{len(flips)}; echoes found {sum(echoes)}/{len(echoes)}"


def speaking_figures(test: bool, say: Callable[[str], None]) -> Iterator[str]:
    """Each category, and how often the clean lines are touched."""
    every = [(line, _speaking(line.text)) for line in lines("speaking", test=test, folder=MEASURED.folder)]
    scores = []
    for category in SPEAKING:
        count = counted((category in line.labels, category in found) for line, found in every)
        scores.append(count.f1)
        yield f"{category} F1 {count.f1:.3f} ({count})"
    clean = counted(("clean" in line.labels, not found) for line, found in every)
    yield f"clean F1 {clean.f1:.3f}; macro F1 of eight {(sum(scores) + clean.f1) / 8:.3f}"
    for line, found in every:
        if found != line.labels - {"clean"}:
            say(f"{sorted(line.labels)} {sorted(found)} {line.text}")
    firsts = [found for line, found in every if "clean" in line.labels]
    for category in ("contempt", "criticism"):
        yield f"{category} in clean lines {sum(category in found for found in firsts)}/{len(firsts)}"


def _speaking(text: str) -> set[str]:
    found = {one[0] for one in adapter.sender(text)} | {
        "pseudo" for one in adapter.feeling_words(text) if one[3] == "thought"
    }
    return found & set(SPEAKING)


def moves_figures(test: bool, say: Callable[[str], None]) -> Iterator[str]:
    """Each move a listener makes, and the false alarms on plain mirrors."""
    every = [
        (line, set(adapter.moves(line.text))) for line in lines("turns", test=test, folder=MEASURED.folder)
    ]
    plain = [found for line, found in every if "plain" in line.labels]
    for move in (*MOVES, "stem", "check"):
        count = counted((move in line.labels, move in found) for line, found in every)
        false = sum(move in found for found in plain) if move in MOVES else 0
        yield f"{move} found {count.recall:.3f}; on plain mirrors {false}/{len(plain)}"
    for line, found in every:
        if not line.labels - {"plain"} <= found or ("plain" in line.labels and found & set(MOVES)):
            say(f"{sorted(line.labels)} {sorted(found)} {line.text}")


def answering_figures(test: bool, say: Callable[[str], None]) -> Iterator[str]:
    """Makes sense with a because, makes sense without, feels with."""
    from withness.coach.sensing import sense

    rows = []
    for line in lines("answering", test=test, folder=MEASURED.folder):
        told, _, answer = line.text.partition(" > ")
        found = sense(answer, heard_before=told)
        full = bool(found.sense and found.because and found.shares)
        feel = adapter.empathy(answer)
        guess = bool(feel["empathy"] and feel["feeling"])
        rows.append((line.labels, found.sense is not None, full, guess))
        if ("sense" in line.labels) != full or ("feel" in line.labels) != guess:
            say(f"{sorted(line.labels)} sense={found.sense is not None} full={full} feel={guess} {line.text}")
    yield f"makes sense F1 {counted((bool({'sense', 'bare'} & labels), any_) for labels, any_, _, _ in rows).f1:.3f}"
    yield f"with a because of theirs F1 {counted(('sense' in labels, full) for labels, _, full, _ in rows).f1:.3f}"
    yield f"feels with F1 {counted(('feel' in labels, guess) for labels, _, _, guess in rows).f1:.3f}"


def asking_figures(test: bool, say: Callable[[str], None]) -> Iterator[str]:
    """Each quality of a request."""
    every = [
        (line, adapter.request(line.text)) for line in lines("asking", test=test, folder=MEASURED.folder)
    ]
    for name in ("positive", "specific", "measurable", "timed", "blocked"):
        rows = [(name in line.labels, found[name]) for line, found in every]
        yield f"{name} macro F1 {macro(rows):.3f} ({counted(rows)})"
        for line, found in every:
            if (name in line.labels) != found[name]:
                say(f"{name} {sorted(line.labels)} {line.text}")


def risk_figures(test: bool, say: Callable[[str], None]) -> Iterator[str]:
    """Words of harm, and lines that only look like them."""
    every = [
        (line, {one[0] for one in adapter.risk(line.text)})
        for line in lines("risk", test=test, folder=MEASURED.folder)
    ]
    for kind in ("selfharm", "violence", "coercion"):
        mine = [bool(found) for line, found in every if kind in line.labels]
        yield f"{kind} found {sum(mine)}/{len(mine)}"
    benign = [bool(found) for line, found in every if "benign" in line.labels]
    yield f"benign lines flagged {sum(benign)}/{len(benign)}"
    for line, found in every:
        if bool(found) == ("benign" in line.labels):
            say(f"{sorted(line.labels)} {sorted(found)} {line.text}")


def feelings_figures(test: bool, say: Callable[[str], None]) -> Iterator[str]:
    """Accusing words taken for what they are, and real feelings left alone."""
    every: list[Line] = lines("speaking", test=test, folder=MEASURED.folder)
    clean = [adapter.feeling_words(line.text) for line in every if "clean" in line.labels]
    called = sum(one[3] == "pseudo" for found in clean for one in found)
    yield f"feelings in clean lines called accusing {called}/{sum(len(found) for found in clean)}"


FIGURES = {
    "mirror": mirror_figures,
    "speaking": speaking_figures,
    "moves": moves_figures,
    "sense and feel": answering_figures,
    "requests": asking_figures,
    "risk": risk_figures,
    "feelings": feelings_figures,
}
READ_FROM = {
    "mirror": "mirrors",
    "moves": "turns",
    "sense and feel": "answering",
    "requests": "asking",
    "feelings": "speaking",
}
"""Which file a figure comes from, where it has another name."""


def main(asked: list[str]) -> None:
    """Print all figures, or those named."""
    MEASURED.folder = HERE / next((author for author in AUTHORS if author in asked), FOLDER.name)
    if "model" in asked:
        found = load(os.environ.get(SETTING, ""))
        if isinstance(found, Refused):
            raise SystemExit(found.reason)
        MEASURED.encoder, asked = found, [*asked, "mirror"]
    there = [name for name in FIGURES if (MEASURED.folder / f"{READ_FROM.get(name, name)}.txt").exists()]
    wanted = [name for name in there if name in asked] or there
    for name in wanted:
        print(f"\n{name} ({'the sealed third' if 'test' in asked else 'the part rules were written after'})")
        for figure in FIGURES[name]("test" in asked, print if "verbose" in asked else lambda _: None):
            print("  ", figure)


if __name__ == "__main__":
    main(sys.argv[1:])
