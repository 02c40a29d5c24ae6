"""Validation of what the dialogue pages submit: from fields to a move, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms

from withness.dialogues.actions import DRAFT_LIMIT
from withness.dialogues.glass.hints import Asked
from withness.dialogues.glass.pieces import BLOCK, as_one, blocks_in
from withness.dialogues.queries.writing import Writing, place_of_option
from withness.protocol.moves import (
    ChangePace,
    Choose,
    Close,
    Leave,
    Move,
    Offer,
    Pace,
    Pause,
    Ready,
    Resume,
    TakeBack,
)

WITHOUT_WORDS: dict[str, type[Ready | TakeBack | Resume | Close]] = {
    "ready": Ready,
    "take_back": TakeBack,
    "resume": Resume,
    "close": Close,
}
IN_EVERY_STEP = frozenset({"resume", "close", "leave", "pause", "pace"})
"""Moves that fit wherever the dialogue stands, so the page they come from need not be the newest."""


class Text(forms.CharField):
    """A person's words: nothing is stripped or rewritten but the line ends of the form, which become plain ones."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, widget=forms.Textarea, **kwargs)

    def to_python(self, value: Any) -> str:
        """Give the words with plain line ends; a character no page can carry is left out."""
        return str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class MoveForm(forms.Form):
    """One submitted step. `do` says which button was pressed, `place` which visit of which step the page showed."""

    do = forms.CharField(max_length=160)
    move_id = forms.UUIDField(required=False)
    place = forms.CharField(max_length=60, required=False)
    stem = forms.CharField(max_length=120, required=False)
    text = Text()
    aloud = forms.BooleanField(required=False)
    own_feeling = forms.CharField(max_length=200, required=False)
    thought = forms.IntegerField(required=False)
    thought_text = Text()
    keep_thoughts = forms.BooleanField(required=False)
    writer = forms.CharField(max_length=36, required=False)
    at = forms.CharField(max_length=60, required=False)
    quote = Text()
    hinted = forms.CharField(max_length=200, required=False)
    left = forms.CharField(max_length=200, required=False)

    def clean_text(self) -> str:
        """Refuse only what no step could ever take; the script's own limit is checked by the rules."""
        text: str = self.cleaned_data["text"]
        if len(text) > DRAFT_LIMIT:
            raise forms.ValidationError("That is more than one page can carry. Please shorten it first.")
        return text

    @property
    def verb(self) -> str:
        """Give the first half of the button's value ("choose" of "choose:got_it")."""
        return str(self.data.get("do", "")).partition(":")[0]

    @property
    def about(self) -> str:
        """Give the second half of the button's value."""
        return str(self.data.get("do", "")).partition(":")[2]

    @property
    def feelings(self) -> tuple[str, ...]:
        """Give the ticked feelings and the own words, each once, in their order."""
        ticked = self.data.getlist("feelings") if hasattr(self.data, "getlist") else []
        own = str(self.data.get("own_feeling") or "").split(",")
        cleaned = (" ".join(word.split()) for word in (*ticked, *own))
        return tuple(dict.fromkeys(word for word in cleaned if word))

    @property
    def words(self) -> str:
        """Give the words that go with the pressed button: an option has a field of its own."""
        if self.verb != "choose":
            return as_one(str(self.cleaned_data["text"]), self.option_texts)
        return self.option_texts.get(self.about, "")

    @property
    def option_texts(self) -> dict[str, str]:
        """Give what stands in the fields of the options, by option, and in those of a letter's further pieces."""
        return {
            key.removeprefix("text_"): str(value).replace("\r\n", "\n").replace("\r", "\n")
            for key, value in self.data.items()
            if key.startswith(("text_", BLOCK))
        }

    @property
    def all_words(self) -> tuple[str, ...]:
        """Give everything typed on the page, field by field: a letter's pieces as one, the pocket's thought last."""
        options = (text for name, text in self.option_texts.items() if not name.startswith(BLOCK))
        fields = (as_one(self.cleaned_data["text"], self.option_texts), *options)
        return tuple(each for each in (*fields, self.cleaned_data["thought_text"]) if each.strip())

    def drafts(self) -> dict[str, str]:
        """Give everything typed on the page, by the place it belongs to."""
        place = str(self.cleaned_data["place"])
        if not place:
            return {}
        typed = {place_of_option(place, option): text for option, text in self.option_texts.items()}
        if "text" in self.data:
            typed[place] = str(self.cleaned_data["text"])
        elif self.feelings or "own_feeling" in self.data:
            typed[place] = ", ".join(self.feelings)
        return typed

    @property
    def typed(self) -> dict[str, str]:
        """Give everything that stands in the fields for words, by the name of the field; the one written in first."""
        data = getattr(self, "cleaned_data", {})
        fields = {
            f"text_{name}": text for name, text in self.option_texts.items() if not name.startswith(BLOCK)
        }
        fields |= {name: text for name, text in self.option_texts.items() if name.startswith(BLOCK)}
        fields = {"text": str(data.get("text", "")), **fields}
        return dict(sorted(fields.items(), key=lambda each: each[0] != data.get("at")))

    @property
    def everything(self) -> dict[str, str]:
        """Give the same with what stands in the small fields: a feeling of one's own, a thought for the pocket."""
        small = {name: str(self.data.get(name, "")) for name in ("own_feeling", "thought_text")}
        return {**self.typed, **small}

    @property
    def asked(self) -> Asked:
        """Give which hints this page has brought already, by their numbers."""
        return Asked(numbers_in(self.cleaned_data["hinted"]), numbers_in(self.cleaned_data["left"]))

    def writing(self, asked: dict[str, str]) -> Writing:
        """Give back everything that was typed, for the page that shows it again."""
        data = getattr(self, "cleaned_data", {})
        return Writing(
            text=str(self.data.get("text", "")),
            stem=str(data.get("stem") or asked.get("stem", "")),
            aloud=self.verb == "aloud",
            thought=data.get("thought"),
            option_texts=self.option_texts,
            option=self.about if self.verb == "choose" else "",
            feelings=self.feelings,
            thought_text=str(self.data.get("thought_text", "")),
        )

    @property
    def offer(self) -> Offer:
        """Give the words of the page, a letter's in their pieces."""
        data = self.cleaned_data
        first, *blocks = blocks_in({f"{BLOCK}0": data["text"], **self.option_texts}) or ("",)
        return Offer(first, stem=_unless_typed(data["stem"], first), blocks=tuple(blocks))

    def move(self, *, now: datetime) -> Move | None:
        """Give the move of the pressed button, or nothing for an unknown one. A pause is counted from `now`."""
        data = self.cleaned_data
        match self.verb:
            case "offer":
                feelings = self.feelings
                text = "" if feelings else data["text"]
                return Offer(text, stem=_unless_typed(data["stem"], text), feelings=feelings)
            case "aloud":
                return Offer(stem=data["stem"], aloud=True)
            case "choose":
                return Choose(self.about, text=self.words)  # the stem on the page belongs to its field
            case "deeper":
                option, _, stem = self.about.partition(":")
                return Choose(option, stem=stem)
            case "choose_aloud":
                return Choose(self.about, aloud=True)
            case "leave":
                return Leave(note=data["text"])
            case "pace" if self.about in set(Pace):
                return ChangePace(Pace(self.about))
            case "pause":
                return _pause(self.about, now)
            case verb if verb in WITHOUT_WORDS:
                return WITHOUT_WORDS[verb]()
        return None


def _unless_typed(stem: str, text: str) -> str:
    """Leave out the beginning that stands over a field where somebody typed it too: nobody says it twice."""
    return "" if text.lstrip().casefold().startswith(stem.casefold()) else stem


def numbers_in(listed: str) -> frozenset[int]:
    """Read a list of small numbers ("3,7"); anything else in it is passed over."""
    return frozenset(
        int(each) for each in listed.split(",") if each.isascii() and each.isdigit() and len(each) < 4
    )


def _pause(minutes: str, now: datetime) -> Pause | None:
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) < 6):
        return None
    until = now + timedelta(minutes=int(minutes))
    return Pause(int(minutes), until=int(until.timestamp()))
