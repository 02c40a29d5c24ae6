"""The second author's lines keep their shape: known labels, marks that fit their message, enough of each."""

from collections import Counter

import pytest

from coach.lines import OUTSIDE, lines, pairs

LABELS = {
    "speaking": "criticism contempt defensive stonewall mindread absolute pseudo clean",
    "answering": "sense bare feel other",
    "asking": "positive specific measurable timed blocked",
    "sizes": "small large",
    "risk": "selfharm violence coercion benign",
    "turns": "question advice rebuttal reassure interpret own stem check plain",
}
LEAST = {"speaking": 350, "answering": 120, "asking": 110, "sizes": 50, "risk": 320, "turns": 160}


@pytest.mark.parametrize("name", LABELS)
def test_every_line_has_known_labels_and_stands_once(name):
    kept, sealed = (lines(name, test=test, folder=OUTSIDE) for test in (False, True))
    assert len(kept + sealed) >= LEAST[name]
    assert 0.2 < len(sealed) / len(kept + sealed) < 0.5
    assert {label for line in kept + sealed for label in line.labels} == set(LABELS[name].split())
    assert {
        text: n for text, n in Counter(line.text for line in kept + sealed).items() if n > 1 or not text
    } == {}


@pytest.mark.parametrize("name", ["speaking", "risk", "answering"])
def test_what_is_to_be_left_alone_has_no_other_label(name):
    every = lines(name, test=False, folder=OUTSIDE) + lines(name, test=True, folder=OUTSIDE)
    assert [
        line for line in every if line.labels & {"clean", "benign", "other"} and len(line.labels) > 1
    ] == []
    assert [line for line in every if not line.labels] == []


def test_the_marks_of_a_mirror_fit_its_message():
    every = pairs(test=False, folder=OUTSIDE) + pairs(test=True, folder=OUTSIDE)
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
