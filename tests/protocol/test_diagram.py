"""Pictures of scripts: everything is on them, and nothing lies on anything else."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from protocol.walks import SCRIPTS, WHOLE
from withness.protocol.diagram import mermaid, svg, told
from withness.protocol.script import Script

NAMES = [script.script for script in SCRIPTS]
every_script = pytest.mark.parametrize("script", SCRIPTS, ids=NAMES)
SVG = "{http://www.w3.org/2000/svg}"


def picture(script: Script) -> ElementTree.Element:
    return ElementTree.fromstring(svg(script))  # noqa: S314 - our own picture


@every_script
def test_every_step_and_choice_is_on_the_picture_and_in_the_chart(script: Script) -> None:
    texts = [each.text for each in picture(script).iter(f"{SVG}text")]
    chart = mermaid(script)
    for step in script.steps:
        assert told(step.title, step) in texts
        assert told(step.title, step) in chart
        for option in (*step.options, *step.meanwhile):
            label = told(option.label, step)
            assert label in texts or f"Meanwhile: {label}" in texts
            assert f'|"{label}"|' in chart


@every_script
def test_no_text_lies_on_another(script: Script) -> None:
    texts = list(picture(script).iter(f"{SVG}text"))
    boxes = []
    for each in texts:
        x, y, size = (float(each.attrib[key]) for key in ("x", "y", "font-size"))
        wide = len(each.text or "") * size * 0.58
        left = x - wide if each.attrib["text-anchor"] == "end" else x
        boxes.append((left, y - size, left + wide, y))
    for one, two in combinations(boxes, 2):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]


def test_a_long_sentence_is_cut_and_stays_in_its_card() -> None:
    step = replace(WHOLE.steps[0], title="What is it about, " * 20)
    texts = [
        each.text or "" for each in picture(replace(WHOLE, steps=(step, *WHOLE.steps[1:]))).iter(f"{SVG}text")
    ]
    assert any(text.startswith("What is it about, What") and text.endswith("…") for text in texts)
    assert max(map(len, texts)) < 90


@every_script
def test_no_line_runs_along_another_unless_both_lead_to_the_same_step(script: Script) -> None:
    runs = []
    for each in picture(script).iter(f"{SVG}path"):
        found = re.fullmatch(r"M\d+ (\d+)H\d+Q(-?\d+) .*V-?\d+Q-?\d+ (\d+) .*", each.attrib["d"])
        if found:
            start, lane, end = (int(part) for part in found.groups())
            runs.append((lane, min(start, end), max(start, end), end))
    assert runs
    for one, two in combinations(runs, 2):
        if one[0] == two[0] and one[3] != two[3]:
            assert one[2] < two[1] or two[2] < one[1]


@every_script
def test_everything_lies_inside_the_picture(script: Script) -> None:
    root = picture(script)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for each in root.iter(f"{SVG}path"):
        for x, y in re.findall(r"[MLQ](-?\d+) (-?\d+)", each.attrib["d"]):
            assert 0 <= int(x) <= width
            assert 0 <= int(y) <= height
    for each in root.iter(f"{SVG}rect"):
        assert float(each.attrib.get("y", 0)) + float(each.attrib["height"]) <= height


@every_script
def test_the_chart_leads_where_the_script_leads(script: Script) -> None:
    arrows = set(re.findall(r"(?m)^  s_(\w+) (?:-->|-\.->) (?:\|.*?\| )?s_(\w+)", mermaid(script)))
    for step in script.steps:
        for target in (step.to, *(option.to for option in (*step.options, *step.meanwhile))):
            if target and target != "come_back":
                assert (step.id, target) in arrows
        for option in (*step.options, *step.meanwhile):
            if option.end:
                assert (step.id, f"end_{option.end}") in arrows
