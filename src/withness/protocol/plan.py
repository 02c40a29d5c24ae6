"""Reads a plan (`.talk`): a dialogue told in plain sentences, that a script must allow to happen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from withness.protocol.faults import Fault, fault
from withness.protocol.moves import Close, Leave, Move, Offer, Pause, Ready, Resume, TakeBack
from withness.protocol.script import CHILD


class Chooses(Struct, frozen=True):
    """Choosing by the label that stands on the glass; the runner finds the option."""

    label: str
    text: str = ""
    stem: str = ""
    aloud: bool = False


class Keeps(Struct, frozen=True):
    """Keeping some of the feelings that were guessed, and adding others."""

    kept: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class Picks(Struct, frozen=True):
    """Picking one of the words that lie there, by what they say."""

    text: str


Act = Move | Chooses | Keeps | Picks

Look = Literal[
    "asked",
    "waits",
    "sees",
    "does not see",
    "may choose",
    "may begin",
    "offered",
    "gets back",
    "may take back",
]


class Meets(Struct, frozen=True):
    """A dialogue begins with these people, in the order of their seats; the first one speaks first.

    With `roles` (what each is to the others, or nothing) the first one asked, and the script says who tells first.
    """

    line: int
    people: tuple[str, ...]
    roles: tuple[str, ...] = ()


class Does(Struct, frozen=True):
    """Somebody does something; `refused` says that the dialogue must not let them."""

    line: int
    who: str
    act: Act
    refused: bool = False


class Looks(Struct, frozen=True):
    """Somebody's page must show this."""

    line: int
    who: str
    look: Look
    text: str = ""


class Begins(Struct, frozen=True):
    """Somebody has begun to write an answer, so what they answer can no longer be taken back."""

    line: int
    who: str


class Stands(Struct, frozen=True):
    """How the dialogue as a whole stands: it goes on, pauses, rests or has ended in some way."""

    line: int
    how: Literal["goes on", "pauses", "rests", "ends"]
    outcome: str = ""


Sentence = Meets | Does | Looks | Begins | Stands


class Plan(Struct, frozen=True):
    """What happens, in one dialogue or in several: each one begins with its people."""

    sentences: tuple[Sentence, ...]


Found = Mapping[str, str]
Part = Callable[[int, Found], Sentence]

_HEAD = re.compile(r"(?P<first>\w+) speaks first, (?P<rest>\w+(?:(?:, | and )\w+)*) listens?\.?")
_ASKS = re.compile(
    r"(?P<first>\w+)(?P<mine>, who is the child,)? asks (?P<rest>\w+(?:(?:, | and )\w+)*)"
    r"(?P<theirs>, who is the child)?\.?"
)
_ALONE = re.compile(r"(?P<first>\w+) is alone\.?")
_QUOTED = re.compile(r'"([^"]*)"')
_PARTS = {
    "{who}": r"(?P<who>\w+)",
    "{adds}": "adds?",
    "{says}": "says?",
    "{number}": r"(?P<number>\d+)",
    "{outcome}": r"(?P<outcome>[\w ]+?)",
}


def _does(make: Callable[[Found], Act]) -> Part:
    return lambda line, found: Does(line, found["who"], make(found), refused=bool(found.get("cannot")))


def _looks(look: Look) -> Part:
    return lambda line, found: Looks(line, found["who"], look, found.get("text") or "")


def _stands(how: Literal["goes on", "pauses", "rests", "ends"]) -> Part:
    return lambda line, found: Stands(line, how, (found.get("outcome") or "").replace(" ", "_"))


def _many(found: Found, key: str) -> tuple[str, ...]:
    return tuple(_QUOTED.findall(found.get(key) or ""))


def _choice(found: Found, *, aloud: bool = False) -> Chooses:
    return Chooses(found["label"], found.get("text") or "", found.get("stem") or "", aloud)


def _keeps(found: Found) -> Keeps:
    return Keeps(_many(found, "kept"), _many(found, "added"))


