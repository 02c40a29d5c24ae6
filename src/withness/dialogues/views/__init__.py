"""One function a route: the door, one read or one write, an answer."""

from withness.dialogues.views.moves import draft
from withness.dialogues.views.oneself import oneself
from withness.dialogues.views.places import home, new, talk
from withness.dialogues.views.table import dialogue, leave, pause, words
from withness.dialogues.views.thoughts import thoughts

__all__ = ["dialogue", "draft", "home", "leave", "new", "oneself", "pause", "talk", "thoughts", "words"]
