"""The addresses of Practise: the place itself, listening alone, and each dialogue as reading."""

from django.urls import path

from withness.practice import views

app_name = "practice"
urlpatterns = [
    path("practise/", views.practise, name="practise"),
    path("practise/listening/", views.listening, name="listening"),
    path("practise/listening/<slug:name>/", views.listen, name="listen"),
    path("practise/<slug:name>/", views.script, name="script"),
    path("practise/<slug:name>/print/", views.printed, name="printed"),
]
