"""Reads of dialogues: what one person may know, opened with their keys."""

from withness.dialogues.queries.dialogues import (
    Entry,
    Opened,
    doorbell,
    log_of,
    opened,
    opened_among,
    seats_answering,
    seq_of,
    thoughts_in_pocket,
)

__all__ = [
    "Entry",
    "Opened",
    "doorbell",
    "log_of",
    "opened",
    "opened_among",
    "seats_answering",
    "seq_of",
    "thoughts_in_pocket",
]
