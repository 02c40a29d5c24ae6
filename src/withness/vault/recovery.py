"""The recovery code: 125 bits to write on paper, forgiving when typed back."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
GROUPS, GROUP = 5, 5
_READ_AS = str.maketrans("ILO", "110")


def new_recovery_code() -> str:
    """Draw a code: five groups of five characters, 125 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def recovery_secret(typed: str) -> bytes:
    """Read a code as typed: capitals or not, spaces or not, O for 0, I and L for 1."""
    return "".join(mark for mark in typed.upper().translate(_READ_AS) if mark in ALPHABET).encode()
