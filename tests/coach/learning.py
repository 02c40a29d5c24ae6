"""Learns the coach's weights from the lines under tests/coach: `make learn`, or `make learn ARGS="without fifth"`.

Logistic regression, one for each kind, over the signs of `coach.weighing`, by steps that become smaller the more a sign
has moved already (AdaGrad). Only the two thirds that are not sealed are read. What phrases find is no sign in lines by
the authors that phrases were tuned on: there they are right too often, and would be trusted too much.
"""

import math
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from coach.lines import AUTHORS, HERE, TUNED_ON, Line, lines, pairs
from withness.coach import moves, risk, spoken
from withness.coach.said import Said
from withness.coach.tongue import Tongue, tongue_for
from withness.coach.weighing import SIGNS, WHOLE, signs_of
from withness.coach.words import Word, words_of
from withness.library.pieces import pieces

FOLDER = HERE.parent.parent / "src/withness/coach/en"
ROUNDS, STEP, TRUST = 30, 0.3, 1.0
"""How often all lines are gone through, how far the first step goes, how freely weights may grow."""
FOUND = 2.0
"""What a phrase's finding counts for beside a word."""
SMALL = 0.1
"""A weight below it is left out."""


class Least(NamedTuple):
    """What it takes to say that a kind is there: of words alone, and where a phrase found it too."""

    alone: float
    found: float


class Task(NamedTuple):
    """What one file of weights is learned from; `one` where its kinds seldom meet, `beside` where else it looks."""

    lines: str
    least: dict[str, Least]
    phrases: Callable[[Sequence[Word], Tongue], Sequence[Said]]
    one: bool = False
    beside: tuple[str, ...] = ()


TASKS = {
    "speaking": Task(
        "speaking",
        {
            "criticism": Least(0.0, -0.2),
            "contempt": Least(0.0, -0.3),
            **dict.fromkeys(("defensive", "stonewall", "mindread", "absolute"), Least(-0.6, -1.0)),
            "pseudo": Least(math.inf, -0.5),  # a feeling is one by its word, and phrases know them
        },
        spoken.found_by_phrases,
        one=True,
        beside=("told",),
    ),
    "moves": Task(
        "turns",
        {
            "question": Least(math.inf, -2.0),  # a question has its mark or its word, and phrases know them
            "rebuttal": Least(1.0, -1.0),
            **dict.fromkeys(("advice", "reassure", "interpret", "own"), Least(-0.7, -2.0)),
        },
        moves.found_by_phrases,
        beside=("given",),
    ),
    "risk": Task(
        "risk",
        {
            "selfharm": Least(0.6, -4.0),  # said in so many words, it is heard whatever stands around
            "violence": Least(0.6, -1.0),
            "coercion": Least(0.6, -1.0),
        },
        risk.found_by_phrases,
        beside=("speaking", "turns", "answering", "told"),
    ),
}


class Example(NamedTuple):
    """A line as its signs, and what it is."""

    signs: dict[str, float]
    labels: frozenset[str]


class Learned(NamedTuple):
    """The weights of one kind."""

    base: float
    weights: dict[str, float]


def examples(task: Task, tongue: Tongue, authors: Sequence[str]) -> list[Example]:
    """Every line that is not sealed, as its signs; those that stand only once are left out, for they tell nothing."""
    shown = [
        Line(frozenset(), part.mirror if task.lines == "turns" else part.say)
        for piece in pieces()
        for part in piece.parts
    ]
    found = [_example(line, task, tongue, heard=True) for line in shown]
    found += [
        _example(line, task, tongue, heard=author not in TUNED_ON)
        for author in authors
        for name in (task.lines, *task.beside)
        for line in _lines(author, name, labelled=name == task.lines)
    ]
    often = Counter(sign for example in found for sign in example.signs)
    return [
        example._replace(signs={sign: value for sign, value in example.signs.items() if often[sign] > 1})
        for example in found
    ]


def _lines(author: str, name: str, *, labelled: bool) -> list[Line]:
    """A file's lines; of mirrors what was told, which is none of all kinds, or what was given, with what it adds."""
    folder = HERE / author
    if name in ("told", "given"):
        found = pairs(test=False, folder=folder) if (folder / "mirrors.txt").exists() else []
        given = [Line(frozenset({pair.kind} - {""}), pair.given) for pair in found]
        return (
            given
            if name == "given"
            else [Line(frozenset(), told) for told in {pair.told: 0 for pair in found}]
        )
    if not (folder / f"{name}.txt").exists():
        return []
    read = lines(name, test=False, folder=folder)
    return read if labelled else [line._replace(labels=frozenset()) for line in read]


def _example(line: Line, task: Task, tongue: Tongue, *, heard: bool) -> Example:
    words = words_of(line.text, tongue)
    found = {said.kind for said in task.phrases(words, tongue)} if heard else set[str]()
    signs = dict.fromkeys(signs_of(words), 1.0) | dict.fromkeys((f"[{kind}]" for kind in found), FOUND)
    return Example(signs, line.labels)


def learn(kind: str, found: Sequence[Example]) -> Learned:
    """The weights that tell this kind from all else."""
    often = Counter(sign for example in found for sign in example.signs)
    weights, moved = dict.fromkeys(often, 0.0), dict.fromkeys(often, 1e-6)
    base, base_moved = 0.0, 1e-6
    order, chance = list(found), random.Random(kind)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for signs, labels in order:
            total = base + sum(weights[sign] * value for sign, value in signs.items())
            wrong = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - (kind in labels)
            base_moved += wrong * wrong
            base -= STEP * wrong / math.sqrt(base_moved)
            for sign, value in signs.items():
                slope = wrong * value + weights[sign] / (TRUST * often[sign])
                moved[sign] += slope * slope
                weights[sign] -= STEP * slope / math.sqrt(moved[sign])
    return Learned(base, weights)


def written(name: str, task: Task, learned: dict[str, Learned]) -> str:
    """The file of weights; the base of each kind is the weight of the sign that every passage has."""
    rows: dict[str, list[int]] = {}
    for column, (base, weights) in enumerate(learned.values()):
        for sign, weight in weights.items():
            value = weight * (FOUND if sign.startswith("[") else 1) + (base if sign == "^" else 0)
            if abs(value) >= SMALL:
                rows.setdefault(sign, [0] * len(learned))[column] = round(value * WHOLE)
    least = "".join(f"{kind} {alone:g} {found:g}\n" for kind, (alone, found) in task.least.items())
    one = f"[one of]\n{' '.join(task.least)}\n\n" if task.one else ""
    signs = "".join(f"{sign} = {' '.join(map(str, row))}\n" for sign, row in sorted(rows.items()))
    return (
        f"# What words, pairs of them and found phrases say for each kind of `{name}`, in hundredths. Learned by\n"
        "# `make learn` from our own lines under tests/coach. AGPL-3.0-or-later.\n\n"
        f"{one}[least]\n{least}\n{SIGNS}{signs}"
    )


def main(asked: list[str]) -> None:
    """Learn all files, or those named, from everybody's lines or without one author's."""
    authors = [author for author in AUTHORS if "without" not in asked or author not in asked]
    tongue = tongue_for("en")
    assert tongue is not None
    for name in [name for name in TASKS if name in asked] or TASKS:
        task = TASKS[name]
        found = examples(task, tongue, authors)
        learned = {kind: learn(kind, found) for kind in task.least}
        text = written(name, task, learned)
        (FOLDER / f"{name}.weights.txt").write_text(text)
        print(f"{name}: {len(found)} lines, {text.count(' = ')} signs")


if __name__ == "__main__":
    main(sys.argv[1:])
