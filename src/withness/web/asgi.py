"""The switchboard: live streams on the event loop, every page in Django's worker threads, one process."""

import os

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application
from starlette.applications import Starlette
from starlette.routing import Mount

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "withness.web.settings")

PAGE_THREADS = 10

pages = WSGIMiddleware(get_wsgi_application(), workers=PAGE_THREADS)
application = Starlette(routes=[Mount("/", app=pages)])
