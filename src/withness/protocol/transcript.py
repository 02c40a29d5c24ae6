"""From a state to Markdown: what lies on the table, in the order in which it was laid there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from withness.protocol.script import Script, Slot
from withness.protocol.state import State, Words

HEADINGS = {
    Slot.TOPIC: "{name} asked for a dialogue",
    Slot.WHEN: "{name} asked for another time",
    Slot.PIECE: "{name}",
    Slot.MIRROR: "{name} mirrored",
    Slot.SUMMARY: "{name} took it together",
    Slot.MISSING: "{name} added",
    Slot.SENSE: "{name} made sense of it",
    Slot.QUESTION: "{name} asked",
    Slot.FEELINGS: "{name} imagined",
    Slot.FITS: "How it was for {name}",
    Slot.THANKS: "Thanks from {name}",
    Slot.WISH: "{name} wished",
    Slot.REQUEST: "{name} asked for",
    Slot.GIFT: "{name} gives",
    Slot.UNTIL: "How long, as {name} chose",
    Slot.REACHED: "{name} said",
    Slot.REMINDER: "What helps {name} remember",
    Slot.OWNED: "{name} owned",
    Slot.AMENDS: "{name} offered to do",
    Slot.NEED: "What {name} needs",
    Slot.LEARNED: "What {name} learned to do",
    Slot.NEWLY: "What is new to {name}",
    Slot.LIMIT: "The limit that {name} keeps",
    Slot.AFFIRMATION: "{name} values",
    Slot.WITNESS: "{name} witnessed",
    Slot.ONWARD: "{name} goes on with",
}
"""What stands before words, by what they are."""

SPECIAL = "\\`*_[]<>#|~$"


def transcript(script: Script, state: State, names: Sequence[str]) -> str:
    """Write down what was told, as Markdown. What was taken back, dropped or not yet revealed is not in it."""
    tables = [table for table in (*state.told, state.table) if table]
    lines = [f"# {script.title}", ""]
    for number, table in enumerate(tables, start=1):
        if len(tables) > 1:
            lines += [f"## Story {number}", ""]
        for words in table:
            lines += [*_told(words, _plain(names[words.seat])), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _told(words: Words, name: str) -> Iterator[str]:
    said = _said(words)
    if not said:
        return
    yield f"**{HEADINGS[words.slot].format(name=name)}**"
    yield ""
    yield from (f"> {line}".rstrip() for line in said.splitlines())


def _said(words: Words) -> str:
    sentence = " ".join(part for part in (words.stem, words.text, ", ".join(words.feelings)) if part)
    aloud = "_(said aloud)_" if words.aloud else ""
    return " ".join(part for part in (_plain(sentence), aloud) if part)


def _plain(text: str) -> str:
    """Keep people's words from turning into Markdown: signs are escaped, and so is what begins a list."""
    escaped = "".join("\\" + sign if sign in SPECIAL else sign for sign in text)
    return "\n".join(_unlisted(line.strip()) for line in escaped.splitlines())


def _unlisted(line: str) -> str:
    if line[:1] in ("-", "+", "="):
        return "\\" + line
    digits = len(line) - len(line.lstrip("0123456789"))
    return f"{line[:digits]}\\{line[digits:]}" if digits and line[digits : digits + 1] in (".", ")") else line
