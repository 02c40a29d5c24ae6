"""The second layer: only the pinned files are taken, the self-test is real, and without a model nothing is missing."""

import hashlib
import math
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from withness.cli import main
from withness.coach.mirroring import mirror
from withness.semantic import loading
from withness.semantic.loading import PINS, SETTING, MiniLM, Refused, answers_rightly, encoder, load
from withness.semantic.wordpiece import LONGEST, WordPieces


def test_an_empty_folder_is_refused(tmp_path):
    assert load(tmp_path) == Refused("There is no model.onnx in the folder.")


def test_other_files_of_these_names_are_refused(tmp_path):
    for name in PINS:
        (tmp_path / name).write_text("something else")
    assert load(tmp_path) == Refused("model.onnx is not the file it should be.")


def test_without_onnxruntime_it_is_said_what_to_install(tmp_path, monkeypatch):
    for name in PINS:
        (tmp_path / name).write_text(name)
        monkeypatch.setitem(PINS, name, hashlib.sha256(name.encode()).hexdigest())
    monkeypatch.setattr(loading, "find_spec", lambda name: None)
    assert "withness[semantic]" in load(tmp_path).reason


def test_a_model_that_answers_otherwise_is_refused():
    class Other:
        def encode(self, texts):
            return [[1.0, 0.0]] * len(texts)

    class Kept:
        """Five directions that are as near to each other as the stored figures say."""

        def encode(self, texts):
            to_first, between = loading.KEPT[:4], loading.KEPT[4]
            rest = [math.sqrt(1 - near * near) for near in to_first]
            turn = (between - to_first[2] * to_first[3]) / (rest[2] * rest[3])
            rows = [[1.0, 0.0, 0.0]] + [[near, left, 0.0] for near, left in zip(to_first, rest, strict=True)]
            rows[4] = [to_first[3], rest[3] * turn, rest[3] * math.sqrt(1 - turn * turn)]
            return rows

    assert not answers_rightly(Other())
    assert answers_rightly(Kept())


def test_without_the_setting_there_is_no_model_and_nothing_is_loaded(monkeypatch):
    monkeypatch.delenv(SETTING, raising=False)
    loading._waiting.cache_clear()
    assert encoder() is None
    loading._waiting.cache_clear()


def test_a_folder_that_is_refused_leaves_the_rules(monkeypatch, tmp_path):
    monkeypatch.setenv(SETTING, str(tmp_path))
    loading._waiting.cache_clear()
    assert encoder() is None
    loading._waiting.cache_clear()
    (tmp_path / "told").write_text("I wait.")
    done = CliRunner().invoke(main, ["coach", "mirror", str(tmp_path / "told"), str(tmp_path / "told")])
    assert done.exit_code == 1
    assert "There is no model.onnx in the folder." in done.output


def test_words_are_cut_into_known_pieces(tmp_path):
    pieces = ["[UNK]", "[CLS]", "[SEP]", "wait", "##ing", "cafe", ",", "you"]
    (tmp_path / "vocab.txt").write_text("\n".join(pieces) + "\n")
    numbers = WordPieces(tmp_path / "vocab.txt").numbers
    assert numbers("Waiting, you") == [1, 3, 4, 6, 7, 2]
    assert numbers("café") == [1, 5, 2]
    assert numbers("zzz") == [1, 0, 2]
    assert numbers("") == [1, 2]
    assert len(numbers("you " * 500)) == LONGEST


@pytest.mark.skipif(not os.environ.get(SETTING), reason="no model on this machine")
def test_the_model_finds_a_paraphrase():
    model = load(Path(os.environ[SETTING]))
    assert isinstance(model, MiniLM)
    told, given = (
        "I was exhausted after the journey. The flat was cold.",
        "The trip wore you out. Your home was freezing.",
    )
    assert mirror(told, given, encoder=model).coverage > mirror(told, given).coverage + 0.05
