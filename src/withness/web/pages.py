"""Pages that belong to nobody and keep nothing: about, breathing, and the private safety questions."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from withness.people.cookies import give_cookie, take_cookie

HOME = "/"
LOOKS = {"": "As the device", "light": "Light", "dark": "Dark"}
"""Light or dark, as this browser chose; the device decides until then."""
LOOK_COOKIE = "look"


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what this place is, which practice it follows, and who can see what."""
    return render(request, "web/about.html", {"certificate_words": settings.CERTIFICATE_WORDS})


@require_safe
def breathe(request: HttpRequest) -> HttpResponse:
    """Offer a slow breath, and two ways to settle that leave the breath alone."""
    return render(request, "web/breathe.html", {"next": safe_next(request.GET.get("next", ""))})


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Keep light or dark for this browser, and for nobody else."""
    chosen = request.POST.get("look", "")
    response = redirect(f"{reverse('people:mine')}#look")
    if chosen in LOOKS and chosen:
        give_cookie(response, LOOK_COOKIE, chosen)
    else:
        take_cookie(response, LOOK_COOKIE)
    return response


def theme(request: HttpRequest) -> dict[str, object]:
    """Tell every page which look this browser chose, and which there are."""
    chosen = request.COOKIES.get(LOOK_COOKIE, "")
    return {"theme": chosen if chosen in LOOKS else "", "looks": LOOKS.items()}


@require_safe
@never_cache
def care(request: HttpRequest) -> HttpResponse:
    """Ask three questions whose answers are parts of the same page: nothing is asked for, posted, kept or logged."""
    next_page = safe_next(request.GET.get("next", ""))
    help_lines = getattr(settings, "HELP_LINES", ())
    words = {"next": next_page, "exit_url": settings.EXIT_URL, "help_lines": help_lines}
    return render(request, "web/care.html", words)


def safe_next(address: str) -> str:
    """The page to go on to, if it is one of ours; Home otherwise."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours else HOME
