"""Thoughts that outlive a dialogue: taken from the pocket into Mine, where only their owner reads them."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.db.models import Q

from withness.dialogues.actions.drafts import keep_draft, keep_thought
from withness.dialogues.models import Dialogue, Draft, KeptThought, PocketedThought
from withness.dialogues.queries import thoughts_in_pocket
from withness.people.erasing import leave_no_copy
from withness.people.keyring import hold_current
from withness.people.models import Member
from withness.vault import Damaged, Keyring


@transaction.atomic
def keep_thoughts(member: Member, keyring: Keyring, dialogue: Dialogue) -> None:
    """Take what is left in the pocket along into Mine. A kept thought does not tell which dialogue it came from."""
    hold_current(keyring)
    pocket = dict(thoughts_in_pocket(member, dialogue, keyring))
    for text in pocket.values():
        keep_thought(member, keyring, text)
    PocketedThought.objects.filter(pk__in=pocket).delete()


def bring_thoughts_home(member: Member, keyring: Keyring) -> None:
    """Take along what waits in the pockets of dialogues that are over, or that rest for good in a closed space.

    What was half written there comes along too: no page shows it any more. What was damaged stays where it lies.
    """
    over = Dialogue.objects.filter(Q(is_open=False) | Q(relationship__closed_at__isnull=False))
    for dialogue in over.filter(pocket__member=member).distinct():
        keep_thoughts(member, keyring, dialogue)
    for draft in Draft.objects.filter(member=member, dialogue__in=over).order_by("pk"):
        with suppress(Damaged), transaction.atomic():
            hold_current(keyring)
            keep_draft(member, keyring, draft)


@transaction.atomic
def let_thought_go(thought: KeptThought) -> None:
    """Remove a kept thought for good."""
    thought.delete()
    leave_no_copy()
