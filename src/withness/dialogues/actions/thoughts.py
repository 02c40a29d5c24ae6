"""Thoughts that outlive a dialogue: taken from the pocket into Mine, where only their owner reads them."""

from __future__ import annotations

from django.db import transaction

from withness.dialogues.models import Dialogue, KeptThought, PocketedThought, kept_context
from withness.dialogues.queries import thoughts_in_pocket
from withness.people.erasing import leave_no_copy
from withness.people.keyring import hold_current
from withness.people.models import Member
from withness.vault import Keyring


@transaction.atomic
def keep_thoughts(member: Member, keyring: Keyring, dialogue: Dialogue) -> None:
    """Take what is left in the pocket along into Mine. A kept thought does not tell which dialogue it came from."""
    hold_current(keyring)
    for _, text in thoughts_in_pocket(member, dialogue, keyring):
        kept = KeptThought.objects.create(member=member, blob=b"")
        kept.blob = keyring.seal_own(text, *kept_context(kept))
        kept.save()
    PocketedThought.objects.filter(member=member, dialogue=dialogue).delete()


def bring_thoughts_home(member: Member, keyring: Keyring) -> None:
    """Take along what waits in the pockets of dialogues that closed while their owner was away."""
    closed = Dialogue.objects.filter(pocket__member=member, is_open=False).distinct()
    for dialogue in closed:
        keep_thoughts(member, keyring, dialogue)


@transaction.atomic
def let_thought_go(thought: KeptThought) -> None:
    """Remove a kept thought for good."""
    thought.delete()
    leave_no_copy()
