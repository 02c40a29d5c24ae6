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
    path("talk/asked/<int:appointment_id>/", views.asked, name="asked"),
    path("talk/asked/<int:appointment_id>/ready/", views.ready, name="ready"),
    path("talk/asked/<int:appointment_id>/calendar.ics", views.calendar, name="calendar"),
    path("talk/<int:dialogue_id>/", views.dialogue, name="dialogue"),
    path("talk/<int:dialogue_id>/ready/", views.ready_for, name="ready_for"),
    path("talk/<int:dialogue_id>/pause/", views.pause, name="pause"),
    path("talk/<int:dialogue_id>/leave/", views.leave, name="leave"),
    path("talk/<int:dialogue_id>/letter/", views.letter, name="letter"),
    path("talk/<int:dialogue_id>/seal/", views.seal, name="seal"),
    path("talk/<int:dialogue_id>/remind/", views.remind, name="remind"),
    path("talk/<int:dialogue_id>/pace/", views.pace, name="pace"),
    path("talk/<int:dialogue_id>/draft/", views.draft, name="draft"),
    path("talk/<int:dialogue_id>/kept/", views.kept, name="kept"),
    path("talk/<int:dialogue_id>/words/", views.words, name="words"),
    path("talk/<int:dialogue_id>/room/", views.aloud, name="room"),
    path("room/", views.decks, name="decks"),
    path("room/<slug:name>/", views.deck, name="deck"),
    path("us/<int:relationship_id>/room/", views.decks_of_us, name="decks_of_us"),
    path("us/<int:relationship_id>/room/<slug:name>/", views.deck_of_us, name="deck_of_us"),
    path("mine/hints/", views.hints, name="hints"),
    path("mine/thoughts/", views.thoughts, name="thoughts"),
]
