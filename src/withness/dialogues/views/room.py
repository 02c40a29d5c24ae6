"""In the room: one device between people, without an account, inside a relationship, and in a running dialogue."""

from __future__ import annotations

import json
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe
from msgspec import to_builtins
from msgspec.structs import replace

from withness.dialogues.access import dialogue_for
from withness.dialogues.actions import Made, Refused
from withness.dialogues.actions.aloud import go_apart, keep_that_we_talked, touch
from withness.dialogues.forms.room import TouchForm
from withness.dialogues.glass import room
from withness.dialogues.queries import Opened, opened
from withness.dialogues.queries.seats import is_with_oneself, known_first
from withness.dialogues.views.frame import member_of
from withness.hub import hub
from withness.people.access import membership_for
from withness.people.curtain import curtain_of, draw_curtain, use_curtain
from withness.people.keyring import keep_open, keyring_of
from withness.people.middleware import came_through_unlocking
from withness.people.models import Relationship
from withness.people.queries import Person, people_in
from withness.protocol.deck import CHOOSE, place_in
from withness.protocol.moves import Pace
from withness.protocol.script import Kind, Script

PAGE, CHOICE, ENTER = (f"dialogues/room/{name}.html" for name in ("room", "decks", "enter"))
MOVED_ON = "It went on meanwhile. This is where you are."
DIFFERENTLY = "You chose differently. This is where you are."


@gzip_page
@require_safe
def decks(request: HttpRequest) -> HttpResponse:
    """Offer dialogues to hold with one phone between two people, to anybody."""
    return render(request, CHOICE, {"scripts": room.decks_among(room.FOR_TRYING)})


@gzip_page
@require_safe
def deck(request: HttpRequest, name: str) -> HttpResponse:
    """Give the room to two people without names; the page leads them by itself, and nothing is sent."""
    script = _named(name, room.decks_among(room.FOR_TRYING))
    filled = room.page_of(script, room.NOBODY, kind="deck", leave=reverse("dialogues:decks"))
    return render(request, PAGE, filled)


@login_required
@require_http_methods(["GET", "POST"])
def decks_of_us(request: HttpRequest, relationship_id: int) -> HttpResponse:
    """Choose what to talk through in the room; choosing draws the curtain before everything else that is private."""
    space = _open_space(request, relationship_id)
    people = _people_of(request, space)
    scripts = room.decks_among(space.kind_of.scripts, people=len(people))
    chosen = request.POST.get("script")
    if chosen and not came_through_unlocking(request):
        script = _named(chosen, scripts)
        onward = redirect("dialogues:deck_of_us", relationship_id, script.script)
        draw_curtain(request, onward, onward["Location"])
        return onward
    return render(request, CHOICE, {"scripts": scripts, "space": relationship_id})


@login_required
@require_http_methods(["GET", "POST"])
def deck_of_us(request: HttpRequest, relationship_id: int, name: str) -> HttpResponse:
    """Give the room to the people of a relationship, behind the curtain; keep only that they talked."""
    space = _open_space(request, relationship_id)
    if curtain_of(request) != request.path:
        return redirect("dialogues:decks_of_us", relationship_id)
    if request.method == "POST":
        once = partial(use_curtain, request)
        keep_that_we_talked(member_of(request), space, script=name, may=once)
        return JsonResponse({"kept": True})
    keep_open(request)
    people = _people_of(request, space)
    script = _named(name, room.decks_among(space.kind_of.scripts, people=len(people)))
    near = next(seat for seat, person in enumerate(people) if person.is_me)
    more = {"kind": "us", "leave": reverse("people:us"), "first": known_first(script, space.kind_of, people)}
    filled = room.page_of(script, room.sides_of(people), near=near, **more)
    return render(request, PAGE, filled)


@login_required
@require_http_methods(["GET", "POST"])
def aloud(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Take a running dialogue on in the room: from where it stands, and back to everybody's own device."""
    found = dialogue_for(member_of(request), dialogue_id)
    here = opened(found, keyring_of(request), member_of(request))
    drawn = curtain_of(request) == request.path
    in_the_room = here.state.pace is Pace.ROOM or (drawn and here.state.ended)
    if not in_the_room or is_with_oneself(found):
        return redirect("dialogues:dialogue", dialogue_id)
    keep_open(request)
    hub().glimpse(found.pk, member_of(request).pk)
    if request.method != "POST":
        return _aloud_page(request, here) if drawn else render(request, ENTER, {"here": here})
    if drawn:
        return _touched(request, here)
    onward = redirect("dialogues:room", dialogue_id)
    if not came_through_unlocking(request):
        draw_curtain(request, onward, request.path)
    return onward


def _aloud_page(request: HttpRequest, here: Opened) -> HttpResponse:
    more = {"kind": "talk", "place": json.dumps(_place(here)), "leave": _own_page(here)}
    filled = room.page_of(here.script, room.sides_of(here.people), near=here.me.seat, **more)
    return render(request, PAGE, filled)


def _place(here: Opened) -> object:
    """Give where it stands, without what somebody chose alone: only what comes of it is for everybody."""
    place = place_in(here.state)
    if here.script.step(here.state.step).kind is Kind.AGREE:
        place = replace(place, answers=tuple((seat, "") for seat, _ in place.answers))
    return to_builtins(place)


def _own_page(here: Opened) -> str:
    return reverse("dialogues:dialogue", args=[here.dialogue.pk])


def _touched(request: HttpRequest, here: Opened) -> HttpResponse:
    """Answer a touch with where the dialogue stands now, and with a sentence when the touch led nowhere."""
    member, keyring = member_of(request), keyring_of(request)
    form = TouchForm(request.POST)
    if not form.is_valid():
        raise Http404
    if form.cleaned_data["do"] == "apart":
        go_apart(member, keyring, here.dialogue, seats=len(here.people))
        return JsonResponse({"told": ""})
    made = touch(member, keyring, here.dialogue, script=here.script, **form.touched)
    there = opened(dialogue_for(member, here.dialogue.pk), keyring, member)
    if isinstance(made, Made):
        return JsonResponse({"place": _place(there), "told": _differently(here, there, form.touched["act"])})
    told = made.told if isinstance(made, Refused) else MOVED_ON
    return JsonResponse({"place": _place(there), "told": told}, status=409)


def _differently(here: Opened, there: Opened, act: str) -> str:
    """Say so where another choice counts than the one that was touched last: the device expected that one."""
    step = here.script.step(here.state.step)
    went_on = there.state.ended or there.state.place != here.state.place
    chosen = {act, *(f"{CHOOSE}{answer.option}" for answer in here.state.answers)}
    counts = next((f"{CHOOSE}{each.id}" for each in step.options if f"{CHOOSE}{each.id}" in chosen), act)
    return DIFFERENTLY if step.kind is Kind.AGREE and went_on and counts != act else ""


def _open_space(request: HttpRequest, relationship_id: int) -> Relationship:
    seat = membership_for(member_of(request), relationship_id)
    if not seat.may_write:
        raise Http404
    return seat.relationship


def _people_of(request: HttpRequest, space: Relationship) -> tuple[Person, ...]:
    everybody = people_in(space, keyring_of(request), member_of(request))
    return tuple(person for person in everybody if not person.has_left)


def _named(name: str, among: list[Script]) -> Script:
    found = next((script for script in among if script.script == name), None)
    if found is None:
        raise Http404
    return found
