"""The switchboard: live streams on the event loop, every page in Django's worker threads, one process."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.core.wsgi import get_wsgi_application
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from withness.web.bridge import Pages

PAGE_THREADS = 6
CHECK_THREADS = 4
SORRY = "Something went wrong on our side. Go back: your words are still there."


def switchboard() -> Starlette:
    """The whole application: /live/<dialogue>/ to the doorbell, everything else to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "withness.web.settings")
    pages = Pages(get_wsgi_application(), threads=PAGE_THREADS)  # first: it sets Django up
    _wake_model()
    return Starlette(
        routes=[Route("/live/{dialogue:int}/", _doorbell()), Mount("/", app=pages)],
        exception_handlers={500: last_resort},
    )


def _wake_model() -> None:
    """Let the coach's sentence model be loaded later on, if there is one and the coach is wanted here."""
    from django.conf import settings

    from withness.semantic.loading import begin

    if settings.COACH:
        begin()


def last_resort(request: Request, fault: Exception) -> Response:
    """What to say when even the page about a fault could not be made; the journal has where it happened."""
    from withness.web import security

    return PlainTextResponse(SORRY, 500, security.fixed_headers() | {"Cache-Control": "no-store"})


def _doorbell() -> ASGIApp:
    from django.conf import settings  # these need Django set up, which happens above

    from withness.hub import hub
    from withness.web import live, security
    from withness.web.door import door

    return live.Doorbell(
        hub(),
        door,
        checks=ThreadPoolExecutor(CHECK_THREADS, thread_name_prefix="checks"),
        cookies=live.Cookies(settings.SESSION_COOKIE_NAME, settings.SESSION_TICKET_COOKIE),
        headers=security.fixed_headers() | {"Cache-Control": "no-store"},
        per_member=settings.STREAMS_PER_MEMBER,
    )
