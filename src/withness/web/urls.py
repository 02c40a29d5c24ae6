"""The table of contents: which app answers under which address."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("withness.dialogues.urls")),  # first: they are asked for at every turn
    path("", include("withness.web.page_urls")),
    path("", include("withness.people.urls")),
    path("", include("withness.practice.urls")),
]
