"""Dialogues, their logs of sealed moves, drafts and pockets. No row holds a word that can be read without a key."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from withness.people.looks import MOST_SEATS
from withness.people.models import Relationship
from withness.people.private import register_private_records


class Dialogue(models.Model):
    """One dialogue of one relationship: which script it follows and how far its log has come.

    What it is about is sealed in its first move. A dialogue whose words were let go keeps this row, bare.
    `seated` names who sits where: its third character is the relationship's seat of who has seat 2 in this dialogue.
    `last_seq` is how far the doorbell has told: the log may be ahead of it by a letter that was opened in silence.
    Whoever comes into a circle later sits in later ones; with oneself both seats are one's own ("00").
    """

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="dialogues")
    script = models.CharField(max_length=60)
    script_version = models.PositiveSmallIntegerField(default=1)
    first_seat = models.PositiveSmallIntegerField()
    seated = models.CharField(max_length=MOST_SEATS, default="01")
    last_seq = models.PositiveIntegerField(default=0)
    ended_on = models.DateField(null=True)
    is_open = models.BooleanField(default=True)
    outcome = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["relationship"], condition=Q(is_open=True), name="one_open_dialogue"
            ),
        ]

    def __str__(self) -> str:
        return f"dialogue {self.pk}"


class Appointment(models.Model):
    """A question that somebody asked of the others in a relationship: everything about it lies in its sealed blob.

    `seat` is the asker's. `turn` counts the answers, so that of two who answer at once the slower one looks again.
    `is_open` while it waits for its first yes; once it has ended and everybody knows, the blob is empty.
    """

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="appointments")
    seat = models.PositiveSmallIntegerField()
    turn = models.PositiveIntegerField(default=1)
    is_open = models.BooleanField(default=True)
    blob = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["relationship", "seat"], condition=Q(is_open=True), name="one_open_question_each"
            ),
        ]

    def __str__(self) -> str:
        return f"appointment {self.pk}"


class LoggedMove(models.Model):
    """One accepted move, sealed under the relationship key. The log is only ever added to."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="moves")
    seq = models.PositiveIntegerField()
    move_id = models.UUIDField()
    seat = models.PositiveSmallIntegerField()
    blob = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dialogue", "seq"], name="one_move_a_seq"),
            models.UniqueConstraint(fields=["dialogue", "move_id"], name="one_move_an_id"),
        ]

    def __str__(self) -> str:
        return f"move {self.seq} of dialogue {self.dialogue_id}"


class Letter(models.Model):
    """A letter on its way: an offer sealed under the relationship key, in no log before somebody opens it.

    Until it arrives nobody but its author may learn that it is there; until it is opened its author can take it back.
    `place` is the visit of the step it was written at: it can be opened only while the dialogue still stands there.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="letters")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters")
    seat = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=60)
    move_id = models.UUIDField()
    blob = models.BinaryField()
    arrives_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dialogue", "seat"], name="one_letter_a_seat"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk} in dialogue {self.dialogue_id}"


class Draft(models.Model):
    """What somebody is writing at one visit of one step, sealed under their own key.

    `writer` is the window that writes; `older_blob` keeps what a second window had written.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=60)
    blob = models.BinaryField()
    older_blob = models.BinaryField(null=True)
    writer = models.CharField(max_length=36, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["member", "dialogue", "place"], name="one_draft_a_place"),
        ]

    def __str__(self) -> str:
        return f"draft at {self.place} of dialogue {self.dialogue_id}"


class PocketedThought(models.Model):
    """A thought set aside for one's own turn, sealed under one's own key."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pocket")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="pocket")
    blob = models.BinaryField()

    def __str__(self) -> str:
        return f"thought in the pocket of dialogue {self.dialogue_id}"


class KeptThought(models.Model):
    """A thought that outlived its dialogue, sealed under its owner's key. It does not say where it came from."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_thoughts"
    )
    blob = models.BinaryField()

    def __str__(self) -> str:
        return f"kept thought {self.pk}"


def kept_context(thought: KeptThought) -> tuple[str, int]:
    """What a kept thought is sealed to: its own row."""
    return ("kept thought", thought.pk)


register_private_records(
    Draft, blobs=("blob", "older_blob"), context=lambda row: ("draft", row.dialogue_id, row.place)
)
register_private_records(PocketedThought, context=lambda row: ("pocket", row.dialogue_id))
register_private_records(KeptThought, context=kept_context)
