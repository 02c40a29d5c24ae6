"""Reads of thoughts that outlive their dialogue: in Mine, where only their owner reads them."""

from contextlib import suppress

from withness.dialogues.models import KeptThought, kept_context
from withness.people.models import Member
from withness.vault import Damaged, Keyring


def thoughts_kept(member: Member, keyring: Keyring) -> tuple[tuple[int, str], ...]:
    """Give the thoughts a member kept, the newest first, with their ids; what was damaged is passed over."""
    found = []
    for row in KeptThought.objects.filter(member=member).order_by("-pk"):
        with suppress(Damaged):
            found.append((row.pk, keyring.open_own(bytes(row.blob), *kept_context(row))))
    return tuple(found)
