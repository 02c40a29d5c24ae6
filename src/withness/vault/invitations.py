"""What an invitation is carried by: a secret in a link, and a code to read out that is made from it."""

import hashlib
import secrets

CODE_ALPHABET = (
    "34679ACDEFGHJKMNPQRTUVWXY"  # nothing that looks like something else: no 0 O 1 I L 5 S 8 B 2 Z
)
CODE_LENGTH = 8


def new_link_secret() -> str:
    """Draw the secret of a link: 128 bits."""
    return secrets.token_urlsafe(16)


def code_of(link_secret: str) -> str:
    """Make the code that goes with a link: eight characters, 37 bits."""
    number = int.from_bytes(hashlib.sha256(b"withness/1/code:" + link_secret.encode()).digest(), "big")
    marks = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_ALPHABET))
        marks.append(CODE_ALPHABET[place])
    return "".join(marks)


def code_read(typed: str) -> str:
    """Read a code as typed: small letters, spaces and dashes are fine."""
    return "".join(mark for mark in typed.upper() if mark in CODE_ALPHABET)
