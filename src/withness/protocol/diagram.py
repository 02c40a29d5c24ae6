"""From a script to a picture of it: Mermaid text, or an SVG with a layout of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from msgspec import Struct

from withness.protocol.script import EVERYONE, Script, Step
from withness.protocol.ways import Way, ways_of

EVERY_STEP = "A speaks, B listens. At every step: a pause, stopping for now, closing gently."


def mermaid(script: Script) -> str:
    """Draw a script as a Mermaid flow chart."""
    lines = ["flowchart TD"]
    for step in script.steps:
        opened, closed = ("([", "])") if step.who == EVERYONE else ("[", "]")
        lines.append(f"  {_node(step.id)}{opened}{_quoted(_who(step) + told(step.title, step))}{closed}")
    for step in script.steps:
        for way in ways_of(script, step):
            line = "-.->" if way.back else "-->"
            label = f"|{_quoted(told(way.label, step))}| " if way.label else ""
            end = f"{_node('end ' + way.end)}(({_quoted(way.end.replace('_', ' '))}))"
            lines.append(f"  {_node(step.id)} {line} {label}{_node(way.to) if way.to else end}")
    return "\n".join(lines) + "\n"


def told(sentence: str, step: Step) -> str:
    """Give a sentence of a step with letters in place of names: A speaks, B listens."""
    other = {"speaker": "B", "listener": "A"}.get(step.who, "the other")
    told = sentence.format(speaker="A", listener="B", other=other)
    return told[:1].upper() + told[1:]


def _node(name: str) -> str:
    return "s_" + re.sub(r"\W", "_", name)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "#quot;") + '"'


def _who(step: Step) -> str:
    letters = {"speaker": "A: ", "listener": "B: ", EVERYONE: ""}
    return letters.get(step.who, f"{step.who}: ")


# The SVG: the steps stand in one column in the order of the file, each a card with its choices as rows. A way to a
# later step runs down on the right, a way to an earlier one runs up on the left, each in a lane of its own, so that no
# label lies on a line and no line on another.

WIDE, ROW, HEAD, GAP, LANE, MARGIN = 440, 24, 58, 26, 14, 28
WASH = {
    "speaker": ("#fbe9dd", "#9a4a1f"),
    "listener": ("#ddeef5", "#1f5f78"),
    EVERYONE: ("#e7f1e1", "#3f6b3c"),
}
OTHER = ("#efe9f5", "#5b4a78")
INK, QUIET, PAPER = "#3a2f28", "#75685e", "#faf7f2"


class _Card(Struct, frozen=True):
    """A step on the picture: where it stands, and its ways out."""

    step: Step
    top: int
    rows: tuple[str, ...]
    ways: tuple[Way, ...]

    @property
    def height(self) -> int:
        return HEAD + ROW * len(self.rows)

    def out(self, row: int) -> int:
        """Where a way leaves: beside its row, or under the title for the step's own way."""
        return self.top + (HEAD - 17 if row == 0 else HEAD + ROW * (row - 1) + 11)


class _Line(Struct, frozen=True):
    """A way in its lane: from one height to another, on the right (down) or on the left (up)."""

    way: Way
    start: int
    end: int
    lane: int = 0

    @property
    def span(self) -> tuple[int, int]:
        return min(self.start, self.end), max(self.start, self.end)


