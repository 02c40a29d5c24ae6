"""What is drawn at every turn of a dialogue: templates in Jinja, which compiles them, with the words of our tags."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.template import defaultfilters
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from jinja2 import ChainableUndefined, Environment

from withness.dialogues.templatetags import times, words
from withness.web.templatetags import look


def environment(**options: Any) -> Environment:
    """Give Jinja our tags as functions, and the filters that pages use; what is not there is empty, as in Django."""
    options.pop("autoescape", None)  # words of people are text, whatever the settings say
    options.pop("undefined", None)
    made = Environment(autoescape=True, undefined=ChainableUndefined, **options)
    made.globals.update(
        static=static,
        url=url,
        feelings_wheel=feelings_wheel,
        said=words.said,
        **{tag.__name__: tag for tag in TAGS},
    )
    made.filters.update(
        date=date_of,
        default=defaultfilters.default,
        default_if_none=defaultfilters.default_if_none,
        linebreaksbr=defaultfilters.linebreaksbr,
        pluralize=defaultfilters.pluralize,
        told_time=times.told_time,
        urlencode=defaultfilters.urlencode,
        why=words.why,
        yesno=defaultfilters.yesno,
    )
    return made


TAGS = (
    look.badge,
    look.beginnings,
    look.circle_of,
    look.icon,
    look.keepsake,
    look.page_head,
    look.path_dots,
    look.ripples,
)


def url(name: str, *args: Any) -> str:
    """Give the address of a page by its name."""
    return reverse(name, args=args)


def feelings_wheel(*args: Any, **more: Any) -> SafeString:
    """Draw the feelings wheel, which is a template of its own."""
    return render_to_string("parts/wheel.html", look.feelings_wheel(*args, **more))


def date_of(moment: datetime | date, pattern: str) -> str:
    """Write a day or a moment by the clock of who looks."""
    return defaultfilters.date(localtime(moment) if isinstance(moment, datetime) else moment, pattern)
