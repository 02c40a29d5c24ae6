"""Us: open a space, invite one person, come in, compare four words, close the space."""

from __future__ import annotations

from datetime import timedelta

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from msgspec.structs import replace

from withness import vault
from withness.people import access, actions, forms, queries
from withness.people.attempts import place_of
from withness.people.beside import beside
from withness.people.carried import Carried, carried_by, carry
from withness.people.keyring import keyring_of
from withness.people.middleware import came_through_unlocking
from withness.people.models import Member
from withness.people.outcomes import Refused
from withness.people.views.shared import (
    NOT_YOURS,
    ONCE_MORE,
    come_back,
    me,
    page,
    read_or_write,
    refuse,
    typed,
    typed_here,
)

NO_YES = "No yes came to what you asked. Perhaps the words differed, or the time was over. Ask for a new invitation."


@login_required
@require_safe
def us(request: HttpRequest) -> HttpResponse:
    """Show the spaces this member shares, or the way to one."""
    member, keyring = me(request), keyring_of(request)
    spaces = queries.spaces_of(member, keyring)
    return page(request, "us", spaces=[(each, beside(each, member, keyring)) for each in spaces])


@login_required
@read_or_write
def new_us(request: HttpRequest) -> HttpResponse:
    """Open a space: who it is with, and which colour is mine. With oneself nobody has to be asked in."""
    waited, keyring = come_back(request), keyring_of(request)
    form = forms.NewUs(typed_here(request), initial=waited)
    if form.is_valid():
        kind, hue = form.cleaned_data["kind"], form.cleaned_data["hue"]
        space = actions.start_relationship(me(request), keyring, kind=kind, palette=form.palette, hue=hue)
        return redirect("people:invite", space.pk) if space.kind_of.most > 1 else redirect("people:us")
    return page(request, "new_us", form, once_more=ONCE_MORE if waited else "")


@login_required
@read_or_write
def invite(request: HttpRequest, relationship_id: int) -> HttpResponse:
    """Invite one person, wait for them, and compare four words when they ask to come in."""
    member, keyring = me(request), keyring_of(request)
    access.membership_for(member, relationship_id)
    if request.method == "POST" and not came_through_unlocking(request):
        return _invitation_answer(request, relationship_id)
    space = queries.space_for(member, keyring, relationship_id)
    if not space.invites:
        return redirect("people:us")
    shown = queries.invitation_of(member, keyring, relationship_id)
    if shown is None:
        return page(request, "invite", space=space, asked_alone=carried_by(request).asked_alone)
    if shown.asked is not None:
        return page(request, "asked", asked=shown.asked)
    return page(request, "invited", None, **_invitation_card(request, shown))


def _invitation_answer(request: HttpRequest, relationship_id: int) -> HttpResponse:
    member, keyring, here = me(request), keyring_of(request), redirect("people:invite", relationship_id)
    match request.POST.get("do"):
        case "invite":
            refused = isinstance(actions.invite(member, keyring, relationship_id), Refused)
            carry(request, keyring, replace(carried_by(request), asked_alone=False))
            return redirect("people:us") if refused else here
        case "withdraw":
            actions.withdraw_invitation(member, relationship_id)
            return redirect("people:us")
        case "confirm":
            words = request.POST.get("words", "").split()
            joined = actions.confirm_join(member, keyring, relationship_id, words=words)
            return here if isinstance(joined, Refused) else _met(relationship_id)
        case "refuse":
            actions.refuse_join(member, relationship_id)
    return here


def _invitation_card(request: HttpRequest, shown: queries.Shown) -> dict[str, object]:
    link = f"{request.build_absolute_uri(reverse('people:join'))}#{shown.secret}"
    picture = segno.make(link, error="m", micro=False)
    return {
        "qr": picture.svg_data_uri(scale=6, dark="#32261f", light="#fefdf8"),
        "link": link,
        "code": shown.code,
        "host": request.get_host(),
        "last_day": shown.expires_at - timedelta(minutes=1),
        "only_here": settings.MODE == "localhost",
    }


@login_required
@read_or_write
def leave(request: HttpRequest, relationship_id: int) -> HttpResponse:
    """Leave a space, after saying what that means: two close it for both, a circle goes on."""
    member, keyring = me(request), keyring_of(request)
    if not access.membership_for(member, relationship_id).may_write:
        return redirect("people:us")
    form = forms.OwnPassphrase(typed_here(request))
    if form.is_valid():
        place = place_of(request, member.handle)
        outcome = actions.leave_relationship(
            member, relationship_id, passphrase=form.cleaned_data["passphrase"], place=place
        )
        if not isinstance(outcome, Refused):
            return redirect("people:us")
        refuse(form, outcome, "passphrase", wrong=NOT_YOURS)
    return page(request, "leave", form, space=queries.space_for(member, keyring, relationship_id))


@read_or_write
def join(request: HttpRequest) -> HttpResponse:
    """Come in with an invitation: at the door, asking, or waiting for the yes."""
    if not request.user.is_authenticated:
        return _join_at_the_door(request)
    member, keyring = me(request), keyring_of(request)
    if request.POST.get("do") == "leave" and not came_through_unlocking(request):
        actions.withdraw_question(member)
        return redirect("/")
    if joining := queries.joining_of(member, keyring):
        return page(request, "joining", joining=joining)
    return _ask(request, member, keyring)


def _join_at_the_door(request: HttpRequest) -> HttpResponse:
    form = forms.Join(typed(request))
    if form.is_valid():
        key = form.cleaned_data["invitation"]
        refused = actions.look_at_invitation(secret=key.secret, code=key.code, place=place_of(request, ""))
        if refused is None:
            return page(request, "join_who", invitation=key.secret or key.code)
        refuse(form, refused, "invitation")
    return page(request, "join", form)


def _ask(request: HttpRequest, member: Member, keyring: vault.Keyring) -> HttpResponse:
    along, waited = carried_by(request), come_back(request)
    form = forms.Join(typed_here(request), initial={"invitation": along.invitation, **waited})
    if form.is_valid():
        key, place = form.cleaned_data["invitation"], place_of(request, member.handle)
        outcome = actions.ask_to_join(member, keyring, secret=key.secret, code=key.code, place=place)
        if not isinstance(outcome, Refused):
            carry(request, keyring, Carried())
            return redirect(f"{reverse('people:join')}?asked={outcome.relationship_id}")
        refuse(form, outcome, "invitation")
    asked = request.GET.get("asked", "")
    if asked and _is_in(member, asked):
        return _met(int(asked))
    no_yes = NO_YES if asked and not form.is_bound else ""
    came = along.invitation and not form.is_bound and not waited
    told = {"no_yes": no_yes, "came": came, "once_more": ONCE_MORE if waited else ""}
    return page(request, "join", form, asked_alone=along.asked_alone, **told)


def _met(relationship_id: int) -> HttpResponse:
    """Lead both to Home, which says who is here now."""
    return redirect(f"/?met={relationship_id}")


def _is_in(member: Member, asked: str) -> bool:
    mine = access.relationships_of(member)
    return asked.isdecimal() and len(asked) < 19 and mine.filter(pk=int(asked)).exists()
