"""A step that was submitted: a move, or a detour on which what stands in the field is kept."""

from __future__ import annotations

import logging
from contextlib import suppress
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from withness.dialogues import actions, queries
from withness.dialogues.access import dialogue_for, thought_for
from withness.dialogues.actions import Made, MovedOn, Refused, Saved
from withness.dialogues.actions.drafts import forget_left
from withness.dialogues.actions.thoughts import keep_thoughts
from withness.dialogues.forms.steps import IN_EVERY_STEP, MoveForm
from withness.dialogues.models import Dialogue
from withness.dialogues.queries.writing import number_in, still_open
from withness.dialogues.views import beside, letters
from withness.dialogues.views.frame import IN_MINE, TALKING, member_of, overtaken, page, there
from withness.people.keyring import keyring_of
from withness.people.middleware import came_through_unlocking
from withness.protocol.moves import ChangePace, Offer, TakeBack

journal = logging.getLogger("withness.dialogues")
NOT_NOW = "That could not be kept just now. Your words are still here. Please offer them again in a moment."
CLOSED = "It closed while you were writing."
BEGUN_IS_IN_MINE = "One step back. What you had begun here is kept in Mine, with your thoughts."
ONCE_MORE = "Your place was locked meanwhile. What you wrote is here; nothing has gone on its way yet."
DETOURS = frozenset(
    {
        "say_aloud",
        "write",
        "talking",
        "stem",
        "draft",
        "to_pause",
        "to_leave",
        "to_pace",
        "pocket",
        "drop",
        "another",
        "begin",
        "read_once",
        *beside.VERBS,
    }
)
"""Buttons that make no move; what stands in the field is kept as a draft on the way."""


def take(request: HttpRequest, found: Dialogue) -> HttpResponse:
    """Take a submitted step. Every answer but a 303 shows the page again, with what was typed."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        told = next(iter(form.errors.values()))[0]
        return page(request, found, status=422, form=form, told=str(told))
    try:
        return _taken(request, found, form)
    except OperationalError:  # busy for too long, or the disk is full; a page can still be read
        journal.exception("not kept", extra={"event": "not-kept", "object": found.pk})
        return page(request, found, status=503, form=form, told=NOT_NOW)


def _taken(request: HttpRequest, found: Dialogue, form: MoveForm) -> HttpResponse:
    if form.verb in DETOURS:
        return _detour(request, found, form)
    if came_through_unlocking(request):
        return _once_more(request, found, form)
    if form.verb in letters.VERBS:
        return letters.take(request, found, form)
    if form.cleaned_data[
        "keep_thoughts"
    ]:  # first: whoever chooses last closes the dialogue, and empties the pockets
        keep_thoughts(member_of(request), keyring_of(request), found)
    made = _made(request, found, form)
    if isinstance(made, MovedOn):
        return overtaken(request, found, form)
    if isinstance(made, Refused):
        return _refused(request, found, form, made)
    _drop_used_thought(request, form)
    _pocket(request, found, form)
    if form.verb == "take_back" and any(text.strip() for text in form.drafts().values()):
        return page(request, found, told=BEGUN_IS_IN_MINE)
    return there(found)


def _once_more(request: HttpRequest, found: Dialogue, form: MoveForm) -> HttpResponse:
    """Show what was on its way when the place locked, instead of sending it.

    Somebody else may have pressed the button on a phone that lay there locked; offering is for who can open it.
    """
    here = queries.opened(found, keyring_of(request), member_of(request))
    if form.cleaned_data["place"] not in ("", here.seen.place):
        return overtaken(request, found, form)
    if isinstance(kept := _saved(request, found, form, take_over=True), Refused):
        return _refused(request, found, form, kept)
    return page(request, found, form=form, told=ONCE_MORE)


def _refused(request: HttpRequest, found: Dialogue, form: MoveForm, refused: Refused) -> HttpResponse:
    """Say why not, with everything in its field again; where no field is left, what was typed is put away."""
    if still_open(dialogue=found.pk, member=member_of(request).pk).exists():
        return page(request, found, status=422, form=form, told=refused.told)
    return overtaken(request, found, form, told=refused.told)


def _made(request: HttpRequest, found: Dialogue, form: MoveForm) -> Made | Refused | MovedOn:
    member, keyring = member_of(request), keyring_of(request)
    move_id: UUID = form.cleaned_data["move_id"] or uuid4()
    place = "" if form.verb in IN_EVERY_STEP else form.cleaned_data["place"]
    if form.verb == "first_part":
        offer = Offer(form.cleaned_data["text"], stem=form.cleaned_data["stem"])
        return actions.offer_first_part(member, keyring, found, offer=offer, move_id=move_id, place=place)
    move = form.move(now=timezone.now())
    if isinstance(move, ChangePace | TakeBack):
        _saved(request, found, form, take_over=True)  # what stands in the field stays there, or goes to Mine
    if move is None:
        return Refused("That is not one of the choices here.")
    return actions.make_move(member, keyring, found, move=move, move_id=move_id, place=place)


def _pocket(request: HttpRequest, found: Dialogue, form: MoveForm) -> actions.Kept:
    """Set aside what stands in the pocket's field, whichever button was pressed: nothing typed is lost."""
    text = form.cleaned_data["thought_text"]
    if not text.strip() and form.verb != "pocket":
        return Saved()
    return actions.pocket_thought(member_of(request), keyring_of(request), found, text=text)


