"""The log of a dialogue, written: one sealed row a move, added to; of what was taken back or settled, less is left."""

from __future__ import annotations

from uuid import UUID

from withness.dialogues.models import Dialogue, LoggedMove
from withness.people.prepared import PreparedInsert
from withness.protocol.moves import Move, encode
from withness.vault import Keyring

_ADD = PreparedInsert(lambda: LoggedMove)


def log_move(keyring: Keyring, dialogue: Dialogue, seq: int, *, seat: int, move: Move, move_id: UUID) -> None:
    """Seal a move and add it to the log. The newest key must be held (see `hold_newest_key`)."""
    generation = dialogue.relationship.generation
    blob = _sealed(keyring, dialogue, seq, seat=seat, move=move, generation=generation)
    _ADD.do(dialogue_id=dialogue.pk, seq=seq, move_id=move_id, seat=seat, blob=blob)


def _sealed(
    keyring: Keyring, dialogue: Dialogue, seq: int, *, seat: int, move: Move, generation: int
) -> bytes:
    written = encode(move).decode()
    return keyring.seal_shared(dialogue.relationship_id, generation, written, "move", dialogue.pk, seq, seat)


def reseal(keyring: Keyring, dialogue: Dialogue, seq: int, *, seat: int, move: Move) -> None:
    """Write less over a move, under the key it was sealed with: whoever read it before may read what is left."""
    row = LoggedMove.objects.filter(dialogue=dialogue, seq=seq)
    place = dialogue.relationship_id, dialogue.relationship.generation
    generation = keyring.generation_of(*place, bytes(row.values_list("blob", flat=True).get()))
    row.update(blob=_sealed(keyring, dialogue, seq, seat=seat, move=move, generation=generation))
