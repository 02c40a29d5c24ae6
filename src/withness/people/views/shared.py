"""What every page of people does: answer with a form, read what was typed, say no in one sentence."""

from __future__ import annotations

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from withness.people.middleware import came_through_unlocking
from withness.people.models import Member
from withness.people.outcomes import Refused

NOT_YOURS = "That is not your passphrase. Small and capital letters count, and so do spaces."

read_or_write = require_http_methods(["GET", "HEAD", "POST"])

ONCE_MORE = "Your place was locked meanwhile. What you chose is here; nothing has gone on its way yet."


def page(
    request: HttpRequest, name: str, form: django_forms.Form | None = None, **context: object
) -> HttpResponse:
    """Answer with a page; 422 when something in its form needs care."""
    status = 200
    if form is not None and form.errors:
        _lead_to_first_fault(form)
        status = 422
    return render(request, f"people/{name}.html", {"form": form, **context}, status=status)


def _lead_to_first_fault(form: django_forms.Form) -> None:
    faulty = (form.fields[name].widget for name in form.fields if name in form.errors)
    if (first := next(faulty, None)) and not isinstance(first, django_forms.RadioSelect):
        first.attrs["autofocus"] = ""


def typed(request: HttpRequest, unless: str = "") -> QueryDict | None:
    """Give what was sent with a form, unless the form was only passed on to be filled in."""
    return request.POST if request.method == "POST" and unless not in request.POST else None


def typed_here(request: HttpRequest) -> QueryDict | None:
    """Give what was sent from this very page, for everything that unlocking must not do by itself.

    What comes on through the unlock page carries `next`, and the passphrase that was typed there: whoever held a
    locked phone could leave such a form waiting, and unlocking would do what its owner never asked for.
    """
    return None if came_through_unlocking(request) else typed(request)


def come_back(request: HttpRequest) -> dict[str, str]:
    """Give what waited on the unlock page, to stand in its fields again without having been sent."""
    return request.POST.dict() if came_through_unlocking(request) else {}


def me(request: HttpRequest) -> Member:
    """Give the member who is signed in."""
    if not isinstance(request.user, Member):
        raise TypeError("nobody is signed in")
    return request.user


def refuse(form: django_forms.Form, refused: Refused, field: str | None, *, wrong: str = "") -> None:
    """Put an action's no next to the field it is about."""
    about_the_form = refused.reason in {"slow", "pepper"}
    sentence = wrong if wrong and refused.reason == "wrong" else refused.sentence
    form.add_error(None if about_the_form else field, sentence)
