"""The private question beside a field: who wants it, how it is drawn, what its buttons do. Nothing is kept."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from withness.dialogues.actions import Kept, Saved, pocket_thought, save_draft
from withness.dialogues.forms.steps import MoveForm
from withness.dialogues.glass.hints import CARE, fields_of, has_pocket, hint_on, taken_out, tells_of_harm
from withness.dialogues.models import Dialogue
from withness.dialogues.queries import Opened
from withness.dialogues.queries.writing import number_in, place_of_option
from withness.people.cookies import give_cookie, take_cookie
from withness.people.models import Member
from withness.vault import Keyring

COOKIE, OFF = "hints", "off"
"""What a browser keeps that wants no hints. Nothing of it is known to the server between two requests."""
VERBS = frozenset({"set_aside", "leave_in", "no_hints"})
"""Buttons below a hint."""


def wants_hints(request: HttpRequest) -> bool:
    """Tell whether this place has a coach, and this browser did not switch it off."""
    return bool(settings.COACH) and request.COOKIES.get(COOKIE) != OFF


class Aside(NamedTuple):
    """What stands beside the field, drawn, and its number."""

    drawn: str = ""
    number: int | None = None


NOTHING = Aside()


def drawn_for(request: HttpRequest, here: Opened, form: MoveForm) -> Aside:
    """Draw what stands beside the field after this draft: a card with help, one hint, or nothing."""
    if form.cleaned_data["place"] != here.seen.place or not wants_hints(request):
        return NOTHING
    language = here.script.language
    if tells_of_harm(form.everything, language=language):
        if CARE in form.asked.left:
            return NOTHING  # a question about wording would be out of place beside such words
        context = {"help_lines": settings.HELP_LINES, "here": here, "number": CARE}
        return Aside(render_to_string("dialogues/parts/care.html", context), CARE)
    if not here.sight.acts:
        return NOTHING
    fields, pocket = fields_of(here, form.typed, stem=form.cleaned_data["stem"]), has_pocket(here)
    other = here.counterpart.name
    hints = (hint_on(each, form.asked, language=language, other=other, pocket=pocket) for each in fields)
    hint = next((each for each in hints if each), None)
    return (
        Aside(render_to_string("dialogues/parts/hint.html", {"hint": hint}), hint.number) if hint else NOTHING
    )


class Carried(NamedTuple):
    """What a page without script shows at once, and the numbers it carries on in its own fields: in no address."""

    aside: str = ""
    hinted: str = ""
    left: str = ""
    stem: str = ""


def carried(request: HttpRequest, here: Opened, form: MoveForm) -> Carried | None:
    """Answer the button that keeps a draft, or leaves something in; nothing where there is nothing to carry."""
    pressed = number_in(form.about) if form.verb == "leave_in" else None
    aside = drawn_for(request, here, form) if form.verb == "draft" else Aside(number=pressed)
    answered = frozenset() if aside.number is None else frozenset({aside.number})
    left = form.asked.left | (frozenset() if pressed is None else answered)
    hinted = _listed(form.asked.hinted | answered)
    return Carried(aside.drawn, hinted, _listed(left), form.cleaned_data["stem"]) if hinted else None


def _listed(numbers: frozenset[int]) -> str:
    return ",".join(str(each) for each in sorted(numbers))


def set_aside(member: Member, keyring: Keyring, found: Dialogue, form: MoveForm) -> Kept:
    """Take a phrase out of the field it stands in, into the pocket: first there, then out of here."""
    quote, (field, _, near) = form.cleaned_data["quote"], form.about.partition(":")[2].partition(":")
    kept = pocket_thought(member, keyring, found, text=quote)
    if not isinstance(kept, Saved) or field not in form.typed:
        return kept
    place = (
        form.cleaned_data["place"] if field == "text" else place_of_option(form.cleaned_data["place"], field)
    )
    rest = taken_out(form.typed[field], quote, number_in(near) or 0)
    writer = form.cleaned_data["writer"]
    return save_draft(member, keyring, found, place=place, text=rest, writer=writer, take_over=True)


def remember(response: HttpResponse, *, on: bool) -> HttpResponse:
    """Let this browser remember whether it wants hints. It tells nobody else, and holds no name."""
    if on:
        take_cookie(response, COOKIE)
    else:
        give_cookie(response, COOKIE, OFF)
    return response


@login_required
@require_POST
def hints(request: HttpRequest) -> HttpResponse:
    """Switch hints on or off for this browser, in Mine."""
    response = redirect(f"{reverse('people:mine')}#hints")
    return remember(response, on=request.POST.get("hints") != OFF)
