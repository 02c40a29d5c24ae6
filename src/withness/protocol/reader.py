"""Reads a script file into frozen values, or into faults with their line numbers."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import yaml

from withness.protocol.faults import ALWAYS, NAMES, Fault, fault, faults_of
from withness.protocol.moves import Pace
from withness.protocol.script import (
    ALL_OF,
    ASKED,
    ASKER,
    CHILD,
    EITHER,
    Aloud,
    First,
    Kind,
    Option,
    Script,
    Slot,
    Stem,
    Step,
    field_names,
)

Path = tuple[str, ...]
_SCRIPT_KEYS = field_names(Script)
_STEP_KEYS = field_names(Step) - {"id"}
_OPTION_KEYS = field_names(Option) - {"id"}
_SLOTS = [each.value for each in Slot]
_STEM_KEYS = field_names(Stem)
_ALOUD_KEYS = field_names(Aloud)
_FIRST_KEYS = field_names(First)
_TOLD = ("title", "note", "waits", "waits_note", "label", *_ALOUD_KEYS)
_OWN_WORDS = ("ask", "says", "say")
# Learns the shape of a script while this is imported, by one thread: two threads that make msgspec learn it at the
# same moment, as two people do who open the first pages of a new process, crash the process.
_SHAPE = msgspec.json.Decoder(Script)


class _Reading:
    """What is gathered on the way through one file: the line of every path, and the faults."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.faults: list[Fault] = []

    def wrong(self, number: str, line: int, *about: object) -> None:
        self.faults.append(fault(number, line, *about))


def read(text: str) -> Script | tuple[Fault, ...]:
    """Read a script. A file with faults gives all of them at once, in the order of their lines."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read as YAML"
        return (fault("W01", mark.line + 1 if mark else 1, problem),)
    if not isinstance(root, yaml.MappingNode):
        return (fault("W01", 1, "it must be keys with values"),)
    reading = _Reading()
    raw = _script(root, reading)
    if reading.faults:
        return tuple(sorted(reading.faults))
    return _converted(raw, reading)


def _converted(raw: dict[str, Any], reading: _Reading) -> Script | tuple[Fault, ...]:
    try:
        script = msgspec.convert(raw, Script)
    except msgspec.ValidationError as error:
        return (_misshapen(str(error), raw, reading),)
    return faults_of(script, reading.lines) or script


def _misshapen(told: str, raw: dict[str, Any], reading: _Reading) -> Fault:
    """Turn the converter's path (`$.steps[3].limit`) back into a line of the file."""
    wanted, _, where = told.partition(" - at `")
    if "missing required field" in wanted:
        return fault("W03", _line_at(where, raw, reading), wanted.split("`")[1])
    key = where.rstrip("`").rsplit(".", 1)[-1] or "this"
    return fault("W04", _line_at(where, raw, reading), key, _plain(wanted))


def _plain(wanted: str) -> str:
    names = {
        "str": "text",
        "int": "a number",
        "float": "a number with a fraction",
        "bool": "true or false",
        "array": "a list",
        "object": "keys",
        "null": "nothing",
    }
    words = re.sub(r"Expected `(.*?)`, got `(.*?)`", r"\1, not \2", wanted).replace("`", "")
    return re.sub(r"\w+", lambda word: names.get(word[0], word[0]), words)


def _line_at(where: str, raw: dict[str, Any], reading: _Reading) -> int:
    path: list[str] = []
    value: Any = raw
    for part in where.rstrip("`").replace("$", "").replace("[", ".[").split("."):
        if not part:
            continue
        index = int(part.strip("[]")) if part.startswith("[") and part != "[...]" else None
        if index is not None and isinstance(value, list):
            value = value[index]
            path.append(value["id"] if isinstance(value, dict) and "id" in value else str(index))
        elif isinstance(value, dict):
            value = value.get(part)
            path.append(part)
    while path and tuple(path) not in reading.lines:
        path.pop()
    return reading.lines.get(tuple(path), 1)


def _script(root: yaml.MappingNode, reading: _Reading) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for key, line, node in _pairs(root, (), _SCRIPT_KEYS, reading):
        if key == "steps":
            raw[key] = _named(node, (key,), _step, line, reading)
        elif key == "first":
            raw[key] = _sentences(node, (key,), _FIRST_KEYS, reading)
        else:
            raw[key] = _value(key, node, line, reading)
    _known(raw, "always", ALWAYS, (), reading)
    _known(raw, "paces", [each.value for each in Pace], (), reading)
    _known(raw.get("first", {}), "who", [ASKER, ASKED, CHILD, EITHER], ("first",), reading)
    if raw.get("parts") == []:
        reading.wrong("W04", reading.lines[("parts",)], "parts", "at least one name")
    return raw


