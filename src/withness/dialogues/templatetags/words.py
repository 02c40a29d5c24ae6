"""What somebody said, as it stands on a card: `{% load words %}` and `{% said words %}`."""

from __future__ import annotations

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from withness.library.why import why as reason
from withness.protocol.script import Slot
from withness.protocol.state import Words

register = template.Library()

LEFT_OPEN, SOMETHING_ELSE = "Left open.", "Something else."


@register.simple_tag
def said(words: Words) -> SafeString:
    """Give one person's words with the beginning they chose, or say in which way there are none."""
    if words.aloud:
        pause = "… " if words.stem else ""
        return format_html('<span class="quiet">{}{}Said aloud.</span>', words.stem, pause)
    if words.feelings:
        return escape(", ".join(words.feelings))
    if not words.text:
        return escape(SOMETHING_ELSE if words.slot is Slot.FITS else LEFT_OPEN)
    lines = linebreaksbr("\n\n".join((words.text, *words.blocks)))
    if not words.stem or words.slot is Slot.TOPIC:
        return lines
    pause = "…" if begins_anew(words.text) else ""
    return format_html('<span class="stem">{}{}</span> {}', words.stem, pause, lines)


def begins_anew(text: str) -> bool:
    """Tell whether words do not go on with the sentence that was begun for them."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return first[:1].isupper() and first.partition("’")[0].partition("'")[0] != "I"


@register.filter
def why(name: str) -> str:
    """Give the sentences under "Why this?" for a step, or nothing."""
    return reason(name)
