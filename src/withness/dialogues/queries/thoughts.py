"""Reads of thoughts that outlive their dialogue: in Mine, where only their owner reads them."""

from withness.dialogues.models import KeptThought, kept_context
from withness.people.models import Member
from withness.vault import Keyring


def thoughts_kept(member: Member, keyring: Keyring) -> tuple[tuple[int, str], ...]:
    """Give the thoughts a member kept, the newest first, with their ids."""
    rows = KeptThought.objects.filter(member=member).order_by("-pk")
    return tuple((row.pk, keyring.open_own(bytes(row.blob), *kept_context(row))) for row in rows)
