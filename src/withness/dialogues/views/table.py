"""The page of one dialogue, what lies beside it, and its words."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from withness.dialogues import queries
from withness.dialogues.access import dialogue_for
from withness.dialogues.actions.settling import choose_late, late_choices
from withness.dialogues.glass.cards import Card, halves
from withness.dialogues.glass.turned_down import looked_at
from withness.dialogues.queries.seats import is_with_oneself
from withness.dialogues.views.beside import wants_hints
from withness.dialogues.views.frame import glass_of, member_of, page, there
from withness.dialogues.views.moves import take
from withness.people.keyring import keep_open, keyring_of
from withness.people.middleware import came_through_unlocking
from withness.protocol.outcomes import KEPT


@login_required
@require_http_methods(["GET", "POST"])
def dialogue(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Give the page of a dialogue, or take a move."""
    found = dialogue_for(member_of(request), dialogue_id)
    keyring_of(request)  # first: from a locked place nobody is here, and nothing is dropped or kept open
    keep_open(request)
    if request.method == "POST":
        return take(request, found)
    return page(request, found)


@login_required
@require_GET
def pause(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Ask when to be back; the answer is a move of the dialogue."""
    return _aside(request, dialogue_id, "dialogues/pause.html")


@login_required
@require_GET
def leave(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Offer to stop for now, to pause, or to close gently."""
    return _aside(request, dialogue_id, "dialogues/leave.html")


def _aside(request: HttpRequest, dialogue_id: int, template: str) -> HttpResponse:
    member = member_of(request)
    here = queries.opened(dialogue_for(member, dialogue_id), keyring_of(request), member)
    return render(request, template, {"here": here, "glass": glass_of(here), "move_id": uuid4()})


@login_required
@require_GET
def kept(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Lay the last mirror beside what it answered, for the one who gave it and was told "not quite"."""
    member = member_of(request)
    here = queries.opened(dialogue_for(member, dialogue_id), keyring_of(request), member)
    looked = looked_at(here) if wants_hints(request) else None
    if looked is None:
        return there(here.dialogue)
    return render(request, "dialogues/kept.html", {"here": here, "glass": glass_of(here), "looked": looked})


@login_required
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Give the words of a kept dialogue to read again; whoever was away when they were kept may still choose."""
    member = member_of(request)
    found = dialogue_for(member, dialogue_id)
    if request.method == "POST" and not came_through_unlocking(request):
        choose_late(member, keyring_of(request), found, option=request.POST.get("choose", ""))
        return redirect("dialogues:words", found.pk)
    here = queries.opened(found, keyring_of(request), member)
    drawn = glass_of(here)
    if not (found.outcome == KEPT or (drawn.frozen and (found.is_open or drawn.i_left))):
        return there(found)
    return render(
        request,
        "dialogues/words.html",
        {"here": here, "glass": drawn, "halves": _halves(here), "late": late_choices(here)},
    )


def _halves(here: queries.Opened) -> tuple[tuple[Card, ...], ...]:
    return halves((*here.state.told, here.state.table), here.people, oneself=is_with_oneself(here.dialogue))
