"""What pages of listening and of gifts send: checked for its shape. Of listening nothing is kept."""

from __future__ import annotations

from django import forms

from withness.library.feelings import WORDS
from withness.practice.gifts import Act, GiveAgain, LetRest, MakeSmaller, Notice
from withness.practice.listening import INSTEAD, Heard

LONGEST = 2000


class HeardForm(forms.Form):
    """Where somebody is, the button they pressed, and the words they found."""

    place = forms.CharField(max_length=40)
    do = forms.CharField(max_length=120)
    stem = forms.CharField(max_length=120, required=False)
    text = forms.CharField(
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": "That is a lot to carry at once. Make it a little shorter."},
    )
    feelings = forms.MultipleChoiceField(choices=[(word, word) for word in sorted(WORDS)], required=False)
    own_feeling = forms.CharField(max_length=60, required=False)

    @property
    def heard(self) -> Heard:
        """Give what was found, as far as it can be read; a beginning that was just chosen is the new stem."""
        told, do = self.cleaned_data, str(self.cleaned_data.get("do", ""))
        return Heard(
            stem=do.removeprefix("stem:") if do.startswith("stem:") else told.get("stem", ""),
            text=str(told.get("text", self.data.get("text", ""))),
            feelings=tuple(told.get("feelings", ())),
            own_feeling=told.get("own_feeling", ""),
            instead=INSTEAD.get(do, ""),
        )

    @property
    def complaint(self) -> str:
        """Say what is wrong with the words, in one sentence."""
        return next(
            (str(each) for name in ("text", "own_feeling", "feelings") for each in self.errors.get(name, ())),
            "",
        )


class GiftForm(forms.Form):
    """What somebody does with a gift: the button they pressed, with the words or the weeks beside it."""

    do = forms.CharField(max_length=20)
    text = forms.CharField(required=False)
    line = forms.CharField(required=False)
    weeks = forms.IntegerField(required=False)

    @property
    def act(self) -> Act | None:
        """Give what the pressed button does with the card itself, or nothing for another one."""
        acts: dict[str, Act] = {
            "noticed": Notice(),
            "smaller": MakeSmaller(self.cleaned_data["text"]),
            "again": GiveAgain(self.cleaned_data["weeks"] or 0),
            "rest": LetRest(),
        }
        return acts.get(self.cleaned_data["do"])
