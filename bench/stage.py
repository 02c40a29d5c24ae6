"""A house to measure in: a data folder with pairs of members who are signed in, each with a dialogue."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from withness.people.models import Member, Relationship
    from withness.vault import Keyring


class Seat(NamedTuple):
    """One member at one dialogue: the dialogue's id, and the cookies of their browser."""

    dialogue_id: int
    cookies: str


def open_stage(folder: Path) -> None:
    """Point the settings at `folder`, start Django with a cheap key derivation, and make the tables."""
    os.environ["WITHNESS_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "withness.web.settings"
    import django

    from withness.web import house

    house.open_folder(folder)
    house.make_secret(folder)
    if not (folder / "keys" / "pepper.1").exists():
        house.make_pepper(folder)
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.KDF = {"mem_kib": 64, "passes": 1}
    call_command("migrate", verbosity=0, interactive=False)
    from withness.web import upkeep

    upkeep.collect_static(folder / "static")


def seats(pairs: int) -> list[Seat]:
    """Make `pairs` of two members with an open dialogue; everybody's seat, signed in and unlocked."""
    from django.db import transaction

    with transaction.atomic():
        return [seat for number in range(pairs) for seat in _pair(number)]


def _pair(number: int) -> list[Seat]:
    from withness.dialogues.models import Dialogue
    from withness.people.actions.accounts import sign_up
    from withness.people.models import Membership
    from withness.people.outcomes import SignedUp
    from withness.vault import Keyring

    people = [sign_up(f"{name} {number}", "lantern gravel pillow orbit") for name in ("Ada", "Bo")]
    ada, bo = (person for person in people if isinstance(person, SignedUp))
    relationship = _relationship(ada.member, Keyring(ada.member.pk, ada.root))
    Membership.objects.create(relationship=relationship, member=bo.member, seat=1, hue="tide", name_blob=b"")
    dialogue = Dialogue.objects.create(
        relationship=relationship, script="whole-dialogue", script_version=2, first_seat=0
    )
    return [Seat(dialogue.pk, _cookies(person.member, person.root)) for person in (ada, bo)]


def _relationship(member: "Member", keyring: "Keyring") -> "Relationship":
    from withness.people.actions.relationships import start_relationship

    return start_relationship(member, keyring, kind="spouse", palette="ember-tide", hue="ember")


def _cookies(member: "Member", root: bytes) -> str:
    from django.conf import settings
    from django.http import HttpResponse
    from django.test import RequestFactory

    from withness.people.keyring import enter
    from withness.people.sessions import SessionStore

    request, response = RequestFactory().get("/"), HttpResponse()
    request.session = SessionStore()
    enter(request, response, member, root=root)
    ticket = response.cookies[settings.SESSION_TICKET_COOKIE].value
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}; {settings.SESSION_TICKET_COOKIE}={ticket}"
