"""What a device in the room sends: who touched what, at which visit of which step. Never a word."""

from __future__ import annotations

from typing import TypedDict
from uuid import UUID

from django import forms

from withness.people.looks import MOST_SEATS


class Touched(TypedDict):
    """One touch, as the write takes it."""

    seat: int
    act: str
    place: str
    move_id: UUID


class TouchForm(forms.Form):
    """A touch, or the wish to go back to everybody's own device."""

    do = forms.ChoiceField(choices=[("touch", "touch"), ("apart", "apart")])
    seat = forms.IntegerField(required=False, min_value=0, max_value=MOST_SEATS - 1)
    act = forms.CharField(required=False, max_length=80)
    place = forms.CharField(required=False, max_length=80)
    move_id = forms.UUIDField(required=False)

    def clean(self) -> None:
        """A touch needs all four; a page of ours always sends them."""
        told = self.cleaned_data
        needed = ("seat", "act", "place", "move_id")
        if told.get("do") == "touch" and any(told.get(name) in (None, "") for name in needed):
            raise forms.ValidationError("incomplete")

    @property
    def touched(self) -> Touched:
        """Give the touch."""
        told = self.cleaned_data
        return Touched(seat=told["seat"], act=told["act"], place=told["place"], move_id=told["move_id"])
