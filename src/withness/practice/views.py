"""Practise: the place for exercises, and for reading how a dialogue goes before holding one."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from withness.practice.queries import LISTENS, TELLS, reading_of
from withness.scripts import names, script_named

IN_ORDER = ("whole-dialogue", "short-form", "appreciation")
"""The dialogues as they are offered; any other script that is shipped comes after them."""


@login_required
@require_safe
def practise(request: HttpRequest) -> HttpResponse:
    """Offer what can be practised alone: a breath, and reading how a dialogue goes."""
    shipped = sorted(names(), key=lambda name: (*IN_ORDER, name).index(name))
    return render(request, "practice/practise.html", {"scripts": [script_named(name) for name in shipped]})


@login_required
@require_safe
def script(request: HttpRequest, name: str) -> HttpResponse:
    """Show the steps of a script in their order, made from the script itself."""
    if name not in names():
        raise Http404
    read = script_named(name)
    context = {"script": read, "stretches": reading_of(read), "tells": TELLS, "listens": LISTENS}
    return render(request, "practice/script.html", context)
