"""Moments for templates: `{% load times %}` and `{{ moment|told_time }}`, by the clock of who reads."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.timezone import now

from withness.dialogues.glass.times import told

register = template.Library()


@register.filter
def told_time(moment: datetime) -> str:
    """Tell a moment as people do: "Saturday 19:00"."""
    return told(moment, now=now(), zone=timezone.get_current_timezone())
