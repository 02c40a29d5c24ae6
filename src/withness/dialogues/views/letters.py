"""Letters and the change of pace: reading, sealing, opening, taking back, and talking in another way."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from withness.dialogues import queries
from withness.dialogues.access import dialogue_for
from withness.dialogues.actions import CLOSED, Made, MovedOn, Refused
from withness.dialogues.actions.drafts import write_draft
from withness.dialogues.actions.letters import (
    CameBack,
    against_sealing,
    open_letter,
    seal_letter,
    take_letter_back,
)
from withness.dialogues.forms.steps import MoveForm
from withness.dialogues.glass.arrival import CHOSEN, chosen, is_quiet, times_offered
from withness.dialogues.glass.pacing import pacing_of
from withness.dialogues.glass.pieces import begun_with, blocks_named
from withness.dialogues.glass.times import dated
from withness.dialogues.models import Dialogue
from withness.dialogues.queries import Opened
from withness.dialogues.queries.letters import beginnings_at, to_mirror
from withness.dialogues.queries.writing import number_in, place_of_option, writing_at
from withness.dialogues.views.frame import glass_of, member_of, overtaken, page, there
from withness.people.keyring import keep_open, keyring_of
from withness.people.middleware import came_through_unlocking
from withness.protocol.moves import Offer

VERBS = frozenset({"open_letter", "letter_back"})
"""Buttons of a dialogue's page that open a letter or take one back."""


def _opened(request: HttpRequest, dialogue_id: int) -> Opened:
    member = member_of(request)
    here = queries.opened(dialogue_for(member, dialogue_id), keyring_of(request), member)
    keep_open(request)
    return here


def take(request: HttpRequest, found: Dialogue, form: MoveForm) -> HttpResponse:
    """Open the letter that is here, or take one's own back."""
    member, keyring = member_of(request), keyring_of(request)
    if form.verb == "letter_back":
        back = take_letter_back(member, keyring, found)
        return there(found, stem=back.stem) if isinstance(back, CameBack) else _told(request, found, back)
    opened = open_letter(member, keyring, found, now=timezone.now())
    return (
        redirect("dialogues:letter", found.pk) if isinstance(opened, Made) else _told(request, found, opened)
    )


def lead_to_seal(request: HttpRequest, found: Dialogue, form: MoveForm) -> HttpResponse:
    """Lead to where a letter is read once more before it is sealed; its words lie in their drafts."""
    here = queries.opened(found, keyring_of(request), member_of(request))
    refused = against_sealing(here, form.offer, here.state.place)
    if isinstance(refused, Refused):
        return page(request, found, status=422, form=form, told=refused.told)
    stem = form.cleaned_data["stem"]
    address = reverse("dialogues:seal", args=[found.pk])
    return redirect(f"{address}?{urlencode({'stem': stem})}" if stem else address)


def begin_piece(request: HttpRequest, found: Dialogue, form: MoveForm) -> HttpResponse:
    """Let a further piece begin with the words that were touched; its draft is kept already."""
    member, keyring = member_of(request), keyring_of(request)
    here = queries.opened(found, keyring, member)
    name, _, beginning = form.about.partition(":")
    place, known = form.cleaned_data["place"], beginnings_at(here)
    if beginning in known and place == here.seen.place and name in form.option_texts:
        text = begun_with(form.option_texts[name], beginning, known=known)
        write_draft(member, keyring, found, place=place_of_option(place, name), text=text, writer="")
    return there(found, stem=form.cleaned_data["stem"], piece=name)


def _told(request: HttpRequest, found: Dialogue, refused: Refused) -> HttpResponse:
    return page(request, found, status=422, told=refused.told)


@login_required
@require_GET
def letter(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Read the letter that was opened: a piece a page, or all at once. Reading tells nobody anything."""
    here = _opened(request, dialogue_id)
    theirs = here.unanswered.theirs
    if theirs is None:
        return there(here.dialogue)
    pieces = (theirs.text, *theirs.blocks)
    asked = number_in(request.GET.get("piece", "")) or 1
    number = min(max(asked, 1), len(pieces))
    whole = request.GET.get("piece") == "all" or len(pieces) == 1
    context = {
        "here": here,
        "glass": glass_of(here),
        "author": here.people[here.unanswered.author],
        "stem": theirs.stem if whole or number == 1 else "",
        "pieces": pieces if whole else pieces[number - 1 : number],
        "number": 0 if whole else number,
        "count": len(pieces),
        "mirrors": bool(to_mirror(here)),
    }
    return render(request, "dialogues/letter.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def seal(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Read one's letter once as the other will, choose when it arrives, and seal it."""
    here = _opened(request, dialogue_id)
    if request.method != "POST":
        writing = writing_at(here, member_of(request), keyring_of(request), asked={})
        form = MoveForm(
            {"text": writing.text, "stem": request.GET.get("stem", ""), **writing.option_texts, "do": "seal"}
        )
        return _sealing(request, here, form if form.is_valid() else None)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return there(here.dialogue)
    if came_through_unlocking(request):
        return _sealing(request, here, form)
    return _sealed(request, here, form)


def _sealed(request: HttpRequest, here: Opened, form: MoveForm) -> HttpResponse:
    now, zone = timezone.now(), timezone.get_current_timezone()
    arrives = chosen(request.POST.get("arrives", ""), request.POST.get("at", ""), now=now, zone=zone)
    if isinstance(arrives, str):
        return _sealing(request, here, form, told=arrives)
    sealed = seal_letter(
        member_of(request),
        keyring_of(request),
        here.dialogue,
        offer=form.offer,
        move_id=form.cleaned_data["move_id"] or uuid4(),
        place=form.cleaned_data["place"],
        arrives_at=arrives,
    )
    if sealed == CLOSED:
        return overtaken(request, here.dialogue, form, told=CLOSED.told)
    if isinstance(sealed, Refused):
        return _told(request, here.dialogue, sealed)
    if isinstance(sealed, MovedOn):
        return overtaken(request, here.dialogue, form)
    return there(here.dialogue)


def _sealing(request: HttpRequest, here: Opened, form: MoveForm | None, *, told: str = "") -> HttpResponse:
    drawn = glass_of(here)
    if form is None or drawn.instead != "letter":
        return there(here.dialogue)
    context = {"here": here, "glass": drawn, "told": told, **_letter_to_seal(form.offer), **_times(request)}
    context["move_id"] = form.cleaned_data["move_id"] or uuid4()
    return render(request, "dialogues/seal.html", context, status=422 if told else 200)


def _letter_to_seal(offer: Offer) -> dict[str, Any]:
    return {"offer": offer, "blocks": blocks_named(offer.blocks)}


def _times(request: HttpRequest) -> dict[str, Any]:
    now, zone = timezone.now(), timezone.get_current_timezone()
    offered = times_offered(now, zone)
    sent = request.POST.get("arrives", offered[0].sends)
    return {
        "times": [(each, dated(each.on, zone=zone) if each.on else "") for each in offered],
        "chosen": CHOSEN if sent not in [each.sends for each in offered] else sent,
        "at": request.POST.get("at", ""),
        "quiet": is_quiet(now, zone),
        "zone": timezone.get_current_timezone_name(),
    }


@login_required
@require_GET
def pace(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Offer the other ways to talk; choosing one is a move of the dialogue that everybody sees."""
    here = _opened(request, dialogue_id)
    pacing = pacing_of(here)
    if not pacing.ways:
        return there(here.dialogue)
    return render(
        request,
        "dialogues/pace.html",
        {"here": here, "glass": glass_of(here), "pacing": pacing, "move_id": uuid4()},
    )
