"""The door: begin, sign in, come back with the paper, lock, unlock, sign out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from msgspec.structs import replace

from withness import vault
from withness.people import actions, forms
from withness.people import keyring as keys
from withness.people.attempts import place_of, remember_device
from withness.people.carried import Carried, carried_by, carry
from withness.people.digests import handle_of
from withness.people.keyring import keyring_of
from withness.people.middleware import kept_fields, next_in
from withness.people.models import Member
from withness.people.outcomes import Recovered, Refused, SignedUp
from withness.people.views.shared import NOT_YOURS, me, page, read_or_write, refuse, typed
from withness.people.windows import standing_of

NOT_THE_LAST = "That is not the last group. Look at your paper once more."


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """Greet somebody who is not signed in; Home calls this."""
    return page(request, "welcome")


@read_or_write
def begin(request: HttpRequest) -> HttpResponse:
    """Take a name and a passphrase, and make a place of one's own."""
    if request.user.is_authenticated:
        return redirect("/")
    form = forms.Begin(typed(request, unless="carry"), initial=_at_the_door(request))
    if form.is_valid():
        outcome = actions.sign_up(form.cleaned_data["name"], form.cleaned_data["passphrase"])
        if isinstance(outcome, SignedUp):
            return _show_code(request, outcome, _after_begin(form.cleaned_data["invitation"]))
        refuse(form, outcome, "name")
    return page(request, "begin", form, proposal=_proposed(request))


def _proposed(request: HttpRequest) -> str:
    """Propose the same words again on a page that comes back: somebody may just be writing them down."""
    before = request.POST.get("proposal", "")
    return before if vault.is_proposal(before) else vault.propose_passphrase()


def _after_begin(invitation: str) -> Carried:
    onward = reverse("people:join") if invitation else reverse("people:new_us")
    return Carried(onward=f"{reverse('web:care')}?next={onward}", invitation=invitation, asked_alone=True)


def _show_code(request: HttpRequest, outcome: SignedUp | Recovered, carried: Carried) -> HttpResponse:
    response = redirect("people:recovery_code")
    keyring = keys.enter(request, response, outcome.member, root=outcome.root)
    remember_device(request, response, outcome.member)
    carry(request, keyring, replace(carried, code=outcome.recovery_code))
    return response


@login_required
@read_or_write
def recovery_code(request: HttpRequest) -> HttpResponse:
    """Show a fresh recovery code until its last group is typed back from the paper."""
    carried = carried_by(request)
    if not carried.code:
        return page(request, "recovery_code_gone")
    form = forms.TypedBack(typed(request))
    if form.is_valid():
        if form.is_end_of(carried.code):
            carry(request, keyring_of(request), replace(carried, code="", onward="/"))
            return redirect(carried.onward)
        form.add_error("last_group", NOT_THE_LAST)
    return page(request, "recovery_code", form, groups=carried.code.split("-"))


@read_or_write
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let a member in by name and passphrase, and on to where they were going."""
    if request.user.is_authenticated:
        return redirect("/")
    form = forms.SignIn(typed(request, unless="carry"), initial=_at_the_door(request))
    if form.is_valid():
        name, passphrase = form.cleaned_data["name"], form.cleaned_data["passphrase"]
        outcome = actions.sign_in(name, passphrase, place=place_of(request, handle_of(name)))
        if not isinstance(outcome, Refused):
            return _let_in(request, outcome.member, outcome.root, form.cleaned_data["invitation"])
        refuse(form, outcome, None)
    return page(request, "sign_in", form, next=_asked_next(request))


def _let_in(request: HttpRequest, member: Member, root: bytes, invitation: str) -> HttpResponse:
    response = redirect("people:join" if invitation else next_in(_asked_next(request)))
    keyring = keys.enter(request, response, member, root=root)
    remember_device(request, response, member)
    carry(request, keyring, Carried(invitation=invitation))
    return response


@read_or_write
def recover(request: HttpRequest) -> HttpResponse:
    """Let a member in by name and recovery code, with a new passphrase and a new code."""
    form = forms.Recover(typed(request))
    if form.is_valid():
        told = form.cleaned_data
        place = place_of(request, handle_of(told["name"]))
        outcome = actions.recover(told["name"], told["code"], passphrase=told["passphrase"], place=place)
        if isinstance(outcome, Recovered):
            return _show_code(request, outcome, Carried())
        refuse(form, outcome, None)
    return page(request, "recover", form)


@login_required
@read_or_write
def unlock(request: HttpRequest) -> HttpResponse:
    """Open a locked place again, and send on its way what was being sent when it locked."""
    form, member = forms.OwnPassphrase(typed(request)), me(request)
    onward, kept = next_in(_asked_next(request)), kept_fields(request)
    if form.is_valid():
        place = place_of(request, member.handle)
        outcome = actions.check_passphrase(member, form.cleaned_data["passphrase"], place=place)
        if not isinstance(outcome, Refused):
            response = redirect(onward, preserve_request=bool(kept))
            keys.unlock(request, response, root=outcome.root)
            return response
        refuse(form, outcome, "passphrase", wrong=NOT_YOURS)
    return page(request, "unlock", form, next=onward, kept=kept)


@login_required
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Forget the keys in this browser; the passphrase opens the place again."""
    response = redirect("people:unlock")
    keys.lock(request, response)
    return response


@never_cache
@require_safe
def still_open(request: HttpRequest) -> HttpResponse:
    """Tell a page that stands open in some window whether it may."""
    mark, at = request.GET.get("window", ""), request.GET.get("at", "")
    return HttpResponse(status=standing_of(request, mark=mark, at=at))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the sign-in of this browser."""
    response = redirect("/")
    keys.sign_out(request, response)
    return response


def _at_the_door(request: HttpRequest) -> dict[str, str]:
    return {"invitation": request.POST.get("invitation", "")}


def _asked_next(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next", "")
