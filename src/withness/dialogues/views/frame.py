"""What the views of a dialogue share: who asks, how a dialogue is drawn, and the way back to its page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from withness.dialogues import queries
from withness.dialogues.access import dialogue_for
from withness.dialogues.actions import Saved, pocket_thought
from withness.dialogues.actions.drafts import forget_left
from withness.dialogues.actions.letters import STAYS, bring_home
from withness.dialogues.actions.settling import day_to_settle, opened_and_settled
from withness.dialogues.forms.steps import MoveForm
from withness.dialogues.glass.pacing import pacing_of
from withness.dialogues.glass.page import Glass, glass
from withness.dialogues.glass.strand import strand_of
from withness.dialogues.glass.turned_down import was_turned_down
from withness.dialogues.models import Dialogue
from withness.dialogues.queries import Opened
from withness.dialogues.queries.letters import (
    BLANK,
    pieces_of,
    post_of,
    sealed_words,
    side_by_side,
    to_mirror,
    waits_for_a_letter,
)
from withness.dialogues.queries.seats import is_with_oneself
from withness.dialogues.queries.writing import Writing, writing_at
from withness.dialogues.views import beside
from withness.hub import Presence, hub
from withness.people.keyring import keyring_of, page_key_of
from withness.people.models import Member
from withness.people.views.shared import me
from withness.vault import Keyring

TALKING = "talking"
"""Where a session remembers the dialogue in which this person speaks instead of writing."""
MOVED_ON = "It moved on while you were writing."
IN_POCKET = "Your words are kept in your pocket."
IN_MINE = "Your words are kept in Mine, with your thoughts."
ANOTHER = "This one is open between you already. There is time for the other one when it is done."


def now() -> int:
    """Give this moment as a UTC stamp, in seconds."""
    return int(timezone.now().timestamp())


def member_of(request: HttpRequest) -> Member:
    """Give the member who asks."""
    return me(request)


def page(
    request: HttpRequest,
    found: Dialogue,
    *,
    status: int = 200,
    form: MoveForm | None = None,
    told: str = "",
    carried: beside.Carried | None = None,
) -> HttpResponse:
    """Draw the page of a dialogue; with a form, everything that was typed stands in it again."""
    member, keyring = member_of(request), keyring_of(request)
    here = opened_and_settled(found, keyring, member, today=timezone.now().date())
    if not here.by_letter:  # whoever reads a letter is seen by nobody
        hub().glimpse(found.pk, member.pk)
    asked = {key: str(value) for key, value in request.GET.items()} | (
        {"stem": carried.stem} if carried else {}
    )
    if back := bring_home(member, keyring, here):
        told, asked = told or back.told, asked | ({"stem": back.stem} if back.stem else {})
    if asked.get("led") == str(here.seen.seq):
        told = told or ANOTHER
    talking = request.session.get(TALKING) == found.pk
    writing = (
        form.writing(asked)
        if form
        else writing_at(here, member, keyring, asked={"aloud": "1"} | asked if talking else asked)
    )
    context = {
        "here": here,
        "glass": glass_of(here, writing),
        "writing": writing,
        "talking": talking,
        "thoughts": SimpleLazyObject(lambda: queries.thoughts_in_pocket(member, found, keyring)),
        "move_id": (form and form.cleaned_data.get("move_id")) or uuid4(),
        "pocket_open": asked.get("pocket") == "1",
        "told": told,
        "stays": told == STAYS.told,
        "coached": beside.wants_hints(request),
        "turned_down": beside.wants_hints(request) and was_turned_down(here),
        "page_key": page_key_of(request),
        "settles_on": day_to_settle(here),
        "pacing": pacing_of(here),
    }
    if carried:
        context |= carried._asdict()
    if here.by_letter:
        context |= _slowly(here, keyring, writing, asked=asked)
    return render(request, "dialogues/dialogue.html", context, status=status, using="jinja2")


def _slowly(
    here: Opened, keyring: Keyring, writing: Writing, *, asked: Mapping[str, str]
) -> dict[str, object]:
    """Give what a page by letter shows beside the step: the letter's pieces, the sealed one, the strand of turns."""
    more = "more" in asked
    pieces = pieces_of(here, writing.option_texts, first=writing.text, more=more)
    post = post_of(here, now=timezone.now())
    return {
        "pieces": pieces,
        "waits_for_a_letter": waits_for_a_letter(here, now=timezone.now()),
        "blank_piece": BLANK,
        "answers": len(to_mirror(here)) > 1,
        "new_piece": pieces[-1].name if more else asked.get("piece", ""),
        "post": post,
        "pairs": side_by_side(here),
        "sealed": sealed_words(here, keyring),
        "strand": strand_of(here, sealed=post.look == "sealed", arrived=post.look == "arrived"),
    }


def glass_of(here: Opened, writing: Writing | None = None) -> Glass:
    """Draw what a member sees of a dialogue at this moment."""
    topic, other, now = here.dialogue.pk, here.counterpart, timezone.now()
    around, post = hub().here(topic), post_of(here, now=now)
    apart = here.by_letter or is_with_oneself(here.dialogue)  # nobody learns who looks at a letter, and when
    return glass(
        post.over(here.sight),
        here.people,
        other=other,
        presence=Presence.HERE if apart else hub().presence(topic, other.member_id or 0),
        absent=() if apart else tuple(each for each in here.others if each.member_id not in around),
        now=now,
        instead=post.look,
        frozen=here.frozen,
        oneself=is_with_oneself(here.dialogue),
        typed=writing.option_texts if writing else None,
    )


def overtaken(request: HttpRequest, found: Dialogue, form: MoveForm, *, told: str = MOVED_ON) -> HttpResponse:
    """Show where it stands now, and say where the words are that were on their way."""
    member, keyring = member_of(request), keyring_of(request)
    kept = [pocket_thought(member, keyring, found, text=words) for words in form.all_words]
    if saved := next((each for each in kept if isinstance(each, Saved)), None):
        told = f"{told} {IN_MINE if saved.in_mine else IN_POCKET}"
        here = queries.opened(dialogue_for(member, found.pk), keyring, member)
        forget_left(member, here, place=form.cleaned_data["place"])
    return page(request, dialogue_for(member, found.pk), status=409, told=told)


def there(found: Dialogue, **query: str) -> HttpResponse:
    """Lead to the page of a dialogue."""
    address = reverse("dialogues:dialogue", args=[found.pk])
    asked = urlencode({key: value for key, value in query.items() if value})
    return redirect(f"{address}?{asked}" if asked else address)
