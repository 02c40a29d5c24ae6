"""A dialogue on one small page: a line for each thing to say, for two people and no device."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from people.journeys import text_of
from withness.practice.paper import paper_of
from withness.protocol.script import Script
from withness.scripts import names, script_named

SCRIPTS = [script_named(name) for name in names()]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.script)
def test_paper_has_some_ten_lines_and_nothing_that_needs_a_device(script: Script) -> None:
    paper = paper_of(script)
    assert 5 <= len(paper.lines) <= 20
    for line in paper.lines:
        told = f"{line.do} {line.note} {' '.join(line.say)}"
        assert line.do or line.say
        assert not re.search(r"[{}]|then touch|touches one|\bpress\b|…\.|\.…", told), told
    assert len({(line.person, line.do, line.say) for line in paper.lines}) == len(paper.lines)


def test_the_printed_page_is_there_for_anybody_and_holds_every_line() -> None:
    page = Client().get("/practise/short-form/print/").content.decode()
    assert "What I hear you say is…" in page
    assert "Say what it is like for you." in page
    assert Client().get("/practise/nonsense/print/").status_code == 404


def test_on_paper_the_child_takes_the_part_of_who_tells() -> None:
    told = {name: text_of(Client().get(f"/practise/{name}/print/")) for name in ("parent-child", "light")}
    assert "The child takes" in told["parent-child"]
    assert "Take one each." not in told["parent-child"]
    assert "Take one each." in told["light"]


def test_paper_lets_them_change_over_only_where_the_dialogue_does() -> None:
    assert "Then change over" in Client().get("/practise/short-form/print/").content.decode()
    for name in ("parent-child", "self", "repair"):
        assert "change over" not in Client().get(f"/practise/{name}/print/").content.decode()


def test_after_a_scene_from_back_then_the_paper_leads_back_to_now() -> None:
    told = text_of(Client().get("/practise/back-then/print/"))
    assert "Come back to now." in told
    assert "The other will tell you what fits." in told, "a sentence begins with a capital"
