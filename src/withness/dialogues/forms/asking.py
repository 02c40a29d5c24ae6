"""Validation of what the pages of asking submit, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import Any

from django import forms

from withness.dialogues.glass.times import read
from withness.people.looks import MOST_SEATS
from withness.protocol.appointment import (
    ANY_TIME,
    FURTHEST,
    LONGEST,
    LONGEST_HEADLINE,
    LONGEST_WORDS,
    NOW,
    SHORTEST,
    WARM,
    WARMEST,
    Acknowledge,
    Act,
    Agree,
    Arrive,
    Decline,
    Propose,
    Reason,
    Request,
    When,
)
from withness.protocol.moves import Pace
from withness.protocol.script import EITHER
from withness.scripts import script_named

AT = "at"
WAYS = {"now": "Now", AT: "At a time", "room": "Side by side", "letter": "By letter"}
"""When, as the page asks it: side by side is now, with one device; a letter needs no time."""
PACES = {"room": Pace.ROOM, "letter": Pace.LETTER}
GENTLE = frozenset({"appreciation", "circle-appreciation", "light"})
"""Dialogues that are something smaller already."""


NO_MOMENT = "Choose a day and a time."
NO_LETTER = "This kind is held aloud, side by side. Choose a time for it, or another kind."


class TimeForm(forms.Form):
    """A day and an hour, by the clock of who types them."""

    day = forms.DateField(
        required=False, label="Day", error_messages={"invalid": "That is not a day. Choose one."}
    )
    hour = forms.TimeField(
        required=False, label="Time", error_messages={"invalid": "That is not a time. Choose one."}
    )
    anyway = forms.BooleanField(required=False)

    def at(self, zone: tzinfo) -> int | None:
        """Give the moment as a UTC stamp, or nothing when it was left open."""
        return read(self.cleaned_data.get("day"), self.cleaned_data.get("hour"), zone=zone)


class ReminderForm(TimeForm):
    """A day and an hour at which somebody would like to think of it again: still to come, and within a year."""

    def __init__(self, *args: Any, zone: tzinfo, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone, self._now = zone, int(now.timestamp())

    def clean(self) -> None:
        """Ask for a moment that can be."""
        if {"day", "hour"} & self.errors.keys():
            return
        at = self.at(self._zone)
        if at is None:
            self.add_error("day", NO_MOMENT)
        elif not self._now < at <= self._now + FURTHEST:
            self.add_error("day", Reason.PAST if at <= self._now else Reason.TOO_FAR)

    @property
    def moment(self) -> datetime:
        """Give the moment that was chosen."""
        return datetime.fromtimestamp(self.at(self._zone) or 0, UTC)


class AskForm(TimeForm):
    """Asking for a dialogue: with whom, in which form, about what, when, and how warm it is."""

    relationship = forms.IntegerField()
    script = forms.CharField(max_length=60)
    text = forms.CharField(
        required=False,
        max_length=LONGEST_HEADLINE,
        label="What is it about?",
        error_messages={"max_length": Reason.HEADLINE.value},
    )
    when = forms.ChoiceField(choices=list(WAYS.items()), initial="now", label="When")
    minutes = forms.IntegerField(
        required=False,
        min_value=SHORTEST,
        max_value=LONGEST,
        label="Minutes",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), Reason.MINUTES.value),
    )
    heat = forms.IntegerField(required=False, min_value=0, max_value=WARMEST, label="How warm is it?")
    teller = forms.IntegerField(required=False, min_value=0, max_value=MOST_SEATS - 1)

    def __init__(self, *args: Any, offered: Iterable[str] = (), zone: tzinfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered, self._zone = frozenset(offered), zone

    def clean_script(self) -> str:
        """Take only a dialogue that is offered between these people."""
        script: str = self.cleaned_data["script"]
        if script not in self._offered:
            raise forms.ValidationError("Choose one of the dialogues here.")
        return script

    def clean(self) -> None:
        """Ask for the time when it is to be at one, and for another way when this kind is never written."""
        script = self.cleaned_data.get("script")
        if script and self.cleaned_data.get("when") == "letter" and _is_only_aloud(script):
            self.add_error("script", NO_LETTER)
        if (
            self.cleaned_data.get("when") == AT
            and not {"day", "hour"} & self.errors.keys()
            and not self.at(self._zone)
        ):
            self.add_error("day", NO_MOMENT)

    @property
    def request(self) -> Request:
        """Give what is asked for."""
        data = self.cleaned_data
        return Request(
            script=data["script"],
            minutes=data["minutes"] or script_named(data["script"]).minutes,
            headline=data["text"].strip(),
            heat=data["heat"],
            pace=_suiting(data["script"], PACES.get(data["when"], Pace.LIVE)),
            teller=data["teller"] if script_named(data["script"]).first.who == EITHER else None,
        )

    @property
    def time(self) -> When:
        """Give the time that is asked for."""
        chosen = self.cleaned_data["when"]
        if chosen == "letter":
            return ANY_TIME
        return When(self.at(self._zone) or 0) if chosen == AT else NOW

    @property
    def is_warm(self) -> bool:
        """Tell whether it would be kind to suggest something smaller first."""
        heat = self.cleaned_data["heat"]
        return heat is not None and heat > WARM and self.cleaned_data["script"] not in GENTLE


def ways_for(offered: Iterable[str]) -> dict[str, str]:
    """Give the ways in which one of these dialogues can be held: a circle writes no letters."""
    suits = {pace for name in offered for pace in script_named(name).paces or Pace}
    return {way: label for way, label in WAYS.items() if PACES.get(way, Pace.LIVE) in suits}


def _is_only_aloud(script: str) -> bool:
    return script_named(script).paces == (Pace.ROOM,)


def _suiting(script: str, wished: Pace) -> Pace:
    """Give the pace that was wished where it suits the dialogue, else the nearest: with a child, the room."""
    suits = script_named(script).paces
    nearest = Pace.LIVE if Pace.LIVE in suits else next(iter(suits), wished)
    return wished if not suits or wished in suits else nearest


class AnswerForm(TimeForm):
    """An answer to what was asked. `do` says which button was pressed, `turn` how far it was on the page."""

    do = forms.CharField(max_length=20)
    turn = forms.IntegerField(min_value=1)
    words = forms.CharField(
        required=False,
        max_length=LONGEST_WORDS,
        label="A few words",
        error_messages={"max_length": Reason.WORDS.value},
    )

    def clean(self) -> None:
        """Ask for the other half of a time: a day without an hour says nothing yet, and must not vanish."""
        told = self.cleaned_data
        half = (told.get("day") is None) != (told.get("hour") is None)
        if told.get("do") == "another" and half and not {"day", "hour"} & self.errors.keys():
            self.add_error("day", NO_MOMENT)

    def act(self, zone: tzinfo) -> Act | None:
        """Give what the pressed button does, or nothing for an unknown one."""
        acts: dict[str, Act] = {
            "yes": Agree(),
            "here": Arrive(),
            "now": Propose(NOW),
            "not": Decline(),
            "known": Acknowledge(),
        }
        if self.cleaned_data["do"] == "another":
            at = self.at(zone)
            return Propose(When(at) if at else ANY_TIME, self.cleaned_data["words"])
        return acts.get(self.cleaned_data["do"])
