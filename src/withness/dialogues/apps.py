"""Tells Django of the dialogues."""

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    """The app of dialogues, their moves and drafts."""

    name = "withness.dialogues"
    label = "dialogues"

    def ready(self) -> None:
        """Learn of it when somebody leaves a circle, and when a space closes."""
        from withness.dialogues.actions.partings import forget_questions, see_off
        from withness.people.parting import register_closing, register_farewell

        register_farewell(see_off)
        register_closing(forget_questions)
