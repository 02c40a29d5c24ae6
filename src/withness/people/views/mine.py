"""Mine: the ways in, and where they are open. Nobody else's business."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from withness.people import actions, forms, queries
from withness.people import keyring as keys
from withness.people.attempts import device_cookie, place_of
from withness.people.carried import Carried, carry
from withness.people.cookies import take_cookie
from withness.people.keyring import keyring_of
from withness.people.outcomes import Refused
from withness.people.views.shared import NOT_YOURS, me, page, read_or_write, refuse, typed_here

DONE = {"passphrase": "Your passphrase is changed. Every other sign-in has ended."}


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List what only this member can open and change."""
    keyring_of(request)
    return page(request, "mine", done=DONE.get(request.GET.get("done", ""), ""), coach=settings.COACH)


@login_required
@read_or_write
def passphrase(request: HttpRequest) -> HttpResponse:
    """Change the passphrase, and with it the keys when somebody may know the old one."""
    form, member = forms.ChangePassphrase(typed_here(request)), me(request)
    keyring_of(request)
    if form.is_valid():
        told, place = form.cleaned_data, place_of(request, member.handle)
        outcome = actions.change_passphrase(
            member, old=told["old"], new=told["passphrase"], rewrite=told["rewrite"], place=place
        )
        if not isinstance(outcome, Refused):
            done = f"{reverse('people:mine')}?done=passphrase"
            response = redirect("people:recovery_code" if outcome.recovery_code else done)
            keyring = keys.enter(request, response, outcome.member, root=outcome.root)
            if outcome.recovery_code:
                carry(request, keyring, Carried(code=outcome.recovery_code, onward=done))
            return response
        refuse(form, outcome, "old", wrong=NOT_YOURS)
    return page(request, "passphrase", form)


@login_required
@read_or_write
def new_recovery_code(request: HttpRequest) -> HttpResponse:
    """Make a new recovery code in the place of the old one."""
    form, member, keyring = forms.OwnPassphrase(typed_here(request)), me(request), keyring_of(request)
    if form.is_valid():
        place = place_of(request, member.handle)
        outcome = actions.new_recovery_code(member, passphrase=form.cleaned_data["passphrase"], place=place)
        if not isinstance(outcome, Refused):
            carry(request, keyring, Carried(code=outcome.recovery_code, onward=reverse("people:mine")))
            return redirect("people:recovery_code")
        refuse(form, outcome, "passphrase", wrong=NOT_YOURS)
    return page(request, "new_recovery_code", form)


@login_required
@read_or_write
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Show where this member is signed in, by day alone, and end one."""
    member = me(request)
    keyring_of(request)
    if request.method == "POST":
        actions.end_sign_in(member, request.POST.get("end", ""))
        return redirect("people:sign_ins")
    here = request.session.session_key or ""
    return page(request, "sign_ins", sign_ins=queries.sign_ins_of(member, here))


@login_required
@read_or_write
def delete(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, and delete everything that is this member's, at once."""
    form, member = forms.OwnPassphrase(typed_here(request)), me(request)
    spaces = queries.spaces_of(member, keyring_of(request))
    if form.is_valid():
        place = place_of(request, member.handle)
        outcome = actions.delete_account(member, passphrase=form.cleaned_data["passphrase"], place=place)
        if not isinstance(outcome, Refused):
            return _gone(request)
        refuse(form, outcome, "passphrase", wrong=NOT_YOURS)
    others = [other for space in spaces for other in space.others]
    return page(request, "delete", form, others=others)


def _gone(request: HttpRequest) -> HttpResponse:
    """Answer the one who has just gone: no session, no ticket, and a browser that is not known any more."""
    forgotten = HttpResponse()
    keys.sign_out(request, forgotten)
    take_cookie(forgotten, device_cookie())
    response = page(request, "deleted")
    response.cookies, response.headers["Clear-Site-Data"] = forgotten.cookies, '"cache"'
    return response
