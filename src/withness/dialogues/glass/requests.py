"""Requests in a dialogue: which do not belong there, and a hint for those that say only what is not to be. Pure."""

from __future__ import annotations

from withness.library.requests import asks_to_stop, blocked
from withness.protocol.moves import Choose, Move, Offer
from withness.protocol.script import Step

NOT_IN_HERE = (
    "A request about {about} needs more care than a page can give; a professional can help with it. "
    "Ask for something smaller here. Your words are still in the field."
)
NOT_TO_ASK = "A request about {about} cannot be offered here. What do you need beneath it?"
SAY_WHAT_INSTEAD = "What would you like to see instead?"


def refusal_of(step: Step, move: Move) -> str:
    """Say why a request is not taken; nothing when it may go on its way."""
    found = blocked(_asked(move)) if step.request else None
    return NOT_IN_HERE.format(about=found.about) if found else ""


def hint_for(text: str) -> str:
    """Give a hint for a request that does not belong here, or says only what is not to be. It holds nobody up."""
    if found := blocked(text):
        return NOT_TO_ASK.format(about=found.about)
    return SAY_WHAT_INSTEAD if asks_to_stop(text) else ""


def _asked(move: Move) -> str:
    """Give everything that a move asks for, with its beginning: "Stop" and "seeing your sister" belong together."""
    match move:
        case Offer():
            return " ".join((move.stem, move.text, *move.blocks))
        case Choose():
            return f"{move.stem} {move.text}"
    return ""
