"""`withness coach`: try the coach on a file or on standard input; it reads, answers, and keeps nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO

import click

from withness.coach.asking import asked
from withness.coach.feelings import feelings
from withness.coach.hinting import hint_for
from withness.coach.kept import kept
from withness.coach.mirroring import mirror as mirrored
from withness.coach.moves import moves
from withness.coach.risk import risks
from withness.coach.said import Said
from withness.coach.sections import languages
from withness.coach.sensing import felt
from withness.coach.sensing import sense as sensed
from withness.coach.spoken import spoken
from withness.library.feelings import beneath
from withness.semantic.finding import Refused
from withness.semantic.loading import SETTING, Encoder, load

Findings = dict[str, Any]
OFTEN_BENEATH = ("sad", "angry", "afraid")
"""What may lie beneath a word that accuses, where the library knows none for it."""


@click.group()
def coach() -> None:
    """Read words as the private coach reads them: "-" is standard input, and nothing is kept."""


def _options(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option(
        "--json", "as_json", is_flag=True, help="As JSON, with the place of every finding."
    )(command)
    return click.option("--language", default="en", show_default=True, help="The language of the words.")(
        command
    )


@coach.command()
@click.argument("message", type=click.File(encoding="utf-8"))
@click.argument("mirror", type=click.File(encoding="utf-8"))
@_options
def mirror(message: TextIO, mirror: TextIO, *, language: str, as_json: bool) -> None:
    """What a MIRROR kept of a MESSAGE, left out, added and turned round."""
    _known(language)
    told, given = message.read(), mirror.read()
    found = mirrored(told, given, language=language, encoder=_model())
    marks = kept(told, given, language=language, found=found)
    made = moves(given, language=language)
    if as_json:
        turned = [_plain(one) for one in found.contradicted]
        _say_json(
            {
                "message": _spans(marks.told, told),
                "mirror": _spans(marks.given, given),
                "turned": turned,
                "moves": _spans(made, given),
            }
        )
        return
    for name, marked, text in (("message", marks.told, told), ("mirror", marks.given, given)):
        _say_lines((name, mark.kind, text[mark.start : mark.end]) for mark in marked)
    _say_lines((said.kind, given[said.start : said.end]) for said in made)


@coach.command()
@click.argument("text", type=click.File(encoding="utf-8"), default="-")
@_options
def say(text: TextIO, *, language: str, as_json: bool) -> None:
    """What may be hard to hear in one's own words, and words of harm, fear and control."""
    written = _read(text, language)
    found = (*spoken(written, language=language), *risks(written, language=language))
    _answer(written, {"found": found}, as_json=as_json, hint=hint_for("piece", written, language=language))


@coach.command()
@click.argument("text", type=click.File(encoding="utf-8"), default="-")
@click.option("--heard", type=click.File(encoding="utf-8"), help="What was said before.")
@_options
def sense(text: TextIO, heard: TextIO | None, *, language: str, as_json: bool) -> None:
    """Whether an answer says "you make sense", and why, in the words that were heard."""
    written, before = _read(text, language), heard.read() if heard else ""
    found = sensed(written, heard_before=before, language=language)
    said = tuple(one for one in (found.sense, found.because) if one)
    hint = hint_for("sense", written, heard=before, language=language)
    shares = {"shares": found.shares} if before else {}
    _answer(written, {"found": said, **shares}, as_json=as_json, hint=hint)


@coach.command()
@click.argument("text", type=click.File(encoding="utf-8"), default="-")
@_options
def feel(text: TextIO, *, language: str, as_json: bool) -> None:
    """Feelings, words that only sound like them with what may lie beneath, and guesses at a feeling."""
    written = _read(text, language)
    found = felt(written, language=language)
    words = feelings(written, language=language)
    lying = {
        written[one.start : one.end]: list(beneath(written[one.start : one.end]) or OFTEN_BENEATH)
        for one in words
        if one.kind == "pseudo"
    }
    said = tuple(one for one in (found.guess,) if one) + words
    hint = hint_for("feelings", written, language=language)
    _answer(written, {"found": said, "beneath": lying}, as_json=as_json, hint=hint)


@coach.command()
@click.argument("text", type=click.File(encoding="utf-8"), default="-")
@_options
def request(text: TextIO, *, language: str, as_json: bool) -> None:
    """Whether a request is something to do, that one can see, small and with a time."""
    written = _read(text, language)
    found = asked(written, language=language)
    if found is None:
        return
    names = ("positive", "specific", "measurable", "timed", "small", "behaviour", "demand", "blocked")
    qualities = {name: getattr(found, name) for name in names}
    hint = hint_for("request", written, language=language)
    _answer(written, {"found": found.said, **qualities}, as_json=as_json, hint=hint)


def _model() -> Encoder | None:
    """The sentence model, where there is one; why not, where somebody asked for it."""
    found = load(os.environ.get(SETTING, ""))
    if not isinstance(found, Refused):
        return found
    if found.asked:
        raise click.ClickException(found.reason)
    return None


def _read(text: TextIO, language: str) -> str:
    _known(language)
    return text.read()


def _known(language: str) -> None:
    if language not in languages():
        there = ", ".join(sorted(languages()))
        raise click.ClickException(
            f"There are no rules for {language}, so nothing would be found. There are: {there}."
        )


def _answer(written: str, findings: Findings, *, as_json: bool, hint: Any) -> None:
    found: Sequence[Said] = findings.pop("found")
    if as_json:
        _say_json({"found": _spans(found, written), **findings, "hint": _plain(hint) if hint else None})
        return
    _say_lines((said.kind, written[said.start : said.end]) for said in found)
    _say_lines((name, _in_words(value)) for name, value in findings.items() if value != {})
    _say_lines([("hint", hint.question)] if hint else ())


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{word}: {', '.join(beneath)}" for word, beneath in value.items())
    return "yes" if value else "no"


def _spans(found: Iterable[Said], text: str) -> list[Findings]:
    return [{**_plain(said), "text": text[said.start : said.end]} for said in found]


def _plain(value: Any) -> Findings:
    found: Findings = value._asdict()
    return found


def _say_json(findings: Findings) -> None:
    click.echo(json.dumps(findings, ensure_ascii=False, indent=2))


def _say_lines(lines: Iterable[Sequence[str]]) -> None:
    for *names, words in lines:
        click.echo(f"{' '.join(names):<18} {' '.join(words.split())}")
