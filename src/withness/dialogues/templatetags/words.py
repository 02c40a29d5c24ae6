"""What somebody said, as it stands on a card: `{% load words %}` and `{% said words %}`."""

from __future__ import annotations

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from withness.library.why import why as reason
from withness.protocol.script import Slot
from withness.protocol.state import Words

register = template.Library()

LEFT_OPEN, SOMETHING_ELSE = "Left open.", "Something else."


@register.simple_tag
def said(words: Words) -> SafeString:
    """Give one person's words with the beginning they chose, or say in which way there are none."""
    return mark_safe(_markup(words))  # noqa: S308 - every word of a person's is escaped in _markup


def _markup(words: Words) -> str:
    stem = escape(words.stem)
    if words.aloud:
        return f'<span class="quiet">{stem}{"… " if stem else ""}Said aloud.</span>'
    if words.feelings:
        return escape(", ".join(words.feelings))
    if not words.text:
        return SOMETHING_ELSE if words.slot is Slot.FITS else LEFT_OPEN
    lines = escape("\n\n".join((words.text, *words.blocks))).replace("\n", "<br>")
    if not stem or words.slot is Slot.TOPIC:
        return lines
    pause = "…" if begins_anew(words.text) else ""
    return f'<span class="stem">{stem}{pause}</span> {lines}'


def begins_anew(text: str) -> bool:
    """Tell whether words do not go on with the sentence that was begun for them."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return first[:1].isupper() and first.partition("’")[0].partition("'")[0] != "I"


@register.filter
def why(name: str) -> str:
    """Give the sentences under "Why this?" for a step, or nothing."""
    return reason(name)
