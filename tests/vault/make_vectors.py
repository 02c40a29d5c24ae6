"""Write vectors.json anew, only when a format is added: python tests/vault/make_vectors.py."""

import json
from pathlib import Path

from withness import vault
from withness.vault import sealing, slots

ROOT, PEPPER, KEY = bytes(range(32)), b"\x11" * 32, b"\x22" * 32
PASSPHRASE, CODE = "four words long phrasé", "ABCDE-FGHJK-MNPQR-STVWX-YZ012"


def vectors() -> dict[str, object]:
    ada, bo = vault.Keyring(1, ROOT), vault.Keyring(2, ROOT[::-1])
    ada.pin(7, 1, KEY)
    return {
        "format": 1,
        "keys": {
            "root": ROOT.hex(),
            "private": sealing.derive(ROOT, "private").hex(),
            "identity": sealing.derive(ROOT, "x25519").hex(),
            "public": ada.public_key.hex(),
        },
        "pae": {"parts": ["rec", 7, 1, "move"], "bytes": sealing.pae("rec", 7, 1, "move").hex()},
        "record": record("rec", 7, 1, "move", 3, 12, 0),
        "passphrase": {
            "typed": PASSPHRASE,
            "salt": "44" * 16,
            "mem_kib": 65536,
            "passes": 3,
            "pepper": PEPPER.hex(),
            "key": wrapping_key("passphrase", b"\x44" * 16, vault.passphrase_secret(PASSPHRASE)),
        },
        "recovery": {
            "code": CODE,
            "salt": "55" * 16,
            "key": wrapping_key("recovery", b"\x55" * 16, vault.recovery_secret(CODE)),
        },
        "gift": {
            "relationship_id": 7,
            "generation": 1,
            "to": 2,
            "identity": sealing.derive(ROOT[::-1], "x25519").hex(),
            "public": bo.public_key.hex(),
            "gift": ada.give(7, 1, to=2, public_key=bo.public_key).hex(),
            "key": KEY.hex(),
        },
        "same_words": {
            "code": "7K4M9QRT",
            "words": list(
                vault.same_words(ada.public_key, bo.public_key, relationship_id=7, code="7K4M9QRT")
            ),
        },
    }


def record(*context: str | int) -> dict[str, str]:
    place, salt = sealing.pae(*context), b"\x33" * 24
    blob = sealing.seal_with(salt, KEY, text=b"I hear you.", context=place)
    return {"key": KEY.hex(), "context": place.hex(), "text": "I hear you.", "blob": blob.hex()}


def wrapping_key(kind: str, salt: bytes, secret: bytes) -> str:
    dear = kind == "passphrase"
    slot = vault.Slot(kind, salt, 65536 * dear, 3 * dear, 1 * dear, b"")
    return slots.wrapping_key(slot, secret, peppers={1: PEPPER}).hex()


if __name__ == "__main__":
    where = Path(__file__).with_name("vectors.json")
    where.write_text(json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
