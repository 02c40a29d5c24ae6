"""Practise: the place for exercises, and for reading how a dialogue goes before holding one."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from withness.dialogues.views.beside import wants_hints
from withness.dialogues.views.frame import member_of
from withness.library.kinds import SELF
from withness.library.pieces import Piece, piece_after, piece_named
from withness.people.access import relationships_of
from withness.practice.forms import HeardForm
from withness.practice.listening import (
    MOST_FEELINGS,
    STAGES,
    Lesson,
    Place,
    Step,
    lacking,
    led_to,
    lesson,
    read_place,
)
from withness.practice.offers import in_order
from withness.practice.paper import LISTENS as LISTENS_ON_PAPER
from withness.practice.paper import TELLS as TELLS_ON_PAPER
from withness.practice.paper import paper_of
from withness.practice.queries import LISTENS, reading_of, shelves, speaker_of, who_is_who
from withness.scripts import names, script_named
from withness.semantic.loading import encoder


@login_required
@require_safe
def practise(request: HttpRequest) -> HttpResponse:
    """Offer what can be practised alone: a breath, and how a dialogue goes, what suits one's own people first."""
    spaces = relationships_of(member_of(request)).filter(closed_at=None).order_by("pk")
    kinds = [space.kind_of for space in spaces]
    suiting = {name for kind in (*kinds, SELF) for name in kind.scripts} if kinds else set(names())
    scripts = [script_named(name) for name in in_order(kinds)]
    context = {
        "scripts": [each for each in scripts if each.script in suiting],
        "others": [each for each in scripts if each.script not in suiting],
    }
    return render(request, "practice/practise.html", context)


@require_safe
def script(request: HttpRequest, name: str) -> HttpResponse:
    """Show the steps of a script in their order, made from the script itself, to anybody who wants to know first."""
    if name not in names():
        raise Http404
    read = script_named(name)
    context = {"script": read, "stretches": reading_of(read), "who": who_is_who(read)}
    return render(request, "practice/script.html", context)


@require_safe
def printed(request: HttpRequest, name: str) -> HttpResponse:
    """Give a script as one small page to print, for anybody: paper goes on working when nothing else does."""
    if name not in names():
        raise Http404
    read = script_named(name)
    return render(
        request,
        "practice/printed.html",
        {"script": read, "paper": paper_of(read), "tells": TELLS_ON_PAPER, "listens": LISTENS_ON_PAPER},
    )


@require_safe
def listening(request: HttpRequest) -> HttpResponse:
    """Offer pieces to listen to, for anybody: no account is needed and nothing is kept."""
    return render(request, "practice/listening.html", {"shelves": shelves()})


@sensitive_post_parameters()
def listen(request: HttpRequest, name: str) -> HttpResponse:
    """Go through one piece. What is typed comes with the form, is shown on the next page, and lies nowhere else."""
    piece = piece_named(name)
    if piece is None:
        raise Http404
    if request.method != "POST":
        return _page(request, lesson(piece, Place()))
    form = HeardForm(request.POST)
    return _answer(request, form, piece)


def _answer(request: HttpRequest, form: HeardForm, piece: Piece) -> HttpResponse:
    """Answer one button: on to where it leads, or the same page again with what is lacking and every word kept."""
    form.is_valid()
    here = read_place(piece, form.cleaned_data.get("place", ""))
    there = led_to(piece, here, form.cleaned_data.get("do", "")) if here else None
    if here is None or there is None:
        raise Http404
    told = form.complaint or (lacking(here, form.heard) if there.beside and not here.beside else "")
    if told:
        return _page(request, lesson(piece, here, heard=form.heard, told=told), status=422)
    stays = there.step is here.step and there.part == here.part
    heard = form.heard if stays else None
    return _page(request, lesson(piece, there, heard=heard, coached=wants_hints(request), encoder=encoder()))


def _page(request: HttpRequest, shown: Lesson, *, status: int = 200) -> HttpResponse:
    context = {
        "lesson": shown,
        "speaker": speaker_of(shown.piece),
        "me": LISTENS,
        "stages": STAGES,
        "most": MOST_FEELINGS,
        "choosing": shown.step is Step.FEEL and not shown.place.beside,
        "after": piece_after(shown.piece),
    }
    return render(request, "practice/listen.html", context, status=status)
