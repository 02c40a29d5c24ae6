"""Commands for people who write scripts: check a file, draw it, play it at one terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from withness.protocol.diagram import mermaid, svg
from withness.protocol.plan import Plan, read_plan
from withness.protocol.reader import read
from withness.protocol.rehearsal import Failed, rehearse
from withness.protocol.script import Script
from withness.scripts import names, text_of


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
def check(files: tuple[Path, ...]) -> None:
    """Look for faults in scripts, and walk the plans that lie beside them."""
    wrong = 0
    for path in files:
        told = list(_checked(path))
        wrong += len(told)
        for line in told or [f"{path}: no fault"]:
            click.echo(line)
    raise SystemExit(1 if wrong else 0)


@click.command()
@click.argument("script", metavar="FILE")
@click.option("--svg/--mermaid", "picture", default=True, help="A picture (the default), or Mermaid text.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it here.")
def draw(script: str, *, picture: bool, output: Path | None) -> None:
    """Draw a script: a file, or the name of one that comes with Withness."""
    read_script = script_called(script)
    drawn = svg(read_script) if picture else mermaid(read_script)
    if output is None:
        click.echo(drawn, nl=False)
    else:
        output.write_text(drawn, encoding="utf-8")


@click.command()
@click.argument("script", metavar="SCRIPT")
def play(script: str) -> None:
    """Play a dialogue: two people, one terminal, and nothing is kept."""
    from withness.playing import play_script

    play_script(script_called(script))


def script_called(name: str) -> Script:
    """Find a script by its file, or by the name of one that comes with Withness; say what is wrong if it cannot be."""
    path = Path(name)
    if not path.exists() and name not in names():
        raise click.ClickException(
            f"There is no file {name}, and no script of that name. There are: {', '.join(names())}."
        )
    text = path.read_text(encoding="utf-8") if path.exists() else text_of(name)
    script = read(text)
    if isinstance(script, Script):
        return script
    raise click.ClickException("\n".join(["The script has faults.", *_lines(path, script)]))


def _checked(path: Path) -> Iterator[str]:
    """Tell everything that is wrong with one file, a line each."""
    text = _text(path)
    if text is None:
        yield f"{path}: there is no such file, or it is not text"
    elif path.suffix == ".talk":
        yield from _checked_plan(path, text)
    else:
        yield from _checked_script(path, text)


def _checked_script(path: Path, text: str) -> Iterator[str]:
    script = read(text)
    if not isinstance(script, Script):
        yield from _lines(path, script)
        return
    if script.script != path.stem:
        yield f"{path}:1: the script is called {script.script}, so its file must be {script.script}{path.suffix}"
    for plan in sorted(path.parent.glob(f"{path.stem}*.talk")):
        if plan.name.partition(".")[0] == path.stem:
            yield from _walked(script, plan)


def _checked_plan(path: Path, text: str) -> Iterator[str]:
    beside = path.with_name(path.name.partition(".")[0] + ".yaml")
    script = read(_text(beside) or "")
    if isinstance(script, Script):
        yield from _walked(script, path)
    elif isinstance(plan := read_plan(text), Plan):
        yield f"{path}: there is no script {beside.name} beside it that could be walked"
    else:
        yield from _lines(path, plan)


def _walked(script: Script, path: Path) -> Iterator[str]:
    plan = read_plan(_text(path) or "")
    if not isinstance(plan, Plan):
        yield from _lines(path, plan)
    elif isinstance(told := rehearse(script, plan), Failed):
        yield f"{path}:{told.line}: {told.told}"


def _lines(path: Path, faults: Sequence[object]) -> list[str]:
    return [f"{path}:{str(fault).removeprefix('line ')}" for fault in faults]


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
