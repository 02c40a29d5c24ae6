"""The pages of people, one function a route."""

from withness.people.views.door import (
    begin,
    lock,
    recover,
    recovery_code,
    sign_in,
    sign_out,
    still_open,
    unlock,
    welcome,
)
from withness.people.views.mine import delete, mine, new_recovery_code, passphrase, sign_ins
from withness.people.views.us import invite, join, leave, new_us, us

__all__ = [
    "begin",
    "delete",
    "invite",
    "join",
    "leave",
    "lock",
    "mine",
    "new_recovery_code",
    "new_us",
    "passphrase",
    "recover",
    "recovery_code",
    "sign_in",
    "sign_ins",
    "sign_out",
    "still_open",
    "unlock",
    "us",
    "welcome",
]
