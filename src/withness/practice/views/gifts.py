"""Gifts: their cards on Us, and the page of each one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from withness.people.keyring import keyring_of
from withness.people.middleware import came_through_unlocking
from withness.people.models import Member
from withness.people.queries import Space
from withness.people.views.shared import me
from withness.practice import actions
from withness.practice.forms import GiftForm
from withness.practice.gifts import LONGEST, WEEKS, Refused
from withness.practice.queries.gifts import Gift, Shelf, gift_for
from withness.vault import Keyring

DONE = {"line": "Kept, for you alone.", "smaller": "So it stands on the card from now on."}
"""What leads back to the page of the gift, and what it says then; all else leads to Us."""
ENDS = frozenset({"rest", "away"})


def on_us(member: Member, keyring: Keyring, space: Space) -> Shelf:
    """Give what stands beside a space on Us, by the clock of who reads."""
    zone = timezone.get_current_timezone()
    return actions.shelf_beside(member, keyring, space, now=timezone.now(), zone=zone)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def gift(request: HttpRequest, card_id: int) -> HttpResponse:
    """Show one gift to the two it is between, and do with it what the pressed button says."""
    member, keyring = me(request), keyring_of(request)
    now, zone = timezone.now(), timezone.get_current_timezone()
    shown, form = gift_for(member, keyring, card_id, now=now, zone=zone), GiftForm(request.POST or None)
    if request.method != "POST" or came_through_unlocking(request):
        return _page(request, shown, form)
    if not form.is_valid():
        raise Http404
    do, act = form.cleaned_data["do"], form.act
    if do == "line":
        text = form.cleaned_data["line"]
        outcome = actions.keep_line(member, keyring, card_id, text, now=now, zone=zone)
    elif do == "away":
        outcome = actions.put_away(member, keyring, card_id, now=now, zone=zone)
    elif act:
        outcome = actions.do_with_gift(member, keyring, card_id, act, now=now, zone=zone)
    else:
        raise Http404
    if isinstance(outcome, Refused):
        return _page(request, gift_for(member, keyring, card_id, now=now, zone=zone), form, told=outcome)
    return _onward(do, card_id)


def _onward(do: str, card_id: int) -> HttpResponse:
    if do in DONE:
        return redirect(f"{reverse('practice:gift', args=[card_id])}?done={do}")
    return redirect("people:us") if do in ENDS else redirect(f"{reverse('people:us')}#gift-{card_id}")


def _page(request: HttpRequest, shown: Gift, form: GiftForm, *, told: str = "") -> HttpResponse:
    """Answer with the page of a gift; what was typed stands in its field again."""
    context = {
        "gift": shown,
        "told": told,
        "done": DONE.get(request.GET.get("done", ""), ""),
        "text": form.data.get("text", shown.card.whole),
        "line": form.data.get("line", shown.line),
        "weeks": WEEKS,
        "longest": LONGEST,
    }
    return render(request, "practice/gift.html", context, status=422 if told else 200)
