"""The addresses of Practise and of gifts: the place itself, listening alone, each dialogue as reading."""

from django.urls import path

from withness.practice import views

app_name = "practice"
urlpatterns = [
    path("practise/", views.practise, name="practise"),
    path("practise/listening/", views.listening, name="listening"),
    path("practise/listening/<slug:name>/", views.listen, name="listen"),
    path("practise/<slug:name>/", views.script, name="script"),
    path("practise/<slug:name>/print/", views.printed, name="printed"),
    path("us/gifts/<int:card_id>/", views.gift, name="gift"),
]
