"""Home and Talk."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from msgspec import Struct

from withness.dialogues.actions.letters import bring_letters_home
from withness.dialogues.actions.settling import shared_and_settled
from withness.dialogues.actions.thoughts import bring_thoughts_home
from withness.dialogues.glass.pacing import Wish, pacing_of
from withness.dialogues.glass.page import Glass
from withness.dialogues.queries.asked import Asked, asked_among
from withness.dialogues.queries.spaces import Shared
from withness.dialogues.queries.writing import number_in
from withness.dialogues.views.frame import glass_of, member_of, now
from withness.people.access import relationships_of
from withness.people.keyring import keyring_of
from withness.people.queries import Person, own_name
from withness.scripts import script_named
from withness.vault import Keyring

SMALL_TALKS = ("short-form", "colleague")


@require_GET
def home(request: HttpRequest) -> HttpResponseBase:
    """Give Home with the one thing that is due, or the welcome for somebody who is not signed in."""
    if not request.user.is_authenticated:
        return render(request, "people/welcome.html")
    return _places(request, "dialogues/home.html")


@require_GET
@login_required
def talk(request: HttpRequest) -> HttpResponse:
    """Give Talk: what is open, how to begin, and what was kept."""
    return _places(request, "dialogues/talk.html")


class Card(Struct, frozen=True):
    """What is due between some people: a dialogue that is open, else what is asked; the rest stands small below."""

    shared: Shared
    glass: Glass | None
    asked: tuple[Asked, ...]
    wishes: tuple[Wish, ...] = ()

    @property
    def first(self) -> Asked | None:
        """Give the question the card is about."""
        return None if self.glass or not self.asked else self.asked[0]

    @property
    def more(self) -> tuple[Asked, ...]:
        """Give the questions beside it."""
        return self.asked if self.glass else self.asked[1:]

    @property
    def mark(self) -> str:
        """Name how things stand, so that Home notices news."""
        return ".".join((self.shared.mark, *(each.mark for each in self.asked)))


def _card(shared: Shared, keyring: Keyring) -> Card:
    glass = glass_of(shared.open) if shared.open else None
    asked: tuple[Asked, ...] = ()
    if shared.is_open:
        asked = asked_among(shared.relationship, keyring, shared.people, now=now())
    return Card(shared, glass, asked, pacing_of(shared.open).theirs if shared.open else ())


def _met(request: HttpRequest, shared: Iterable[Shared]) -> tuple[Person, ...]:
    """Give who else is in a space that somebody has just come into: both are led here by the yes."""
    met = number_in(request.GET.get("met", ""))
    return next((each.others for each in shared if each.is_open and each.relationship.pk == met), ())


def _small_talk(shared: Iterable[Shared]) -> str:
    """Name the short dialogue that Home offers: one that fits what people are to each other."""
    fitting = {name for each in shared if each.is_open for name in each.relationship.kind_of.scripts}
    return next((name for name in SMALL_TALKS if name in fitting), SMALL_TALKS[0])


def _for_letters(shared: Iterable[Shared]) -> bool:
    """Tell whether a letter can go anywhere: letters are for two, and a circle is more. Who has nobody yet may look."""
    spaces = [each for each in shared if each.is_open and not each.is_own]
    return not spaces or any(len(each.others) < 2 for each in spaces)


def _places(request: HttpRequest, template: str) -> HttpResponse:
    member, keyring = member_of(request), keyring_of(request)
    bring_thoughts_home(member, keyring)
    told = bring_letters_home(member, keyring)
    shared = shared_and_settled(member, keyring, relationships_of(member), today=timezone.now().date())
    cards = [_card(each, keyring) for each in shared]
    context = {
        "name": own_name(member, keyring),
        "shared": cards,
        "told": told,
        "met": _met(request, shared),
        "due": ".".join(each.mark for each in cards) or "nothing",
        "small_talk": script_named(_small_talk(shared)),
        "for_letters": _for_letters(shared),
    }
    return render(request, template, context)
