"""Requests in a dialogue that do not belong there: the rule stands with hints and without. Pure.

What such a request is, the coach knows; it is read in here on the first request, so that a page never waits for it.
"""

from __future__ import annotations

from withness.dialogues.glass.cards import isolated
from withness.protocol.moves import Choose, Move, Offer
from withness.protocol.script import Step

NOT_IN_HERE = (
    "A request about {about} needs more care than a page can give; a professional can help with it. "
    "Ask for something smaller here. Your words are still in the field."
)


def refusal_of(step: Step, move: Move, *, language: str = "en", other: str = "") -> str:
    """Say why a request is not taken; nothing when it may go on its way."""
    if not (step.request and (asked := _asked(move).strip())):
        return ""
    from withness.coach.asking import blocked

    found = blocked(asked, language=language, other=isolated(other))
    return NOT_IN_HERE.format(about=found.about) if found else ""


def _asked(move: Move) -> str:
    """Give everything that a move asks for, with its beginning: "Stop" and "seeing your sister" belong together."""
    match move:
        case Offer():
            return " ".join((move.stem, move.text, *move.blocks))
        case Choose():
            return f"{move.stem} {move.text}"
    return ""