def _step(node: yaml.Node, path: Path, reading: _Reading) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for key, line, child in _pairs(node, path, _STEP_KEYS, reading):
        if key in ("options", "meanwhile"):
            raw[key] = _named(child, (*path, key), _option, line, reading)
        elif key in ("stems", "stems_after_change"):
            raw[key] = [
                _stem(each, (*path, key, str(index)), reading) for index, each in enumerate(_items(child))
            ]
        elif key == "room":
            raw[key] = _sentences(child, (*path, key), _ALOUD_KEYS, reading)
        else:
            raw[key] = _told(key, child, line, reading)
    _known(raw, "kind", [each.value for each in Kind], path, reading)
    _known(raw, "gives", _SLOTS, path, reading)
    _known(raw, "picks", _SLOTS, path, reading)
    for key in ("shows", "waits_shows"):
        _known(raw, key, [*_SLOTS, *ALL_OF], path, reading)
    return raw


def _option(node: yaml.Node, path: Path, reading: _Reading) -> dict[str, Any]:
    raw = _sentences(node, path, _OPTION_KEYS, reading)
    _known(raw, "gives", _SLOTS, path, reading)
    return raw


def _sentences(node: yaml.Node, path: Path, known: frozenset[str], reading: _Reading) -> dict[str, Any]:
    return {key: _told(key, child, line, reading) for key, line, child in _pairs(node, path, known, reading)}


def _stem(node: yaml.Node, path: Path, reading: _Reading) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {"say": _told("say", node, node.start_mark.line + 1, reading)}
    return _sentences(node, path, _STEM_KEYS, reading)


def _known(raw: dict[str, Any], key: str, known: Sequence[str], path: Path, reading: _Reading) -> None:
    given = raw.get(key)
    for each in given if isinstance(given, list) else [given] if key in raw else []:
        if each not in known:
            line = reading.lines.get((*path, key), 1)
            reading.wrong("W04", line, key, "one of " + ", ".join(known))


def _named(node: yaml.Node, path: Path, inner: Any, line: int, reading: _Reading) -> list[Any]:
    """Read keys that are names (steps, options) into a list that keeps their order."""
    if not isinstance(node, yaml.MappingNode):
        reading.wrong("W04", line, path[-1], "names with keys below them")
        return []
    named = []
    for key_node, child in node.value:
        name, at = str(key_node.value), key_node.start_mark.line + 1
        if (*path, name) in reading.lines:
            reading.wrong(
                *(
                    ("W14", at, path[1], name)
                    if len(path) > 1
                    else ("W01", at, f"{name!r} stands there twice")
                )
            )
            continue
        reading.lines[(*path, name)] = at
        named.append({"id": name, **inner(child, (*path, name), reading)})
    return named


def _pairs(
    node: yaml.Node, path: Path, known: frozenset[str], reading: _Reading
) -> Iterator[tuple[str, int, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        reading.wrong("W04", node.start_mark.line + 1, path[-1] if path else "this", "keys with values")
        return
    for key_node, child in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key not in known:
            reading.wrong("W02", line, key, ", ".join(sorted(known)))
            continue
        if (*path, key) in reading.lines:
            reading.wrong("W01", line, f"{key!r} stands there twice")
            continue
        reading.lines[(*path, key)] = line
        yield key, line, child


def _items(node: yaml.Node) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]


def _value(key: str, node: yaml.Node, line: int, reading: _Reading) -> Any:
    """Read a value. What YAML itself cannot make sense of (a thirteenth month, a strange tag) is a fault too."""
    try:
        return yaml.SafeLoader("").construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError, RecursionError):
        reading.wrong("W04", line, key, "plain text, a number, true or false, or a list of them")
        return None


def _told(key: str, node: yaml.Node, line: int, reading: _Reading) -> Any:
    """Read a value; in a sentence for people, every name in braces must be one that the glass can fill in."""
    value = _value(key, node, line, reading)
    if key in (*_TOLD, *_OWN_WORDS) and isinstance(value, str):
        for name in _names_in(value):
            if key in _OWN_WORDS:
                reading.wrong("W24", line, key)
            elif name not in NAMES:
                reading.wrong("W12", line, name)
    return value


def _names_in(sentence: str) -> list[str]:
    """Find the names in braces; a brace that is not closed, or a name with more to it, is no name that is known."""
    try:
        found = list(string.Formatter().parse(sentence))
    except ValueError:
        return [sentence]
    return [
        name if not (form or turned) else f"{name}…" for _, name, form, turned in found if name is not None
    ]
