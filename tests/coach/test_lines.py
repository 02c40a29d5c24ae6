"""Everybody's lines keep their shape: known labels, marks that fit their message, enough of each."""

from collections import Counter

import pytest

from coach.lines import AUTHORS, FOLDER, HERE, OUTSIDE, lines, pairs

LABELS = {
    "speaking": "criticism contempt defensive stonewall mindread absolute pseudo clean",
    "answering": "sense bare feel other",
    "asking": "positive specific measurable timed blocked",
    "sizes": "small large",
    "risk": "selfharm violence coercion benign",
    "turns": "question advice rebuttal reassure interpret own stem check plain",
}
LEAST = {"speaking": 260, "answering": 120, "asking": 110, "sizes": 50, "risk": 240, "turns": 100}
OTHERS = [HERE / author for author in AUTHORS if HERE / author != FOLDER]
FILES = [(folder, name) for folder in OTHERS for name in LABELS if (folder / f"{name}.txt").exists()]
MIRRORS = [folder for folder in OTHERS if (folder / "mirrors.txt").exists()]


def every(folder, name):
    return [line for test in (False, True) for line in lines(name, test=test, folder=folder)]


@pytest.mark.parametrize(("folder", "name"), FILES, ids=lambda each: getattr(each, "name", each))
def test_every_line_has_known_labels_and_stands_once(folder, name):
    found, sealed = every(folder, name), lines(name, test=True, folder=folder)
    assert len(found) >= LEAST[name]
    assert 0.2 < len(sealed) / len(found) < 0.5
    assert {label for line in found for label in line.labels} == set(LABELS[name].split())
    assert {text: n for text, n in Counter(line.text for line in found).items() if n > 1 or not text} == {}
    assert [line for line in found if not line.labels and name != "asking"] == []
    alone = {"clean", "benign", "other"}
    assert [line for line in found if line.labels & alone and len(line.labels) > 1] == []


def test_every_author_says_who_wrote_and_how():
    assert [folder.name for folder in OTHERS if not (folder / "README.md").exists()] == []


@pytest.mark.parametrize("folder", MIRRORS, ids=lambda folder: folder.name)
def test_the_marks_of_a_mirror_fit_its_message(folder):
    every = pairs(test=False, folder=folder) + pairs(test=True, folder=folder)
    assert len(every) >= 220
    assert [pair for pair in every if max([*pair.missing, *pair.turned, 0]) >= len(pair.parts)] == []
    assert [pair for pair in every if bool(pair.kind) != bool(pair.added)] == []
    assert [pair for pair in every if pair.missing & pair.turned] == []
    assert [pair for pair in every if not 15 <= len(pair.told.split()) <= 180] == []
    assert [pair for pair in every if any(mark in pair.told + pair.given for mark in "{}|")] == []


def test_there_are_enough_mirrors_of_each_kind():
    every = pairs(test=False, folder=OUTSIDE) + pairs(test=True, folder=OUTSIDE)
    assert sum(not (pair.missing or pair.turned or pair.added) for pair in every) >= 80
    assert sum(bool(pair.missing) for pair in every) >= 70
    assert sum(bool(pair.turned) for pair in every) >= 40
    assert sum(bool(pair.added) for pair in every) >= 50
