"""Cards with gifts, and what each of the two has of one for themselves. No row holds a word that can be read."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from withness.people.models import Relationship
from withness.people.private import register_private_records


class GiftCard(models.Model):
    """One gift between two people of a relationship: all about it, its days too, lies in its sealed blob."""

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="gift_cards")
    blob = models.BinaryField()

    def __str__(self) -> str:
        return f"gift card {self.pk}"


class GiftSide(models.Model):
    """What one of the two has of a card alone: a line that only they read, and whether they have put the card away."""

    card = models.ForeignKey(GiftCard, on_delete=models.CASCADE, related_name="sides")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="gift_sides")
    is_away = models.BooleanField(default=False)
    blob = models.BinaryField(default=bytes)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["card", "member"], name="one_side_a_member"),
        ]

    def __str__(self) -> str:
        return f"side of member {self.member_id} on gift card {self.card_id}"


def line_context(card_id: int) -> tuple[str, int]:
    """What a line of one's own is sealed to: its card."""
    return ("gift line", card_id)


register_private_records(GiftSide, context=lambda row: line_context(row.card_id))
