"""The house as a whole: documented, in order, and free of what does not belong in it."""

import ast
import hashlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

import withness
from withness.cli import main

ROOT = Path(__file__).parents[1]
DOCS = "\n".join(
    path.read_text() for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")] if path.is_file()
)
VAGUE = {"utils", "util", "helpers", "helper", "manager", "service", "base", "data", "common", "misc"}


def tracked(*endings):
    """Every file that belongs to the project, with one of these endings."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    paths = (ROOT / name for name in listed if name.endswith(endings or ("",)) and name)
    return [path for path in paths if path.is_file()]


def code():
    return [path for path in tracked(".py") if "migrations" not in path.parts]


def test_every_command_and_option_is_documented():
    for name, command in main.commands.items():
        assert f"withness {name}" in DOCS, name
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.opts[0] in DOCS, f"{name} {option.opts[0]}"


def test_every_setting_is_documented_and_none_that_is_gone():
    read = set(re.findall(r"WITHNESS_[A-Z_]+", "\n".join(path.read_text() for path in code())))
    assert "WITHNESS_DATA" in read
    assert {name for name in read if f"`{name}`" not in DOCS} == set()
    assert set(re.findall(r"WITHNESS_[A-Z_]+", DOCS)) - read == set()


def test_every_make_target_has_its_line_of_help_and_is_documented():
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split()
    for target in set(phony) - {"browser"}:
        assert re.search(rf"^{target}:.*## \w", makefile, re.M), target
        assert f"make {target}" in DOCS or target == "help", target


def test_every_folder_is_on_the_map():
    drawn = (ROOT / "docs" / "map.md").read_text()
    packages = {path.parent for path in (ROOT / "src" / "withness").glob("*/__init__.py")}
    for folder in [
        *packages,
        *(ROOT / name for name in ("tests", "bench", "tools", "docs", "requirements", ".ci")),
    ]:
        assert f"`{folder.relative_to(ROOT)}/`" in drawn, folder


def test_every_runtime_dependency_has_its_sentence():
    reasons = (ROOT / "docs" / "decisions" / "0002-runtime-dependencies.md").read_text()
    wanted = [
        re.split(r"[<>=\[ ]", line)[0]
        for line in (ROOT / "requirements" / "run.in").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert wanted
    assert [name for name in wanted if f"- **{name}**: " not in reasons] == []


def test_everything_installed_is_locked_by_hash():
    for name in ("run", "test"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        blocks = re.split(r"\n(?=[a-zA-Z])", text.strip())
        assert len(blocks) > 15
        assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_tests_run_on_the_very_versions_that_people_run():
    def pins(name):
        return set(re.findall(r"^[\w.-]+==[^ ]+", (ROOT / "requirements" / name).read_text(), re.M))

    assert pins("run.txt") <= pins("test.txt")


def test_nothing_points_to_a_package_index_or_to_one_machine():
    indexes = "|".join(["py" + "pi", "python" + "hosted", "npm" + "js", "registry" + r"\."])
    places = "|".join("/" + name + "/" for name in ("wo" + "rk", "ro" + "ot", "Use" + "rs", "home/[a-z]+"))
    unwanted = re.compile(rf"https?://[^\s\"')]*({indexes})|(?<![\w.<}}])({places})")
    found = []
    for path in tracked():
        if path.suffix in {".woff2", ".png"} or path.name in {"LICENSE", "test_serve.py"}:
            continue
        text = path.read_text(errors="replace")
        found += [(str(path.relative_to(ROOT)), hit[0]) for hit in unwanted.finditer(text)]
    assert found == []


def test_files_stay_under_three_hundred_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked(".py", ".js", ".html", ".sh")
        if (lines := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


def test_functions_stay_short():
    lengths = {
        f"{path.relative_to(ROOT)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in code()
        if path.is_relative_to(ROOT / "src")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > 60} == {}
    ordered = sorted(lengths.values())
    assert ordered[len(ordered) // 2] <= 9
    assert ordered[len(ordered) * 9 // 10] <= 25


def test_no_file_has_a_vague_name():
    assert [str(path) for path in code() if path.stem in VAGUE] == []


def test_imports_point_downward():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_templates_hold_no_script_no_style_and_no_unescaped_text():
    unwanted = re.compile(r"\|\s*safe\b|autoescape off|\son\w+=|\sstyle=|<style|<script(?![^>]*\ssrc=)")
    found = {
        str(path.relative_to(ROOT)): hits
        for path in tracked(".html")
        if path.is_relative_to(ROOT / "src") and (hits := unwanted.findall(path.read_text()))
    }
    assert found == {}


def test_database_questions_go_through_the_models():
    # The first asks PostgreSQL for its settings, the second keeps the SQL that a queryset has made, the third
    # tells SQLite to empty its file of writes.
    allowed = {"upkeep.py", "prepared.py", "erasing.py"}
    unwanted = re.compile(
        r"\.raw\(|\.extra\(|\.cursor\(|RawSQL|mark_safe\(f|\beval\(|\bexec\(|import pickle|yaml\.load\("
    )
    found = {
        str(path.relative_to(ROOT)): hits
        for path in code()
        if path.is_relative_to(ROOT / "src")
        and path.name not in allowed
        and (hits := unwanted.findall(path.read_text()))
    }
    assert found == {}


def test_one_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == withness.__version__


def test_the_licence_is_the_unchanged_text():
    digest = hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest()
    assert digest == "8486a10c4393cee1c25392769ddd3b2d6c242d6ec7928e1414efff7dfb2f07ef"


def test_continuous_integration_runs_what_the_readme_says():
    readme = (ROOT / "README.md").read_text()
    named = re.search(r"<!-- test-command -->\s*```\w*\n(.*?)\n```\s*<!-- /test-command -->", readme, re.S)
    assert named[1] == "make test"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("mode", ["localhost", "lan", "open-wifi", "behind-https"])
def test_django_finds_nothing_to_worry_about(mode, tmp_path):
    env = {
        **os.environ,
        "WITHNESS_MODE": mode,
        "WITHNESS_HOSTS": "talk.example",
        "WITHNESS_DATA": str(tmp_path),
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    settings = ["--settings", "withness.web.settings"]
    done = subprocess.run([*command, *settings], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_an_unknown_mode_stops_everything(tmp_path):
    env = {**os.environ, "WITHNESS_MODE": "debug", "WITHNESS_DATA": str(tmp_path)}
    command = [sys.executable, "-c", "import withness.web.settings"]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.returncode != 0
    assert "WITHNESS_MODE is 'debug'" in done.stderr


def test_every_template_compiles():
    from django.template.loader import get_template

    found = [path for path in tracked(".html") if path.is_relative_to(ROOT / "src")]
    assert len(found) > 30
    for path in found:
        engine, name = re.search(r"/(templates|jinja2)/(.*)", str(path)).groups()
        get_template(name, using="jinja2" if engine == "jinja2" else "django")
