"""The addresses of the pages that belong to nobody."""

from django.urls import path

from withness.web import pages

app_name = "web"
urlpatterns = [
    path("about/", pages.about, name="about"),
    path("look/", pages.look, name="look"),
    path("breathe/", pages.breathe, name="breathe"),
    path("care/", pages.care, name="care"),
    path("care/clear/", pages.care_clear, name="care_clear"),
    path("care/some/", pages.care_some, name="care_some"),
    path("care/rather-not/", pages.care_rather_not, name="care_rather_not"),
]
