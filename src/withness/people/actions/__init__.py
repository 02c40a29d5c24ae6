"""Writes of people: one function a verb, one transaction each; the answer is an outcome, never an exception."""

from withness.people.actions.accounts import (
    change_passphrase,
    check_passphrase,
    end_sign_in,
    new_recovery_code,
    recover,
    sign_in,
    sign_up,
)
from withness.people.actions.going import delete_account, forget_expired
from withness.people.actions.invitations import (
    ask_to_join,
    confirm_join,
    invite,
    look_at_invitation,
    refuse_join,
    withdraw_invitation,
    withdraw_question,
)
from withness.people.actions.relationships import leave_relationship, start_relationship

__all__ = [
    "ask_to_join",
    "change_passphrase",
    "check_passphrase",
    "confirm_join",
    "delete_account",
    "end_sign_in",
    "forget_expired",
    "invite",
    "leave_relationship",
    "look_at_invitation",
    "new_recovery_code",
    "recover",
    "refuse_join",
    "sign_in",
    "sign_up",
    "start_relationship",
    "withdraw_invitation",
    "withdraw_question",
]
