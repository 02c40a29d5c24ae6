"""Home, Talk, and asking for a dialogue."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from withness.dialogues import actions
from withness.dialogues.actions import Made
from withness.dialogues.forms import WHEN, AskForm
from withness.dialogues.spaces import Shared, shared_with
from withness.dialogues.views.frame import glass_of, member_of
from withness.people.access import membership_for, relationships_of
from withness.people.keyring import keyring_of
from withness.people.middleware import came_through_unlocking
from withness.people.queries import own_name
from withness.protocol.moves import Offer
from withness.scripts import script_named

SCRIPTS = ("whole-dialogue", "short-form", "appreciation")


@require_GET
def home(request: HttpRequest) -> HttpResponseBase:
    """Give Home with the one thing that is due, or the welcome for somebody who is not signed in."""
    if not request.user.is_authenticated:
        return render(request, "people/welcome.html")
    return _places(request, "dialogues/home.html")


@require_GET
@login_required
def talk(request: HttpRequest) -> HttpResponse:
    """Give Talk: what is open, how to begin, and what was kept."""
    return _places(request, "dialogues/talk.html")


def _card(shared: Shared) -> dict[str, object]:
    """Draw what stands open between some people, as far as a card on Home needs it."""
    return {"shared": shared, "glass": glass_of(shared.open) if shared.open else None, "move_id": uuid4()}


def _places(request: HttpRequest, template: str) -> HttpResponse:
    member, keyring = member_of(request), keyring_of(request)
    shared = shared_with(member, keyring, relationships_of(member))
    context = {
        "name": own_name(member, keyring),
        "shared": [_card(each) for each in shared],
        "due": ".".join(each.mark for each in shared) or "nothing",
    }
    return render(request, template, context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask somebody for a dialogue."""
    member, keyring = member_of(request), keyring_of(request)
    form = AskForm(request.POST or None)
    sent = request.method == "POST" and not came_through_unlocking(request)
    if sent and form.is_valid() and form.cleaned_data["script"] in SCRIPTS:
        relationship = membership_for(member, form.cleaned_data["relationship"]).relationship
        first = Offer(form.cleaned_data["text"].strip(), stem=form.cleaned_data["when"])
        made = actions.ask(member, keyring, relationship, script=form.cleaned_data["script"], first=first)
        if isinstance(made, Made):
            return redirect("dialogues:dialogue", made.dialogue_id)
        form.add_error(None, made.told)
    shared = [
        each
        for each in shared_with(member, keyring, relationships_of(member))
        if each.is_open and each.others
    ]
    context = {
        "form": form,
        "shared": shared,
        "scripts": [script_named(name) for name in SCRIPTS],
        "when": WHEN,
        "chosen": form.data.get("script") or request.GET.get("script", SCRIPTS[0]),
    }
    return render(request, "dialogues/new.html", context, status=422 if form.is_bound else 200)
