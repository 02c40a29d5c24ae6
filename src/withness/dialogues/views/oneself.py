"""A dialogue with oneself: always there, asked of nobody, told to nobody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from withness.dialogues.actions import Made
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.queries.seats import two_parts
from withness.dialogues.queries.spaces import shared_with
from withness.dialogues.views.frame import member_of
from withness.library.kinds import SELF
from withness.people.actions import start_relationship
from withness.people.keyring import keyring_of
from withness.people.middleware import came_through_unlocking
from withness.people.models import Relationship
from withness.people.queries import own_space, people_in
from withness.scripts import script_named

FIRST_LOOK = {"palette": "ember-tide", "hue": "ember"}
"""The colours of whoever did not choose any on the page that opens a space."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def oneself(request: HttpRequest) -> HttpResponse:
    """Say what a dialogue with oneself is, show what was kept of it, and begin one."""
    space = own_space(member_of(request))
    if request.method == "POST" and not came_through_unlocking(request):
        return _begun(request, space)
    context: dict[str, object] = {"script": script_named(SELF.scripts[0])}
    if space:
        member, keyring = member_of(request), keyring_of(request)
        (shared,) = shared_with(member, keyring, [space])
        (me,) = people_in(space, keyring, member)
        context |= {"shared": shared, "parts": two_parts(me, palette=space.palette)}
    return render(request, "dialogues/oneself.html", context)


def _begun(request: HttpRequest, space: Relationship | None) -> HttpResponse:
    member, keyring = member_of(request), keyring_of(request)
    space = space or start_relationship(member, keyring, kind=SELF.id, **FIRST_LOOK)
    made = begin_dialogue(member, keyring, space, script=SELF.scripts[0])
    return (
        redirect("dialogues:dialogue", made.dialogue_id) if isinstance(made, Made) else redirect("people:us")
    )
