"""Writes of dialogues: one function a verb, one transaction each, the doorbell after the commit."""

from withness.dialogues.actions.drafts import (
    DRAFT_LIMIT,
    drop_thought,
    pocket_thought,
    save_draft,
)
from withness.dialogues.actions.log import log_move
from withness.dialogues.actions.moves import (
    end,
    make_move,
    offer_first_part,
)
from withness.dialogues.actions.outcomes import (
    ALONE,
    CLOSED,
    Kept,
    Made,
    MovedOn,
    Refused,
    Saved,
    WritingElsewhere,
)

__all__ = [
    "ALONE",
    "CLOSED",
    "DRAFT_LIMIT",
    "Kept",
    "Made",
    "MovedOn",
    "Refused",
    "Saved",
    "WritingElsewhere",
    "drop_thought",
    "end",
    "log_move",
    "make_move",
    "offer_first_part",
    "pocket_thought",
    "save_draft",
]
