"""Home, Talk, and the pages of one dialogue."""

from __future__ import annotations

from django.urls import path

from withness.dialogues import views

app_name = "dialogues"
urlpatterns = [
    path("", views.home, name="home"),
    path("talk/", views.talk, name="talk"),
    path("talk/new/", views.new, name="new"),
    path("talk/oneself/", views.oneself, name="oneself"),
    path("talk/<int:dialogue_id>/", views.dialogue, name="dialogue"),
    path("talk/<int:dialogue_id>/pause/", views.pause, name="pause"),
    path("talk/<int:dialogue_id>/leave/", views.leave, name="leave"),
    path("talk/<int:dialogue_id>/draft/", views.draft, name="draft"),
    path("talk/<int:dialogue_id>/words/", views.words, name="words"),
    path("mine/thoughts/", views.thoughts, name="thoughts"),
]
