"""Slots: the ways to open a member's root, each a copy of it wrapped under another secret."""

import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from withness.vault.sealing import KEY, Damaged, derive, pae, seal, unseal

PASSPHRASE, RECOVERY = "passphrase", "recovery"
STRETCHED = frozenset({PASSPHRASE})
NO_PEPPER = 0
# Bounds only keep a changed row from costing an hour; that a lowered cost does not open is the context's doing.
CHEAPEST_KIB, DEAREST_KIB, MOST_PASSES = 64, 1 << 20, 10


class PepperMissing(Exception):
    """The slot was made with a pepper that is not here now; says nothing about the passphrase."""

    def __init__(self, pepper_id: int) -> None:
        super().__init__(f"pepper {pepper_id} is missing")
        self.pepper_id = pepper_id


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one guess at a passphrase is made: memory in KiB and passes of Argon2id, one lane."""

    mem_kib: int = 64 * 1024
    passes: int = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapped copy of a root, with everything but the secret that opens it."""

    kind: str
    salt: bytes
    mem_kib: int
    passes: int
    pepper_id: int
    blob: bytes


def passphrase_secret(typed: str) -> bytes:
    """Give the same bytes for the same passphrase from every keyboard (NFC, as RFC 8265); else unaltered."""
    return unicodedata.normalize("NFC", typed).encode("utf-8", "surrogatepass")


def make_slot(
    kind: str, owner: int, *, secret: bytes, root: bytes, peppers: Mapping[int, bytes], cost: Cost
) -> Slot:
    """Wrap a root so that this secret (and, for a passphrase, the newest pepper) opens it."""
    if kind in STRETCHED:
        bare = Slot(
            kind, secrets.token_bytes(16), cost.mem_kib, cost.passes, max(peppers, default=NO_PEPPER), b""
        )
    else:
        bare = Slot(kind, secrets.token_bytes(16), 0, 0, NO_PEPPER, b"")
    return replace(bare, blob=seal(wrapping_key(bare, secret, peppers=peppers), root, _context(bare, owner)))


def open_slot(slot: Slot, owner: int, *, secret: bytes, peppers: Mapping[int, bytes]) -> bytes:
    """Give the root back. Locked: another secret or pepper. Damaged: the slot was changed or moved."""
    return unseal(wrapping_key(slot, secret, peppers=peppers), slot.blob, _context(slot, owner))


def is_dated(slot: Slot, *, peppers: Mapping[int, bytes], cost: Cost) -> bool:
    """Tell whether a slot was made more cheaply, or with an older pepper, than slots are made now."""
    newest = max(peppers, default=NO_PEPPER)
    return slot.kind in STRETCHED and (
        slot.mem_kib < cost.mem_kib or slot.passes < cost.passes or slot.pepper_id < newest
    )


def wrapping_key(slot: Slot, secret: bytes, *, peppers: Mapping[int, bytes]) -> bytes:
    """Make the key that wraps the root in this slot out of the secret."""
    if slot.kind not in STRETCHED:  # 125 bits and more need no stretching and, on purpose, no pepper
        return derive(secret, "slot/" + slot.kind, salt=slot.salt)
    if not (CHEAPEST_KIB <= slot.mem_kib <= DEAREST_KIB and 1 <= slot.passes <= MOST_PASSES):
        raise Damaged("cost")
    stretch = Argon2id(
        salt=slot.salt,
        length=KEY,
        iterations=slot.passes,
        lanes=1,
        memory_cost=slot.mem_kib,
        secret=_pepper(slot.pepper_id, peppers),
    )
    return stretch.derive(secret)


def _pepper(pepper_id: int, peppers: Mapping[int, bytes]) -> bytes | None:
    if pepper_id == NO_PEPPER:
        return None
    if pepper_id not in peppers:
        raise PepperMissing(pepper_id)
    return peppers[pepper_id]


def _context(slot: Slot, owner: int) -> bytes:
    return pae("slot", owner, slot.kind, slot.salt, slot.mem_kib, slot.passes, slot.pepper_id)
