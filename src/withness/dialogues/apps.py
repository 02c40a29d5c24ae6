"""Tells Django of the dialogues."""

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    """The app of dialogues, their moves and drafts."""

    name = "withness.dialogues"
    label = "dialogues"