SENTENCES: Mapping[str, Part] = {
    "{who} is asked {text}": _looks("asked"),
    "{who} waits at {text}": _looks("waits"),
    "{who} sees {text}": _looks("sees"),
    "{who} does not see {text}": _looks("does not see"),
    "{who} may choose {text}": _looks("may choose"),
    "{who} may begin with {text}": _looks("may begin"),
    "{who} is offered {text}": _looks("offered"),
    "{who} is offered nothing deeper": _looks("offered"),
    "{who} gets {text} back": _looks("gets back"),
    "{who} may take it back": _looks("may take back"),
    "{who} may not speak": lambda line, found: Does(line, found["who"], Offer("…"), refused=True),
    "{who} has begun to answer": lambda line, found: Begins(line, found["who"]),
    "{who} [says|say] {text}": _does(lambda found: Offer(found["text"])),
    "{who} [mirrors|mirror] {text}": _does(lambda found: Offer(found["text"])),
    "{who} [says|say], beginning {stem}, {text}": _does(lambda found: Offer(found["text"], found["stem"])),
    "{who} [mirrors|mirror], beginning {stem}, {text}": _does(
        lambda found: Offer(found["text"], found["stem"])
    ),
    "{who} [says|say] only {stem}": _does(lambda found: Offer("", found["stem"])),
    "{who} [says|say] nothing": _does(lambda found: Offer()),
    "{who} [says|say] it aloud": _does(lambda found: Offer(aloud=True)),
    "{who} [chooses|choose] {label}": _does(_choice),
    "{who} [chooses|choose] {label}, beginning {stem}": _does(_choice),
    "{who} [chooses|choose] {label} and {says} {text}": _does(_choice),
    "{who} [chooses|choose] {label} and {says} it aloud": _does(lambda found: _choice(found, aloud=True)),
    "{who} [guesses|guess] {feelings}": _does(lambda found: Offer(feelings=_many(found, "feelings"))),
    "{who} [keeps|keep] {kept}": _does(_keeps),
    "{who} [keeps|keep] {kept} and {adds} {added}": _does(_keeps),
    "{who} [adds|add] {added}": _does(_keeps),
    "{who} [keeps|keep] nothing": _does(_keeps),
    "{who} [picks|pick] {text}": _does(lambda found: Picks(found["text"])),
    "{who} [is|be] ready": _does(lambda found: Ready()),
    "{who} [takes|take] it back": _does(lambda found: TakeBack()),
    "{who} [asks|ask] for a pause of {number} minutes": _does(lambda found: Pause(int(found["number"]))),
    "{who} [asks|ask] for {number} more minutes": _does(lambda found: Pause(int(found["number"]))),
    "{who} [is|be] back": _does(lambda found: Resume()),
    "{who} [leaves|leave]": _does(lambda found: Leave()),
    "{who} [leaves|leave], saying {text}": _does(lambda found: Leave(found["text"])),
    "{who} [closes|close] gently": _does(lambda found: Close()),
    "It goes on": _stands("goes on"),
    "It pauses": _stands("pauses"),
    "It rests": _stands("rests"),
    "It ends: {outcome}": _stands("ends"),
}
"""The whole language. `[says|say]` stands for "says" and for "cannot say"; docs/scripts.md tells what each is for."""


def sentence_pattern(sentence: str) -> re.Pattern[str]:
    """Turn a sentence of the language into what recognises it."""
    parts = re.split(r"(\{\w+\}|\[\w+\|\w+\])", sentence)
    return re.compile("".join(_part(part) for part in parts) + r"\.?")


def _part(part: str) -> str:
    if part.startswith("["):
        does, do = part.strip("[]").split("|")
        return f"(?:{does}|(?P<cannot>cannot) {do})"
    if part in _PARTS:
        return _PARTS[part]
    if part in ("{feelings}", "{kept}", "{added}"):
        return rf'(?P<{part.strip("{}")}>"[^"]+"(?:, "[^"]+")*)'
    if part.startswith("{"):
        return rf'"(?P<{part.strip("{}")}>[^"]*)"'
    return re.escape(part)


_PATTERNS = tuple((sentence_pattern(sentence), part) for sentence, part in SENTENCES.items())


def read_plan(text: str) -> Plan | tuple[Fault, ...]:
    """Read a plan. A plan with faults gives all of them, in the order of their lines."""
    lines = list(_telling(text))
    if not lines or not _meets(*lines[0]):
        return (fault("P01", lines[0][0] if lines else 1),)
    read: list[Sentence | Fault] = []
    people: tuple[str, ...] = ()
    for number, line in lines:
        met = _meets(number, line)
        people = met.people if met else people
        read.append(met or _sentence(number, line, people))
    faults = tuple(each for each in read if isinstance(each, Fault))
    return faults or Plan(tuple(each for each in read if not isinstance(each, Fault)))


def _telling(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines that tell something: no empty ones, no comments, no headings."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith(("#", "==")):
            yield number, line.strip()


def _meets(number: int, line: str) -> Meets | None:
    if head := _HEAD.fullmatch(line):
        return Meets(number, _people(head))
    if asks := _ASKS.fullmatch(line):
        others = [CHILD if asks["theirs"] else "" for _ in _people(asks)[1:]]
        return Meets(number, _people(asks), roles=(CHILD if asks["mine"] else "", *others))
    alone = _ALONE.fullmatch(line)
    return Meets(number, (alone["first"],)) if alone else None


def _people(head: re.Match[str]) -> tuple[str, ...]:
    return (head["first"], *re.split(r", | and ", head["rest"]))


def _sentence(number: int, line: str, people: tuple[str, ...]) -> Sentence | Fault:
    for pattern, part in _PATTERNS:
        if found := pattern.fullmatch(line):
            who = found.groupdict().get("who")
            if who is not None and who not in people:
                return fault("P02", number, who, " and ".join(people))
            return part(number, found.groupdict())
    return fault("P03", number, line)
