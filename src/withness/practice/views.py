"""Practise: the place for exercises."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_required
@require_safe
def practise(request: HttpRequest) -> HttpResponse:
    """Say plainly what is here and what is not here yet."""
    return render(request, "practice/practise.html")