def _drop_used_thought(request: HttpRequest, form: MoveForm) -> None:
    used = form.cleaned_data.get("thought")
    if used and form.verb in ("offer", "first_part", "aloud"):
        with suppress(Http404):  # gone already, when the same form came once more
            actions.drop_thought(thought_for(member_of(request), used))


def _detour(request: HttpRequest, found: Dialogue, form: MoveForm) -> HttpResponse:
    """Keep the draft, then lead to where the button leads."""
    kept = _kept(request, found, form)
    if isinstance(kept, Refused):
        return _refused(request, found, form, kept)
    if isinstance(kept, Saved) and kept.in_mine:
        return page(
            request, dialogue_for(member_of(request), found.pk), status=409, told=f"{CLOSED} {IN_MINE}"
        )
    _remember_talking(request, found, form.verb)
    match form.verb:
        case "to_pause":
            return redirect("dialogues:pause", found.pk)
        case "to_leave":
            return redirect("dialogues:leave", found.pk)
        case "to_pace":
            return redirect("dialogues:pace", found.pk)
        case "another":
            return there(found, stem=form.cleaned_data["stem"], more="1")
        case "begin":
            return letters.begin_piece(request, found, form)
        case "read_once":
            return letters.lead_to_seal(request, found, form)
        case "stem":
            return there(found, stem=form.about)
        case "draft" | "leave_in" if carried := _carried(request, found, form):
            return page(request, found, carried=carried)
        case "no_hints":
            return beside.remember(there(found, stem=form.cleaned_data["stem"]), on=False)
        case "say_aloud" | "talking":
            return there(found, aloud="1", stem=form.cleaned_data["stem"])
    return there(found, stem=form.cleaned_data["stem"])


def _carried(request: HttpRequest, found: Dialogue, form: MoveForm) -> beside.Carried | None:
    here = queries.opened(found, keyring_of(request), member_of(request))
    return beside.carried(request, here, form) if beside.wants_hints(request) else None


def _remember_talking(request: HttpRequest, found: Dialogue, verb: str) -> None:
    """Whoever is talking anyway, on a call or in one room, is asked for no text in this dialogue any more."""
    if verb == "talking":
        request.session[TALKING] = found.pk
    elif verb == "write" and request.session.get(TALKING) == found.pk:
        del request.session[TALKING]


def _kept(request: HttpRequest, found: Dialogue, form: MoveForm) -> actions.Kept:
    """Keep the field as a draft, and what goes with the button: a thought into the pocket, or out of it."""
    kept = _saved(request, found, form, take_over=True)
    if isinstance(kept, Saved):
        kept = _pocket(request, found, form)
    if form.verb == "set_aside" and isinstance(kept, Saved):
        kept = beside.set_aside(member_of(request), keyring_of(request), found, form)
    if form.verb == "pocket" and form.about and isinstance(kept, Saved):
        here = queries.opened(found, keyring_of(request), member_of(request))
        forget_left(member_of(request), here, place=form.about)
    if form.verb == "drop" and (thought := number_in(form.about)):
        actions.drop_thought(thought_for(member_of(request), thought))
    return kept


@login_required
@require_POST
def draft(request: HttpRequest, dialogue_id: int) -> JsonResponse:
    """Keep a draft for a script that waits for the answer: saved, or why not."""
    found = dialogue_for(member_of(request), dialogue_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"saved": False, "told": str(next(iter(form.errors.values()))[0])}, status=422)
    kept = _saved(request, found, form, take_over="take_over" in request.POST)
    if isinstance(kept, Saved):
        return JsonResponse({"saved": True, "hint": _hint(request, found, form)})
    if isinstance(kept, Refused):
        return JsonResponse({"saved": False, "told": kept.told}, status=422)
    return JsonResponse({"saved": False, "elsewhere": True}, status=409)


def _hint(request: HttpRequest, found: Dialogue, form: MoveForm) -> str:
    """Give what may help with the words in the fields, or nothing."""
    if not beside.wants_hints(request):
        return ""
    return beside.drawn_for(
        request, queries.opened(found, keyring_of(request), member_of(request)), form
    ).drawn


def _saved(request: HttpRequest, found: Dialogue, form: MoveForm, *, take_over: bool) -> actions.Kept:
    kept: actions.Kept = Saved()
    for place, text in form.drafts().items():
        kept = actions.save_draft(
            member_of(request),
            keyring_of(request),
            found,
            place=place,
            text=text,
            writer=form.cleaned_data["writer"],
            take_over=take_over,
        )
    return kept
