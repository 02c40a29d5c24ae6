"""What somebody said, as it stands on a card: `{% load words %}` and `{% said words %}`."""

from __future__ import annotations

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from withness.protocol.script import Slot
from withness.protocol.state import Words

register = template.Library()

LEFT_OPEN, SOMETHING_ELSE = "Left open.", "Something else."


@register.simple_tag
def said(words: Words) -> SafeString:
    """Give one person's words with the beginning they chose, or say in which way there are none."""
    if words.aloud:
        begun = f"{words.stem}… " if words.stem else ""
        return format_html('<span class="quiet">{}Said aloud.</span>', begun)
    if words.feelings:
        return escape(", ".join(words.feelings))
    if words.text:
        return _written(words)
    return mark_safe(SOMETHING_ELSE if words.slot is Slot.FITS else LEFT_OPEN)  # noqa: S308 - sentences of our own


def _written(words: Words) -> SafeString:
    lines = mark_safe(escape(words.text).replace("\n", "<br>"))  # noqa: S308 - escaped first
    if not words.stem or words.slot is Slot.TOPIC:
        return lines
    return format_html('<span class="stem">{}</span> {}', words.stem, lines)
