"""Tells Django of the practice between dialogues."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """The app of what is practised between dialogues, and of what grows from them."""

    name = "withness.practice"
    label = "practice"

    def ready(self) -> None:
        """Let the gifts of a space stand beside it on Us."""
        from withness.people.beside import register_beside
        from withness.practice.views.gifts import on_us

        register_beside("practice/parts/gifts.html", on_us)
