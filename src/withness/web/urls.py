"""The table of contents: which app answers under which address."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

APPS = ("withness.web.page_urls", "withness.people.urls", "withness.dialogues.urls", "withness.practice.urls")

urlpatterns: list[URLPattern | URLResolver] = [path("", include(app)) for app in APPS if find_spec(app)]
