"""One function a route: the door, one read or one write, an answer."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from withness.dialogues import actions, queries
from withness.dialogues.access import dialogue_for, thought_for
from withness.dialogues.actions import Made, MovedOn, Refused, Saved
from withness.dialogues.forms import IN_EVERY_STEP, WHEN, AskForm, MoveForm
from withness.dialogues.glass import Glass, glass, halves
from withness.dialogues.models import Dialogue
from withness.dialogues.queries import Opened, Shared, Writing
from withness.hub import hub
from withness.people.access import membership_for, relationships_of
from withness.people.keyring import keep_open, keyring_of
from withness.people.models import Member
from withness.people.queries import own_name
from withness.protocol.moves import Offer
from withness.scripts import script_named

TALKING = "talking"
"""Where a session remembers the dialogue in which this person speaks instead of writing."""
SCRIPTS = ("whole-dialogue", "short-form", "appreciation")
DETOURS = frozenset(
    {"say_aloud", "write", "talking", "stem", "draft", "to_pause", "to_leave", "pocket", "drop"}
)
"""Buttons that make no move; what stands in the field is kept as a draft on the way."""


def _member(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member), "login_required lets only members through"  # noqa: S101
    return request.user


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
    return {"shared": shared, "glass": _glass(shared.open) if shared.open else None, "move_id": uuid4()}


def _places(request: HttpRequest, template: str) -> HttpResponse:
    member, keyring = _member(request), keyring_of(request)
    shared = queries.shared_with(member, keyring, relationships_of(member))
    context = {"name": own_name(member, keyring), "shared": [_card(each) for each in shared]}
    return render(request, template, context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask somebody for a dialogue."""
    member, keyring = _member(request), keyring_of(request)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["script"] in SCRIPTS:
        relationship = membership_for(member, form.cleaned_data["relationship"]).relationship
        first = Offer(form.cleaned_data["text"].strip(), stem=form.cleaned_data["when"])
        made = actions.ask(member, keyring, relationship, script=form.cleaned_data["script"], first=first)
        return redirect("dialogues:dialogue", made.dialogue_id)
    shared = [
        each
        for each in queries.shared_with(member, keyring, relationships_of(member))
        if each.relationship.is_open and each.others
    ]
    context = {
        "form": form,
        "shared": shared,
        "scripts": [script_named(name) for name in SCRIPTS],
        "when": WHEN,
        "chosen": form.data.get("script") or request.GET.get("script", SCRIPTS[0]),
    }
    return render(request, "dialogues/new.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def dialogue(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Give the page of a dialogue, or take a move."""
    found = dialogue_for(_member(request), dialogue_id)
    keep_open(request)
    hub().glimpse(found.pk, _member(request).pk)
    if request.method == "POST":
        return _take(request, found)
    return _page(request, found)


def _page(
    request: HttpRequest, found: Dialogue, *, status: int = 200, form: MoveForm | None = None, told: str = ""
) -> HttpResponse:
    member, keyring = _member(request), keyring_of(request)
    here = queries.opened(found, keyring, member)
    asked = {key: str(value) for key, value in request.GET.items()}
    talking = request.session.get(TALKING) == found.pk
    writing = (
        form.writing(asked)
        if form
        else queries.writing_at(here, member, keyring, asked={"aloud": "1"} | asked if talking else asked)
    )
    context = {
        "here": here,
        "glass": _glass(here, writing),
        "writing": writing,
        "talking": talking,
        "thoughts": queries.thoughts_in_pocket(member, found, keyring),
        "move_id": (form and form.cleaned_data.get("move_id")) or uuid4(),
        "told": told,
    }
    return render(request, "dialogues/dialogue.html", context, status=status)


def _glass(here: Opened, writing: Writing | None = None) -> Glass:
    other = next((person for person in here.people if not person.is_me), here.me)
    member_id = other.member_id or 0
    return glass(
        here.sight,
        here.people,
        presence=hub().presence(here.dialogue.pk, member_id),
        other_here=member_id in hub().here(here.dialogue.pk),
        now=timezone.now(),
        frozen=not here.dialogue.relationship.is_open,
        typed=writing.option_texts if writing else None,
    )


def _take(request: HttpRequest, found: Dialogue) -> HttpResponse:
    """Take a submitted step. Every answer but a 303 shows the page again, with what was typed."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        told = next(iter(form.errors.values()))[0]
        return _page(request, found, status=422, form=form, told=str(told))
    if form.verb in DETOURS:
        return _detour(request, found, form)
    made = _made(request, found, form)
    if isinstance(made, MovedOn):
        return _moved_on(request, found, form)
    if isinstance(made, Refused):
        return _page(request, found, status=422, form=form, told=made.told)
    _drop_used_thought(request, form)
    return _there(found)


def _made(request: HttpRequest, found: Dialogue, form: MoveForm) -> Made | Refused | MovedOn:
    member, keyring = _member(request), keyring_of(request)
    move_id: UUID = form.cleaned_data["move_id"] or uuid4()
    place = "" if form.verb in IN_EVERY_STEP else form.cleaned_data["place"]
    if form.verb == "first_part":
        offer = Offer(form.cleaned_data["text"], stem=form.cleaned_data["stem"])
        return actions.offer_first_part(member, keyring, found, offer=offer, move_id=move_id, place=place)
    move = form.move(now=timezone.now())
    if move is None:
        return Refused("That is not one of the choices here.")
    return actions.make_move(member, keyring, found, move=move, move_id=move_id, place=place)


def _drop_used_thought(request: HttpRequest, form: MoveForm) -> None:
    used = form.cleaned_data.get("thought")
    if used and form.verb in ("offer", "first_part", "aloud"):
        actions.drop_thought(thought_for(_member(request), used))


def _moved_on(request: HttpRequest, found: Dialogue, form: MoveForm) -> HttpResponse:
    """Tell that it moved on, and put what was typed into the pocket."""
    kept = actions.pocket_thought(_member(request), keyring_of(request), found, text=form.words)
    told = "It moved on while you were writing."
    if isinstance(kept, Saved):
        told += " Your words are kept in your pocket."
    return _page(request, found, status=409, told=told)


def _detour(request: HttpRequest, found: Dialogue, form: MoveForm) -> HttpResponse:
    """Keep the draft, then lead to where the button leads."""
    kept = _kept(request, found, form)
    if isinstance(kept, Refused):
        return _page(request, found, status=422, form=form, told=kept.told)
    _remember_talking(request, found, form.verb)
    match form.verb:
        case "to_pause":
            return redirect("dialogues:pause", found.pk)
        case "to_leave":
            return redirect("dialogues:leave", found.pk)
        case "stem":
            return _there(found, stem=form.about)
        case "say_aloud" | "talking":
            return _there(found, aloud="1", stem=form.cleaned_data["stem"])
    return _there(found, stem=form.cleaned_data["stem"])


def _remember_talking(request: HttpRequest, found: Dialogue, verb: str) -> None:
    """Whoever is talking anyway, on a call or in one room, is asked for no text in this dialogue any more."""
    if verb == "talking":
        request.session[TALKING] = found.pk
    elif verb == "write" and request.session.get(TALKING) == found.pk:
        del request.session[TALKING]


def _kept(request: HttpRequest, found: Dialogue, form: MoveForm) -> actions.Kept:
    """Keep the field as a draft, and what goes with the button: a thought into the pocket, or out of it."""
    member, keyring = _member(request), keyring_of(request)
    kept: actions.Kept = Saved()
    for place, text in form.drafts().items():
        kept = actions.save_draft(
            member, keyring, found, place=place, text=text, writer=form.cleaned_data["writer"], take_over=True
        )
    if form.verb == "pocket":
        kept = actions.pocket_thought(member, keyring, found, text=form.cleaned_data["thought_text"])
    if form.verb == "drop" and form.about.isdigit():
        actions.drop_thought(thought_for(member, int(form.about)))
    return kept


def _there(found: Dialogue, **query: str) -> HttpResponse:
    address = reverse("dialogues:dialogue", args=[found.pk])
    asked = urlencode({key: value for key, value in query.items() if value})
    return redirect(f"{address}?{asked}" if asked else address)


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
    member = _member(request)
    here = queries.opened(dialogue_for(member, dialogue_id), keyring_of(request), member)
    return render(request, template, {"here": here, "glass": _glass(here), "move_id": uuid4()})


@login_required
@require_POST
def draft(request: HttpRequest, dialogue_id: int) -> JsonResponse:
    """Keep a draft for a script that waits for the answer: saved, or why not."""
    found = dialogue_for(_member(request), dialogue_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"saved": False, "told": str(next(iter(form.errors.values()))[0])}, status=422)
    member, keyring, take_over = _member(request), keyring_of(request), "take_over" in request.POST
    kept: actions.Kept = Saved()
    for place, text in form.drafts().items():
        kept = actions.save_draft(
            member,
            keyring,
            found,
            place=place,
            text=text,
            writer=form.cleaned_data["writer"],
            take_over=take_over,
        )
    if isinstance(kept, Saved):
        return JsonResponse({"saved": True})
    if isinstance(kept, Refused):
        return JsonResponse({"saved": False, "told": kept.told}, status=422)
    return JsonResponse({"saved": False, "elsewhere": True}, status=409)


@login_required
@require_GET
def words(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """Give the words of a kept dialogue to read again."""
    member = _member(request)
    found = dialogue_for(member, dialogue_id)
    frozen = found.is_open and not found.relationship.is_open
    if not (frozen or found.outcome == actions.KEPT):
        return _there(found)
    here = queries.opened(found, keyring_of(request), member)
    return render(
        request,
        "dialogues/words.html",
        {"here": here, "halves": halves((*here.state.told, here.state.table), here.people)},
    )
