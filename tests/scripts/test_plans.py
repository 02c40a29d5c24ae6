"""Every shipped script is without fault, and every plan beside it happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import withness.scripts
from withness.protocol.plan import Plan, read_plan
from withness.protocol.reader import read
from withness.protocol.rehearsal import Failed, Passed, rehearse
from withness.protocol.rules import Reason
from withness.protocol.script import Kind, Script

FOLDER = Path(withness.scripts.__file__).parent
FILES = sorted(FOLDER.glob("*/*.yaml"))
PLANS = sorted(FOLDER.glob("*/*.talk"))


def script_at(path: Path) -> Script:
    script = read(path.read_text(encoding="utf-8"))
    assert isinstance(script, Script), "\n".join(map(str, script))
    return script


def plan_at(path: Path) -> Plan:
    plan = read_plan(path.read_text(encoding="utf-8"))
    assert isinstance(plan, Plan), "\n".join(map(str, plan))
    return plan


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_script_has_no_fault_and_its_own_name(path: Path) -> None:
    assert script_at(path).script == path.stem


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_plan_happens(path: Path) -> None:
    script = script_at(path.with_name(path.name.partition(".")[0] + ".yaml"))
    told = rehearse(script, plan_at(path))
    assert isinstance(told, Passed), f"{path.name}, {told}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_plans_walk_every_step_and_every_choice(path: Path) -> None:
    script = script_at(path)
    walked: set[tuple[str, str]] = set()
    for plan in path.parent.glob(f"{path.stem}*.talk"):
        told = rehearse(script, plan_at(plan))
        walked |= set(told.walked) if isinstance(told, Passed) else set()
    options = {(step.id, each.id) for step in script.steps for each in (*step.options, *step.meanwhile)}
    words = {(step.id, "") for step in script.steps if step.to}
    assert not (options | words) - walked


@pytest.mark.parametrize("path", [each for each in PLANS if each.stem in [file.stem for file in FILES]])
def test_a_plan_fails_at_each_line_that_is_changed(path: Path) -> None:
    """A plan that passes whatever it says would be worth nothing: every page it tells is looked at."""
    script = script_at(path.with_name(path.name.partition(".")[0] + ".yaml"))
    lines = path.read_text(encoding="utf-8").splitlines()
    for index, line in enumerate(lines):
        if re.match(r"\w+ (is asked|waits at|sees|is offered) ", line):
            changed = [*lines[:index], _other(line), *lines[index + 1 :]]
            told = rehearse(script, _plan("\n".join(changed)))
            assert isinstance(told, Failed)
            assert told.line == index + 1


def _other(line: str) -> str:
    if line.endswith("nothing deeper"):
        return line.replace("nothing deeper", '"Something else."')
    return line.partition('"')[0] + '"Something else."'


def _plan(text: str) -> Plan:
    plan = read_plan(text)
    assert isinstance(plan, Plan)
    return plan


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_whoever_waits_is_told_for_what(path: Path) -> None:
    for step in script_at(path).steps:
        if step.waits:
            assert step.waits_note, f"{step.id}: nothing tells what is waited for, and what comes next"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nobody_has_to_agree_with_a_guess(path: Path) -> None:
    for step in script_at(path).steps:
        if step.kind is Kind.FITS:
            assert "None of these" in [option.label for option in step.options]
            assert "“None of these”" in Reason.NOTHING_FITS


NEVER = re.compile(r"\b(sender|receiver|validate|trigger|trauma|score|streak|unread|seen|should)\b|!", re.I)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_words_are_the_plain_ones(path: Path) -> None:
    told = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for line in told:
        assert not NEVER.search(line)