def svg(script: Script) -> str:
    """Draw a script as an SVG picture that needs nothing else."""
    cards = _cards(script)
    right, left = _lines(cards, down=True), _lines(cards, down=False)
    x = MARGIN + LANE * (1 + max((line.lane for line in left), default=0))
    width = x + WIDE + LANE * (2 + max((line.lane for line in right), default=0)) + MARGIN
    height = max((card.top + card.height for card in cards.values()), default=0) + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" font-family="Figtree, system-ui, sans-serif" font-size="13">',
        f"<title>{escape(script.title)}</title>",
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
        _text(x, MARGIN + 6, script.title, size=20, weight=600),
        _text(x, MARGIN + 28, EVERY_STEP, size=12, fill=QUIET),
        *(_wire(line, x + WIDE, 1) for line in right),
        *(_wire(line, x, -1) for line in left),
        *(part for card in cards.values() for part in _drawn(card, x, cards)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _cards(script: Script) -> dict[str, _Card]:
    cards: dict[str, _Card] = {}
    top = MARGIN + 56
    for step in script.steps:
        waiting = [f"Meanwhile: {told(option.label, step)}" for option in step.meanwhile]
        rows = (*(told(option.label, step) for option in step.options), *waiting)
        cards[step.id] = _Card(step, top, rows, ways_of(script, step))
        top += cards[step.id].height + GAP
    return cards


def _lines(cards: Mapping[str, _Card], *, down: bool) -> list[_Line]:
    """Give each way of one direction a lane; ways into the same step from the same side share their last stretch."""
    lines = []
    for card in cards.values():
        for way in card.ways:
            if not way.to or _is_next(cards, card, way) or (cards[way.to].top > card.top) is not down:
                continue
            target = cards[way.to].top + 18
            lines.append(_Line(way, card.out(way.row), target))
    return _in_lanes(sorted(lines, key=lambda line: line.span[1] - line.span[0]))


def _is_next(cards: Mapping[str, _Card], card: _Card, way: Way) -> bool:
    """Tell whether a step's own way leads to the card right below it: then a short arrow is enough."""
    below = [other for other in cards.values() if other.top == card.top + card.height + GAP]
    return way.row == 0 and bool(below) and below[0].step.id == way.to


def _in_lanes(lines: Sequence[_Line]) -> list[_Line]:
    """Put every line in the innermost lane in which it touches no other; lines to the same step may share one."""
    placed: list[_Line] = []
    for line in lines:
        lane = 0
        while any(other.lane == lane and _touch(other, line) for other in placed):
            lane += 1
        placed.append(_Line(line.way, line.start, line.end, lane))
    return placed


def _touch(one: _Line, two: _Line) -> bool:
    if one.way.to == two.way.to:
        return False
    return one.span[0] - 8 < two.span[1] and two.span[0] - 8 < one.span[1]


def _wire(line: _Line, edge: int, side: int) -> str:
    """Draw a way: out of its row, along its lane, into the step that follows, with round corners."""
    lane = edge + side * LANE * (line.lane + 1)
    turn = 6 if line.end > line.start else -6
    dashes = ' stroke-dasharray="3 4"' if line.way.back else ""
    path = (
        f"M{edge} {line.start}H{lane - side * 6}Q{lane} {line.start} {lane} {line.start + turn}"
        f"V{line.end - turn}Q{lane} {line.end} {lane - side * 6} {line.end}H{edge + side * 7}"
    )
    tip = f"M{edge + side * 7} {line.end - 4}L{edge + side} {line.end}L{edge + side * 7} {line.end + 4}Z"
    return f'<path d="{path}" fill="none" stroke="{QUIET}"{dashes}/><path d="{tip}" fill="{QUIET}"/>'


def _drawn(card: _Card, x: int, cards: Mapping[str, _Card]) -> Iterator[str]:
    wash, deep = WASH.get(card.step.who, OTHER)
    radius = 22 if card.step.who == EVERYONE else 8
    yield (
        f'<rect x="{x}" y="{card.top}" width="{WIDE}" height="{card.height}" rx="{radius}" fill="{wash}"'
        f' stroke="{deep}" stroke-opacity=".35"/>'
    )
    yield _text(x + 18, card.top + 23, _short(told(card.step.title, card.step), WIDE - 36), weight=600)
    yield _text(x + 18, card.top + 43, _short(_under(card), WIDE - 36), size=12, fill=deep)
    for row, label in enumerate(card.rows, start=1):
        end = next((way.end for way in card.ways if way.row == row and way.end), "")
        yield f'<path d="M{x + 12} {card.out(row) - 13}H{x + WIDE - 12}" stroke="{deep}" stroke-opacity=".2"/>'
        yield _text(x + 18, card.out(row) + 4, _short(label, WIDE - 46 - (len(end) + 6) * 7))
        if end:
            yield _text(
                x + WIDE - 18,
                card.out(row) + 4,
                f"ends: {end.replace('_', ' ')}",
                size=12,
                fill=deep,
                anchor="end",
            )
    if any(_is_next(cards, card, way) for way in card.ways):
        yield _arrow(x + 40, card.top + card.height)


def _under(card: _Card) -> str:
    """Tell whose step it is, what it asks for, and the button that leads on."""
    who = {"speaker": "A, who speaks", "listener": "B, who listens", EVERYONE: "both"}.get(
        card.step.who, card.step.who
    )
    button = f" · {told(card.step.label, card.step)}" if card.step.label else ""
    return f"{who} · {card.step.kind.value}{button}"


def _short(text: str, room: int) -> str:
    """Cut a text that would not fit; 8 pixels are what a letter takes in the widest of the usual fonts."""
    return text if len(text) * 8 <= room else text[: room // 8 - 1].rstrip() + "…"


def _arrow(x: int, top: int) -> str:
    tip = top + GAP - 1
    return (
        f'<path d="M{x} {top}V{tip - 6}" stroke="{QUIET}"/>'
        f'<path d="M{x - 4} {tip - 6}L{x} {tip}L{x + 4} {tip - 6}Z" fill="{QUIET}"/>'
    )


def _text(
    x: int, y: int, text: str, *, size: int = 13, weight: int = 400, fill: str = INK, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{fill}"'
        f' text-anchor="{anchor}">{escape(text)}</text>'
    )
