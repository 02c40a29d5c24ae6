"""Tells Django of the people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app of members, their relationships, invitations and keys."""

    name = "withness.people"
    label = "people"
