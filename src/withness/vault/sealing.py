"""Seal and open bytes, format 1: one fresh key per record, bound to the place it belongs to.

version(1) | salt(24) | commitment(16) | AES-256-GCM(padded text), associated data = PAE(the first 41 bytes, context)
key(32) | nonce(12) | commitment(16) = HKDF-SHA-256(key, salt, "withness/1/rec")
"""

import secrets
import struct
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import constant_time, hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = 1
KEY, SALT, NONCE, COMMITMENT, TAG = 32, 24, 12, 16, 16
HEAD = 1 + SALT + COMMITMENT
SHORTEST, LONGEST = 256, 1 << 20

_SHA256 = hashes.SHA256()


_COUNT = struct.Struct(">I").pack


class Locked(Exception):
    """The key given is not the one this was sealed with, or there is no key at all."""


class Damaged(Exception):
    """The right key, but the bytes or the place they are read for were changed."""


def pae(*parts: str | bytes | int) -> bytes:
    """Encode a context so that no two different contexts give the same bytes."""
    return _COUNT(len(parts)) + b"".join(
        [_measured(part) if part.__class__ is bytes else _named(part) for part in parts]
    )


def _measured(piece: bytes) -> bytes:
    return _COUNT(len(piece)) + piece


@lru_cache(maxsize=4096, typed=True)
def _named(part: str | bytes | int) -> bytes:
    """Encode what names a place, once: labels, numbers of rows and steps come again with every record."""
    return _measured(str(part).encode())


def derive(key: bytes, label: str, *, length: int = KEY, salt: bytes = b"") -> bytes:
    """Make a key for one purpose out of another key."""
    return HKDF(_SHA256, length, salt or None, b"withness/1/" + label.encode()).derive(key)


def pad(text: bytes) -> bytes:
    """Hide the length of a text: ISO 7816-4 up to a Padmé length, never under 256 bytes, at most 12 % more."""
    size = max(len(text) + 1, SHORTEST)
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (text + b"\x80").ljust((size + mask) & ~mask, b"\0")


def unpad(padded: bytes) -> bytes:
    """Undo pad."""
    text, mark, rest = padded.rpartition(b"\x80")
    if not mark or rest.strip(b"\0"):
        raise Damaged("padding")
    return text


def seal(key: bytes, text: bytes, context: bytes) -> bytes:
    """Seal a text under a key for one place; only the same key and the same place open it."""
    return seal_with(secrets.token_bytes(SALT), key, text=text, context=context)


def seal_with(salt: bytes, key: bytes, *, text: bytes, context: bytes) -> bytes:
    """Seal with a salt chosen by the caller: for test vectors; everybody else calls seal."""
    if len(key) != KEY or len(salt) != SALT or len(text) > LONGEST:
        raise ValueError("the key, the salt or the text has the wrong size")
    record_key, nonce, commitment = _record_keys(key, salt)
    head = bytes([FORMAT]) + salt + commitment
    return head + AESGCM(record_key).encrypt(nonce, pad(text), pae(head, context))


def unseal(key: bytes, blob: bytes, context: bytes) -> bytes:
    """Open what seal made. Locked: another key. Damaged: another place, or changed bytes."""
    head, body = blob[:HEAD], blob[HEAD:]
    if head[:1] != bytes([FORMAT]) or len(body) < SHORTEST + TAG:
        raise Damaged("unknown format")
    record_key, nonce, commitment = _record_keys(key, head[1 : 1 + SALT])
    if not constant_time.bytes_eq(commitment, head[1 + SALT :]):
        raise Locked
    try:
        return unpad(AESGCM(record_key).decrypt(nonce, body, pae(head, context)))
    except InvalidTag:
        raise Damaged("changed") from None


def is_sealed_with(key: bytes, blob: bytes) -> bool:
    """Tell whether a blob was sealed under this key, without opening it."""
    _, _, commitment = _record_keys(key, blob[1 : 1 + SALT])
    return constant_time.bytes_eq(commitment, blob[1 + SALT : HEAD])


def _record_keys(key: bytes, salt: bytes) -> tuple[bytes, bytes, bytes]:
    made = derive(key, "rec", length=KEY + NONCE + COMMITMENT, salt=salt)
    return made[:KEY], made[KEY : KEY + NONCE], made[KEY + NONCE :]
