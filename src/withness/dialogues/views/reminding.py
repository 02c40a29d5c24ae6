"""A line for the own calendar of whoever waits for a letter: nothing of it is kept, and nobody else learns of it."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from withness.dialogues import queries
from withness.dialogues.access import dialogue_for
from withness.dialogues.forms.asking import ReminderForm
from withness.dialogues.glass.calendar import AT_ITS_TIME, calendar_file
from withness.dialogues.queries.letters import waits_for_a_letter
from withness.dialogues.views.frame import glass_of, member_of, there
from withness.people.keyring import keyring_of

MINUTES = 10
"""How long the line is in a calendar: short, as it is only there to come to mind."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Let who waits choose a day and an hour, and give it as a file; the dialogue and the other know nothing of it."""
    member = member_of(request)
    here = queries.opened(dialogue_for(member, dialogue_id), keyring_of(request), member)
    if not waits_for_a_letter(here, now=timezone.now()):
        return there(here.dialogue)
    form = ReminderForm(request.POST or None, zone=timezone.get_current_timezone(), now=timezone.now())
    if form.is_valid():
        return _file(form)
    context = {
        "here": here,
        "glass": glass_of(here),
        "form": form,
        "zone": timezone.get_current_timezone_name(),
        "today": timezone.localdate(),
    }
    return render(request, "dialogues/remind.html", context, status=422 if form.errors else 200)


def _file(form: ReminderForm) -> HttpResponse:
    written = calendar_file(
        str(uuid4()), form.moment, minutes=MINUTES, made=timezone.now(), alarm=AT_ITS_TIME
    )
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="time.ics"'
    return response
