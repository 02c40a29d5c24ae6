"""One function a route: the door, one read or one write, an answer."""

from withness.dialogues.views.asking import asked, calendar, new, ready, ready_for
from withness.dialogues.views.beside import hints
from withness.dialogues.views.letters import letter, pace, seal
from withness.dialogues.views.moves import draft
from withness.dialogues.views.oneself import oneself
from withness.dialogues.views.places import home, talk
from withness.dialogues.views.reminding import remind
from withness.dialogues.views.room import aloud, deck, deck_of_us, decks, decks_of_us
from withness.dialogues.views.table import dialogue, kept, leave, pause, words
from withness.dialogues.views.thoughts import thoughts

__all__ = [
    "aloud",
    "asked",
    "calendar",
    "deck",
    "deck_of_us",
    "decks",
    "decks_of_us",
    "dialogue",
    "draft",
    "hints",
    "home",
    "kept",
    "leave",
    "letter",
    "new",
    "oneself",
    "pace",
    "pause",
    "ready",
    "ready_for",
    "remind",
    "seal",
    "talk",
    "thoughts",
    "words",
]
