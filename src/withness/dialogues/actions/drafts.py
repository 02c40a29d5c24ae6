"""What somebody is writing, and what they set aside: only they can open it."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from withness.dialogues.actions.outcomes import Kept, Refused, Saved, WritingElsewhere
from withness.dialogues.models import Dialogue, Draft, KeptThought, PocketedThought, kept_context
from withness.dialogues.queries import Opened
from withness.dialogues.queries.writing import draft_context, in_fields_of, still_open
from withness.people.keyring import hold_current
from withness.people.models import Member
from withness.protocol.rules import Reason
from withness.vault import Damaged, Keyring

WRITES_FOR = 30
"""Seconds for which a window counts as the one that writes, after it last saved."""
DRAFT_LIMIT = 100_000
"""Characters that a field may hold, and a thought."""


def save_draft(
    member: Member,
    keyring: Keyring,
    dialogue: Dialogue,
    *,
    place: str,
    text: str,
    writer: str,
    take_over: bool,
) -> Kept:
    """Keep what somebody is writing. One window writes at a time; another one has to take over explicitly."""
    if len(text) > DRAFT_LIMIT:
        return Refused(Reason.TOO_LONG)
    if not still_open(dialogue=dialogue.pk, member=member.pk).exists():
        return Refused(Reason.ENDED)
    with transaction.atomic():
        row = Draft.objects.filter(member=member, dialogue=dialogue, place=place).first()
        if row and writer and not take_over and _written_elsewhere(row, writer):
            return WritingElsewhere()
        write_draft(member, keyring, dialogue, place=place, text=text, writer=writer)
    return Saved()


def _written_elsewhere(row: Draft, writer: str) -> bool:
    recent = (timezone.now() - row.saved_at).total_seconds() < WRITES_FOR
    return bool(row.writer) and row.writer != writer and recent


@transaction.atomic
def write_draft(
    member: Member, keyring: Keyring, dialogue: Dialogue, *, place: str, text: str, writer: str
) -> None:
    """Seal a draft and put it into its place; without words there is none."""
    own = Draft.objects.filter(member=member, dialogue=dialogue, place=place)
    if not text.strip():
        own.delete()
        return
    hold_current(keyring)
    blob = keyring.seal_own(text, *draft_context(dialogue.pk, place))
    earlier = own.first()
    other_window = earlier is not None and earlier.writer not in ("", writer)
    older = {"older_blob": earlier.blob} if earlier and other_window else {}
    Draft.objects.update_or_create(
        member=member,
        dialogue=dialogue,
        place=place,
        defaults={"blob": blob, "writer": writer, "saved_at": timezone.now(), **older},
    )


def pocket_thought(member: Member, keyring: Keyring, dialogue: Dialogue, *, text: str) -> Saved | Refused:
    """Set a thought aside for the own turn; in Mine, once nobody can write in the dialogue any more."""
    text = text.strip()
    if not text:
        return Refused(Reason.EMPTY)
    if len(text) > DRAFT_LIMIT:
        return Refused(Reason.TOO_LONG)
    with transaction.atomic():
        hold_current(keyring)
        goes_on = still_open(dialogue=dialogue.pk, member=member.pk).exists()
        if goes_on:
            blob = keyring.seal_own(text, "pocket", dialogue.pk)
            PocketedThought.objects.create(member=member, dialogue=dialogue, blob=blob)
        else:
            _drop_the_same(member, keyring, dialogue, text)
            keep_thought(member, keyring, text)
    return Saved(in_mine=not goes_on)


def _drop_the_same(member: Member, keyring: Keyring, dialogue: Dialogue, text: str) -> None:
    """Let a draft go whose words are kept in Mine from here on: nobody is to find them there twice."""
    for draft in Draft.objects.filter(member=member, dialogue=dialogue):
        with suppress(Damaged):
            context = draft_context(draft.dialogue_id, draft.place)
            if keyring.open_own(bytes(draft.blob), *context).strip() == text:
                draft.delete()


def forget_left(member: Member, here: Opened, *, place: str) -> None:
    """Let the drafts of a step go that went on meanwhile, once their words lie in the pocket or in Mine."""
    if place not in ("", here.seen.place):
        Draft.objects.filter(in_fields_of(place), member=member, dialogue=here.dialogue).delete()


def keep_draft(member: Member, keyring: Keyring, draft: Draft) -> None:
    """Take what somebody was writing into Mine, inside a transaction that holds the keys."""
    context = draft_context(draft.dialogue_id, draft.place)
    keep_thought(member, keyring, keyring.open_own(bytes(draft.blob), *context))
    draft.delete()


def keep_thought(member: Member, keyring: Keyring, text: str) -> None:
    """Keep a thought in Mine, inside a transaction that holds the keys. It does not tell where it came from."""
    kept = KeptThought.objects.create(member=member, blob=b"")
    kept.blob = keyring.seal_own(text, *kept_context(kept))
    kept.save()


def drop_thought(thought: PocketedThought) -> None:
    """Let a thought from the pocket go."""
    thought.delete()
