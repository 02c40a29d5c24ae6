"""The coach on the command line: files or standard input, words or JSON."""

import json

import pytest
from click.testing import CliRunner

from withness.cli import main


def run(*arguments, typed=None):
    return CliRunner().invoke(main, ["coach", *map(str, arguments)], input=typed)


@pytest.mark.parametrize(
    ("name", "typed", "lines"),
    [
        ("say", "You never call me.", ["absolute           You never", "hint"]),
        ("say", "He hit me.", ["violence           hit me"]),
        ("sense", "You make sense to me.", ["sense              You make sense to me", "with “because”?"]),
        ("feel", "I feel ignored.", ["pseudo             ignored", "ignored: lonely, sad, angry"]),
        ("feel", "I feel gaslit.", ["gaslit: sad, angry, afraid"]),
        ("request", "Stop ignoring me.", ["positive           no", "negative           Stop"]),
    ],
)
def test_words_from_standard_input(name, typed, lines):
    done = run(name, typed=typed)
    assert done.exit_code == 0
    for line in lines:
        assert line in done.output


def test_a_mirror_of_two_files(tmp_path):
    (tmp_path / "told").write_text("I waited for an hour. I was not angry.")
    (tmp_path / "given").write_text("You waited for an hour. You were angry. Why?")
    words = run("mirror", tmp_path / "told", tmp_path / "given").output
    assert "message kept       I waited for an hour." in words
    assert "message turned     I was not angry." in words
    assert "mirror added       Why?" in words
    found = json.loads(run("mirror", "--json", tmp_path / "told", tmp_path / "given").output)
    assert found["turned"][0]["kind"] == "negation"
    assert found["mirror"][2] == {"kind": "added", "start": 40, "end": 44, "text": "Why?"}


def test_json_has_places_and_the_hint():
    found = json.loads(run("say", "--json", "-", typed="Oh, you never call me.").output)
    assert found["found"][0]["text"] == "you never"
    assert (found["hint"]["kind"], found["hint"]["start"]) == ("absolute", 4)


def test_what_was_heard_comes_from_a_file(tmp_path):
    (tmp_path / "told").write_text("The phone stays quiet all evening.")
    done = run(
        "sense", "--heard", tmp_path / "told", "-", typed="You make sense because the phone stays quiet."
    )
    assert "shares             yes" in done.output


def test_a_language_without_rules_is_said():
    done = run("say", "--language", "de", "-", typed="Du hörst nie zu.")
    assert done.exit_code == 1
    assert "There are no rules for de" in done.output
