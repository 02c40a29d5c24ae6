"""Thoughts kept from dialogues, in Mine."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from withness.dialogues.access import kept_thought_for
from withness.dialogues.actions.thoughts import let_thought_go
from withness.dialogues.queries.thoughts import thoughts_kept
from withness.dialogues.queries.writing import number_in
from withness.dialogues.views.frame import member_of
from withness.people.keyring import keyring_of
from withness.people.middleware import came_through_unlocking


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def thoughts(request: HttpRequest) -> HttpResponse:
    """List the thoughts a member kept, and let one go."""
    member, keyring = member_of(request), keyring_of(request)
    if request.method != "POST":
        return render(request, "dialogues/thoughts.html", {"thoughts": thoughts_kept(member, keyring)})
    if not came_through_unlocking(request):
        number = number_in(request.POST.get("let_go", "")) or 0
        let_thought_go(kept_thought_for(member, number))
    return redirect("dialogues:thoughts")
