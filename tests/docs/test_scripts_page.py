"""The page about scripts tells the truth: its examples run, its faults happen, and nothing is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from withness.protocol.faults import TELLS, Fault
from withness.protocol.plan import SENTENCES, Plan, read_plan, sentence_pattern
from withness.protocol.reader import read
from withness.protocol.rehearsal import Passed, rehearse
from withness.protocol.script import Aloud, First, Kind, Option, Script, Slot, Stem, Step, field_names

PAGE = (Path(__file__).parents[2] / "docs" / "scripts.md").read_text(encoding="utf-8")
SECTIONS = {
    part.partition("\n")[0].strip("# "): part for part in re.split(r"(?m)^(?=###? )", PAGE) if part[0] == "#"
}
NUMBERS = [heading for heading in SECTIONS if re.fullmatch(r"[WP]\d\d", heading)]
EXAMPLES = [heading for heading, part in SECTIONS.items() if "```talk" in part and heading not in NUMBERS]


def blocks(heading: str, kind: str) -> list[str]:
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```$", SECTIONS[heading])


SMALL = blocks("A small script", "yaml")[0]


def parts(text: str, indent: str) -> dict[str, str]:
    """Cut YAML into its keys at one depth, each with all that stands below it."""
    found = re.split(rf"(?m)^(?={indent}\w+:)", text)
    return {part.strip().partition(":")[0]: part.rstrip("\n") + "\n" for part in found if part.strip()}


def whole(change: str) -> str:
    """Put the lines of an example into the small script."""
    small, changed = parts(SMALL, ""), parts(change, "")
    below = [each.get("steps", "").partition("\n")[2] for each in (small, changed)]
    steps = {**parts(below[0], "  "), **parts(below[1], "  ")}
    return "".join({**small, **changed, "steps": "steps:\n" + "".join(steps.values())}.values())


def faults(text: str) -> tuple[Fault, ...]:
    told = read(text)
    return () if isinstance(told, Script) else told


@pytest.mark.parametrize("heading", EXAMPLES)
def test_example_runs(heading: str) -> None:
    script = read(whole("".join(blocks(heading, "yaml"))))
    assert isinstance(script, Script), "\n".join(map(str, script))
    for block in blocks(heading, "talk"):
        plan = read_plan(block)
        assert isinstance(plan, Plan), "\n".join(map(str, plan))
        told = rehearse(script, plan)
        assert isinstance(told, Passed), told


@pytest.mark.parametrize("number", NUMBERS)
def test_fault_happens_where_the_example_says(number: str) -> None:
    for block in blocks(number, "text"):
        assert [each.number for each in faults(block)] == [number]
    for block in blocks(number, "talk"):
        plan = read_plan(block)
        assert not isinstance(plan, Plan)
        assert [each.number for each in plan] == [number]
    for block in blocks(number, "yaml"):
        text = whole(block)
        told = faults(text)
        assert [each.number for each in told] == [number], told
        assert text.splitlines()[told[0].line - 1] in block.splitlines()


def test_every_fault_has_an_example() -> None:
    assert list(TELLS) == NUMBERS


@pytest.mark.parametrize("kind", [Script, Step, Option, Stem, Aloud, First])
def test_every_key_is_told(kind: type[Script | Step | Option | Stem | Aloud | First]) -> None:
    for key in field_names(kind) - {"id"}:
        assert f"`{key}`" in PAGE, key


def test_every_kind_and_every_name_of_words_is_told() -> None:
    headings = " ".join(SECTIONS)
    assert [kind for kind in Kind if kind.value not in headings] == []
    assert [slot for slot in Slot if f"`{slot.value}`" not in PAGE] == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_of_plans_is_used_on_the_page_or_in_a_shipped_plan(sentence: str) -> None:
    shipped = Path(__file__).parents[2] / "src" / "withness" / "scripts"
    lines = [
        line for plan in shipped.glob("*/*.talk") for line in plan.read_text(encoding="utf-8").splitlines()
    ]
    lines += [
        line for heading in EXAMPLES for block in blocks(heading, "talk") for line in block.splitlines()
    ]
    pattern = sentence_pattern(sentence)
    assert any(pattern.fullmatch(line) for line in lines)
