"""At a terminal: one of several is picked by its number, and a circle hands the terminal round."""

from __future__ import annotations

from click.testing import CliRunner

from withness.cli import main


def played(script: str, *typed: str) -> str:
    told = CliRunner().invoke(main, ["play", script], input="\n".join([*typed, ""]))
    assert told.exit_code == 0, told.output
    return told.output


def test_a_request_is_picked_by_its_number_and_the_options_follow() -> None:
    arriving = ["Ada", "Bo", "", "", "", ""]
    wish = ["", "No word.", "", "No word.", "", "1", "To be greeted.", "", "To be greeted.", "", "1"]
    asked = ["", "It makes sense.", "", "Say hello.", "", "Hello.", "", "1", "Hug me.", "", "A hug.", "", "2"]
    told = played("change-request", *arriving, *wish, *asked, "", "2", "I hug you.", "quit")
    assert "  1  Say hello.\n  2  Hug me.\n  3  None of these yet" in told
    assert "Make it your own." in told
    assert "For how long?" in told


def test_a_circle_asks_for_three_names_and_goes_to_the_witness() -> None:
    arriving = ["Ada", "Bo", "Cleo", "", "", "", "", "", ""]
    told = played("circle", *arriving, "", "The stairs.", "", "The stairs.", "", "1", "2", "", "", "quit")
    assert "This is for Cleo" in told
    assert "What did it touch in you?" in told
