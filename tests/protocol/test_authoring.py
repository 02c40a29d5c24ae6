"""The commands for people who write scripts."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from withness.cli import main
from withness.scripts import names, text_of


def run(*arguments: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], input=typed)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "short-form.yaml"
    path.write_text(text_of("short-form"), encoding="utf-8")
    (tmp_path / "short-form.talk").write_text(text_of("short-form", ending="talk"), encoding="utf-8")
    return path


def test_check_of_a_script_without_fault(script: Path) -> None:
    told = run("check", script)
    assert (told.exit_code, told.output) == (0, f"{script}: no fault\n")


def test_check_tells_file_line_and_number_of_each_fault(script: Path) -> None:
    text = script.read_text(encoding="utf-8").replace("label: I am here", "lable: I am here")
    script.write_text(text, encoding="utf-8")
    told = run("check", script)
    line = text.splitlines().index("    lable: I am here") + 1
    assert told.exit_code == 1
    assert told.output.startswith(f"{script}:{line}: W02 Unknown key 'lable'.")


def test_check_walks_the_plans_beside_a_script(script: Path) -> None:
    (script.parent / "short-form.odd.talk").write_text(
        'Ada speaks first, Bo listens.\nAda is ready\nBo is ready\nBo says "Me first."\n', encoding="utf-8"
    )
    told = run("check", script)
    assert told.exit_code == 1
    assert "short-form.odd.talk:4: Bo is refused: It is not your turn yet." in told.output


def test_check_of_a_plan_alone_walks_its_script(script: Path) -> None:
    assert run("check", script.with_suffix(".talk")).exit_code == 0


def test_check_of_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    told = run("check", tmp_path / "nothing.yaml")
    assert told.exit_code == 1
    assert "there is no such file" in told.output


def test_check_wants_the_file_named_like_the_script(script: Path) -> None:
    told = run("check", script.rename(script.with_name("other.yaml")))
    assert told.exit_code == 1
    assert "its file must be short-form.yaml" in told.output


def test_draw_gives_a_picture_or_a_chart(tmp_path: Path) -> None:
    picture = tmp_path / "picture.svg"
    assert run("draw", "whole-dialogue", "-o", picture).exit_code == 0
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")  # noqa: S314 - our own picture
    assert run("draw", "whole-dialogue", "--mermaid").output.startswith("flowchart TD\n")


def test_draw_of_something_unknown_names_what_there_is() -> None:
    told = run("draw", "nonsense")
    assert told.exit_code == 1
    assert ", ".join(names()) in told.output


ENTER = "\n"


def test_play_hands_the_terminal_to_whose_turn_it_is_and_quits() -> None:
    told = run("play", "short-form", typed=ENTER.join(["Ada", "Bo", "", "", "", "quit", ""]))
    assert told.exit_code == 0
    turns = [line for line in told.output.splitlines() if line.startswith("This is for")]
    assert [line.split(".")[0] for line in turns] == ["This is for Ada", "This is for Bo"]
    assert "One slow breath." in told.output


def test_play_comes_to_its_end() -> None:
    typed = [
        "Ada",
        "Bo",
        "",
        "",
        "",
        "",
        "",
    ]  # Ada is here; Bo takes the terminal and is here; Ada takes it again
    typed += ["I came home to the dishes.", "", "You came home to the dishes.", "", "1", "2"]
    typed += ["", "You make sense.", "tired", "", "tired, sad", "1", "", "1"]
    typed += ["Thank you.", "", "aloud", "", "", "", "3", "", "1"]
    told = run("play", "short-form", typed=ENTER.join([*typed, ""]))
    assert told.exit_code == 0, told.output
    assert "That is the end. Nothing of it is kept." in told.output


def test_play_pauses_comes_back_and_closes() -> None:
    typed = ["Ada", "Bo", "", "pause", "", "close", ""]
    told = run("play", "short-form", typed=ENTER.join(typed))
    assert "It rests. Press Enter when you are back" in told.output
    assert "That is the end." in told.output


def test_play_says_why_a_move_is_refused_and_asks_again() -> None:
    typed = ["Ada", "Bo", "", "", "", "", "", "One.", "", "aloud", "", "9", "quit", ""]
    assert "That is not one of the choices here." in run("play", "short-form", typed=ENTER.join(typed)).output
