"""Keys, and what they seal. Bytes in, bytes out: no Django, no files but the word list, no clock.

passphrase ----Argon2id(+pepper)--> wrapping key --+
recovery code ---------HKDF-------> wrapping key --+--opens a slot--> ROOT (32 random bytes)
ROOT --> private key (own words, pins), identity key (gifts, letters)
RELATIONSHIP KEY (32 random bytes) --> one AES-256-GCM key per record
"""

from withness.vault.invitations import code_of, code_read, new_link_secret
from withness.vault.keyring import Keyring, new_root, new_ticket, page_key
from withness.vault.recovery import new_recovery_code, recovery_secret
from withness.vault.sealing import Damaged, Locked
from withness.vault.slots import (
    NO_PEPPER,
    PASSPHRASE,
    RECOVERY,
    Cost,
    PepperMissing,
    Slot,
    is_dated,
    make_slot,
    open_slot,
    passphrase_secret,
)
from withness.vault.words import is_proposal, propose_passphrase, same_words, word_list

__all__ = [
    "NO_PEPPER",
    "PASSPHRASE",
    "RECOVERY",
    "Cost",
    "Damaged",
    "Keyring",
    "Locked",
    "PepperMissing",
    "Slot",
    "code_of",
    "code_read",
    "is_dated",
    "is_proposal",
    "make_slot",
    "new_link_secret",
    "new_recovery_code",
    "new_root",
    "new_ticket",
    "open_slot",
    "page_key",
    "passphrase_secret",
    "propose_passphrase",
    "recovery_secret",
    "same_words",
    "word_list",
]
