"""The addresses of the pages that belong to nobody."""

from django.urls import path

from withness.web import offline, pages, zone

app_name = "web"
urlpatterns = [
    path("about/", pages.about, name="about"),
    path("look/", pages.look, name="look"),
    path("zone/", zone.zone, name="zone"),
    path("breathe/", pages.breathe, name="breathe"),
    path("worker.js", offline.worker, name="worker"),
    path("site.webmanifest", offline.manifest, name="manifest"),
    path("care/", pages.care, name="care"),
]
