"""Reads of what somebody is writing: the drafts of a step, as they stand in its fields."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from msgspec import Struct

from withness.dialogues.glass.pieces import as_one, blocks_named
from withness.dialogues.models import Dialogue, Draft
from withness.dialogues.queries import Opened, thoughts_in_pocket
from withness.library.feelings import WORDS
from withness.people.models import Member
from withness.people.prepared import Number, Prepared, blank
from withness.protocol.script import Kind, Slot
from withness.protocol.sight import Sight
from withness.vault import Keyring

_DRAFTS = Prepared(lambda: Draft.objects.filter(member=blank("member"), dialogue=blank("dialogue")))

REST = "rest"
"""The place of what is left over when only the first part of a long text was offered."""


class Writing(Struct, frozen=True):
    """What stands in the fields of a step when its page is drawn."""

    text: str = ""
    stem: str = ""
    aloud: bool = False
    thought: int | None = None
    option_texts: Mapping[str, str] = {}
    option: str = ""
    feelings: tuple[str, ...] = ()
    thought_text: str = ""

    @property
    def own_feeling(self) -> str:
        """Give the feelings that are in no list, as they were typed."""
        return ", ".join(word for word in self.feelings if word not in WORDS)


def still_open(*, dialogue: Number, member: Number) -> QuerySet[Dialogue]:
    """Give the dialogue as long as this member can still write in it: neither it nor the space is closed or left."""
    return Dialogue.objects.filter(
        pk=dialogue,
        is_open=True,
        relationship__closed_at=None,
        relationship__memberships__member=member,
        relationship__memberships__left_at=None,
    )


def drafts_of(member: Member, dialogue: Dialogue, keyring: Keyring, *, place: str) -> dict[str, str]:
    """Read what a member was writing at a place, in the fields of its options, and the rest of a long text."""
    rows = _DRAFTS.rows(member=member.pk, dialogue=dialogue.pk)
    here = {
        row.place: bytes(row.blob)
        for row in rows
        if row.place in (place, REST) or _is_option(row.place, place)
    }
    return {each: keyring.open_own(blob, *draft_context(dialogue.pk, each)) for each, blob in here.items()}


def _is_option(place_of_draft: str, place: str) -> bool:
    return place_of_draft.startswith(place_of_option(place, ""))


def place_of_option(place: str, option: str) -> str:
    """Name the place of a draft that goes with an option of a step rather than with the step itself."""
    return f"{place}:{option}"


def in_fields_of(place: str) -> Q:
    """Ask for the drafts of a visit of a step: of its own field, and of those that belong to it."""
    return Q(place=place) | Q(place__startswith=place_of_option(place, ""))


def writing_at(here: Opened, member: Member, keyring: Keyring, *, asked: Mapping[str, str]) -> Writing:
    """Find what a member was writing: the draft of this visit, else words that came back, else the rest of a long one.

    `asked` is the page's query: a stem, saying it aloud, or a thought from the pocket to begin with.
    """
    sight, dialogue = here.sight, here.dialogue
    drafts = drafts_of(member, dialogue, keyring, place=sight.place) if _has_a_field(sight) else {}
    text, fields = drafts.get(sight.place, ""), _in_fields(drafts, sight.place)
    thought = None
    if sight.acts and sight.field and not as_one(text, fields):
        thought = number_in(asked.get("thought", ""))
        thoughts = dict(thoughts_in_pocket(member, dialogue, keyring)) if thought else {}
        text, blocks = (thoughts[thought], {}) if thought in thoughts else _come_back(here, drafts)
        fields |= blocks
    if sight.kind in (Kind.FEEL, Kind.FITS):
        return Writing(feelings=tuple(word for word in text.split(", ") if word))
    stem = asked.get("stem") or sight.stem or (sight.returned.stem if sight.returned else "")
    return Writing(
        text=text if here.by_letter else as_one(text, fields),
        stem=stem,
        aloud=asked.get("aloud") == "1" and not here.by_letter,
        thought=thought,
        option_texts=fields,
        option=asked.get("option", ""),
    )


def _has_a_field(sight: Sight) -> bool:
    """Tell whether there is anything to write into: whoever only waits has no drafts here."""
    return bool(sight.field) or any(option.words != "no" for option in sight.options)


def _in_fields(drafts: Mapping[str, str], place: str) -> dict[str, str]:
    """Give what stands in the other fields of a step: its options', and those of a letter's further pieces."""
    under = place_of_option(place, "")
    return {each.removeprefix(under): text for each, text in drafts.items() if each.startswith(under)}


def number_in(typed: str) -> int | None:
    """Read the number of a row from an address or a button; nothing for what no row can have."""
    return int(typed) if typed.isdecimal() and len(typed) < 19 else None


def _come_back(here: Opened, drafts: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Give words that were handed back to be said smaller, else what was left over from a long text."""
    returned = here.sight.returned
    if returned:
        return returned.text, blocks_named(returned.blocks)
    step = here.script.step(here.seen.step)
    return (drafts.get(REST, "") if step.gives is Slot.PIECE else "", {})


def draft_context(dialogue_id: int, place: str) -> tuple[str, int, str]:
    """What a draft is sealed to: it opens in this dialogue at this step and nowhere else."""
    return ("draft", dialogue_id, place)
