"""A dialogue at one terminal, for two people who hand it to each other. Nothing of it is kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import click
from msgspec import Struct

from withness.protocol.fold import PICK_SIGN, evolve
from withness.protocol.moves import Choose, Close, Leave, Move, Offer, Pause, Ready, Resume, TakeBack
from withness.protocol.rules import Refused, decide
from withness.protocol.script import Kind, Option, Script
from withness.protocol.sight import Sight, named, seen_by
from withness.protocol.state import State, Words, begin

QUIT = "quit"
HINT = "At any time: pause, leave, close (what to keep), back (take it back), quit."
ENDS = {"kept": "Nothing is kept here, whatever you chose: this was a play."}


class Table(Struct, frozen=True):
    """Where a dialogue at a terminal stands."""

    script: Script
    people: tuple[str, ...]
    state: State
    last: int = -1
    """The seat that has the terminal."""

    def named(self, sentence: str, seat: int) -> str:
        """Put the people's names into a sentence, as this seat reads it."""
        return named(sentence, self.people, speaker=self.state.speaker, seat=seat)


def play_script(script: Script) -> None:
    """Ask for two names, then hand the terminal back and forth until it has ended or somebody quits."""
    click.echo(f"{script.title}. {script.about}\nNothing of this is kept. {HINT}\n")
    others = (click.prompt("And who is with you?") for _ in range(1, script.people[0]))
    people = (click.prompt(script.first.title), *others)
    table: Table | None = Table(script, people, begin(script, seats=len(people)))
    while table and not table.state.ended:
        table = _turn(table)
    if table:
        _clear()
        click.echo(ENDS.get(table.state.outcome, "That is the end. Nothing of it is kept."))


def _turn(table: Table) -> Table | None:
    """Let the person whose turn it is make one move; nothing means that somebody quits."""
    seat = _whose(table)
    if seat != table.last:
        _hand_over(table.people[seat])
    sight = seen_by(table.script, table.state, seat)
    click.echo("\n".join(_page(table, sight, seat)))
    while True:
        move = _move(table, sight, seat)
        if move is None:
            return None
        decided = decide(table.script, table.state, seat, move)
        if not isinstance(decided, Refused):
            state = evolve(table.script, table.state, seat, move)
            return Table(table.script, table.people, state, last=seat)
        click.echo(decided.reason)


def _whose(table: Table) -> int:
    """Find whose turn it is; a rest belongs to the one who asked for it, a step of both to whoever is still missing."""
    resting = table.state.paused or table.state.left
    if resting:
        return resting.seat
    acting = [seat for seat in range(len(table.people)) if seen_by(table.script, table.state, seat).acts]
    return table.last if table.last in acting else acting[0]


def _hand_over(name: str) -> None:
    _clear()
    click.prompt(f"This is for {name}. Press Enter when nobody else looks", default="", show_default=False)
    _clear()


def _clear() -> None:
    """Clear the screen, and what could be scrolled back to."""
    click.clear()
    if sys.stdout.isatty():
        click.echo("\033[3J", nl=False)


def _page(table: Table, sight: Sight, seat: int) -> Iterator[str]:
    """Everything that one person reads before moving."""
    for shown in sight.shown:
        for words in shown.words:
            yield f"  {table.people[words.seat]}: {_said(words)}"
    yield f"\n{table.named(sight.title, seat)}"
    if sight.note:
        yield table.named(sight.note, seat)
    if sight.returned and sight.returned.text:
        yield f"You had said: {sight.returned.text}"
    if sight.deeper:
        yield f"If you like: {sight.deeper.say}…"
    if sight.field and sight.field.stems:
        yield "You may begin with: " + " / ".join(stem.say for stem in sight.field.stems)
    labels = (table.named(option.label, seat) for option in sight.options)
    for number, label in enumerate((*map(_said, sight.picks), *labels), start=1):
        yield f"  {number}  {label}"


def _said(words: Words) -> str:
    said = " ".join(part for part in (words.stem, words.text, ", ".join(words.feelings)) if part)
    return said or "(said aloud)"


def _move(table: Table, sight: Sight, seat: int) -> Move | None:
    """Read one line and make a move of it; nothing means quit."""
    typed: str = click.prompt(_asking(table, sight, seat), default="", show_default=False).strip()
    always: dict[str, Move] = {
        "pause": Pause(20),
        "leave": Leave(),
        "close": Close(),
        "back": Resume() if sight.paused or sight.left else TakeBack(),
    }
    if typed == QUIT:
        return None
    if typed in always:
        return always[typed]
    if sight.paused or sight.left:
        return Resume()
    return _step_move(table, sight, seat, typed=typed)


def _asking(table: Table, sight: Sight, seat: int) -> str:
    if sight.paused or sight.left:
        return "It rests. Press Enter when you are back"
    if sight.kind in (Kind.CHOOSE, Kind.AGREE, Kind.PICK):
        return "Which number"
    label = table.named(sight.label, seat) or "Go on"
    if sight.kind is Kind.GATHER:
        return f"{label}: press Enter"
    many = ", with commas between" if sight.kind in (Kind.FEEL, Kind.FITS) else " (or 'aloud')"
    return f"{label}{many}"


def _step_move(table: Table, sight: Sight, seat: int, *, typed: str) -> Move:
    number, picks = int(typed) if typed.isdecimal() else 0, len(sight.picks)
    if 0 < number <= picks:
        return Choose(f"{PICK_SIGN}{number}")
    if picks < number <= picks + len(sight.options):
        return _chosen(table, sight.options[number - picks - 1], seat)
    if sight.kind is Kind.GATHER:
        return Ready()
    if sight.kind in (Kind.CHOOSE, Kind.AGREE, Kind.PICK):
        return Choose(typed)
    if typed == "aloud":
        return Offer(aloud=True)
    if sight.kind in (Kind.FEEL, Kind.FITS):
        return Offer(feelings=_feelings(typed))
    return Offer(typed)


def _chosen(table: Table, option: Option, seat: int) -> Choose:
    if option.words == "no":
        return Choose(option.id)
    text: str = click.prompt(table.named(option.ask or option.label, seat), default="", show_default=False)
    return Choose(option.id, text.strip())


def _feelings(typed: str) -> tuple[str, ...]:
    parts: Sequence[str] = typed.split(",")
    return tuple(part.strip() for part in parts if part.strip())
