"""Format 1 written a second time from its description, on bare primitives: shares no code with vault."""

import hashlib
import hmac
import struct

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def extract(salt: bytes, key: bytes) -> bytes:
    return hmac.new(salt or bytes(32), key, hashlib.sha256).digest()


def expand(key: bytes, info: bytes, length: int) -> bytes:
    out, block, turn = b"", b"", 1
    while len(out) < length:
        block = hmac.new(key, block + info + bytes([turn]), hashlib.sha256).digest()
        out, turn = out + block, turn + 1
    return out[:length]


def hkdf(key: bytes, info: bytes, *, length: int = 32, salt: bytes = b"") -> bytes:
    return expand(extract(salt, key), info, length)


def pae(*parts: str | int | bytes) -> bytes:
    pieces = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
    return struct.pack(">I", len(pieces)) + b"".join(struct.pack(">I", len(p)) + p for p in pieces)


def public_of(identity: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(identity).public_key().public_bytes_raw()


def open_record(key: bytes, blob: bytes, context: bytes) -> bytes:
    head, body = blob[:41], blob[41:]
    made = hkdf(key, b"withness/1/rec", length=60, salt=head[1:25])
    assert head[0] == 1
    assert made[44:] == head[25:]
    padded = AESGCM(made[:32]).decrypt(made[32:44], body, pae(head, context))
    return padded[: padded.rindex(b"\x80")]


def open_gift(identity: bytes, gift: bytes, info: bytes) -> bytes:
    """RFC 9180, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, by hand."""
    sent, body = gift[:32], gift[32:]
    shared = X25519PrivateKey.from_private_bytes(identity).exchange(X25519PublicKey.from_public_bytes(sent))
    kem = b"KEM" + struct.pack(">H", 0x20)
    suite = b"HPKE" + struct.pack(">HHH", 0x20, 1, 2)
    prk = labeled_extract(kem, b"", b"eae_prk", shared)
    secret = labeled_expand(kem, prk, b"shared_secret", info=sent + public_of(identity), length=32)
    schedule = (
        b"\0"
        + labeled_extract(suite, b"", b"psk_id_hash", b"")
        + labeled_extract(suite, b"", b"info_hash", info)
    )
    top = labeled_extract(suite, secret, b"secret", b"")
    key = labeled_expand(suite, top, b"key", info=schedule, length=32)
    nonce = labeled_expand(suite, top, b"base_nonce", info=schedule, length=12)
    return AESGCM(key).decrypt(nonce, body, b"")


def labeled_extract(suite: bytes, salt: bytes, label: bytes, key: bytes) -> bytes:
    return extract(salt, b"HPKE-v1" + suite + label + key)


def labeled_expand(suite: bytes, key: bytes, label: bytes, *, info: bytes, length: int) -> bytes:
    return expand(key, struct.pack(">H", length) + b"HPKE-v1" + suite + label + info, length)
