"""Come in, come back, change the ways in, go."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from withness import vault
from withness.hub import hub
from withness.people.attempts import forget_tries, note_wrong_try, seconds_to_wait
from withness.people.digests import handle_of
from withness.people.erasing import leave_no_copy
from withness.people.generations import hold_spaces_of, renew_every_key
from withness.people.keyring import are_current, new_slot, open_root, put_slot, renew_slot
from withness.people.models import KeySlot, Member, SignIn, random_id
from withness.people.outcomes import NewCode, PassphraseChanged, Recovered, Refused, SignedIn, SignedUp
from withness.people.private import rewrite_everything
from withness.people.queries import lost_peppers, own_name


@sensitive_variables()
def sign_up(name: str, passphrase: str) -> SignedUp | Refused:
    """Make a member with a passphrase and a recovery code."""
    member = Member(id=random_id(), handle=handle_of(name), created_on=timezone.now().date())
    if Member.objects.filter(handle=member.handle).exists():
        return Refused("taken")
    root, code = vault.new_root(), vault.new_recovery_code()
    keyring = vault.Keyring(member.pk, root)
    member.public_key = keyring.public_key
    member.name_blob = keyring.seal_own(" ".join(name.split()), "name")
    slots = [_passphrase_slot(member.pk, passphrase, root), _recovery_slot(member.pk, code, root)]
    try:
        _store(member, slots)
    except IntegrityError:  # somebody took the name in between
        return Refused("taken")
    return SignedUp(member, root, code)


def _store(member: Member, slots: list[vault.Slot]) -> None:
    with transaction.atomic():
        member.save(force_insert=True)
        for slot in slots:
            put_slot(member.pk, slot)


@sensitive_variables()
def sign_in(name: str, passphrase: str, *, place: str) -> SignedIn | Refused:
    """Find a member by name and passphrase; an unknown name gets the same answer for the same work."""
    if wait := seconds_to_wait(place):
        return Refused("slow", wait_for=wait)
    member = Member.objects.filter(handle=handle_of(name)).first()
    if member is None:
        return _refuse_stranger(passphrase, place)
    return _opened(member, passphrase, place)


@sensitive_variables()
def check_passphrase(member: Member, passphrase: str, *, place: str) -> SignedIn | Refused:
    """Open a member's root once more: to unlock, and before something that matters."""
    if wait := seconds_to_wait(place):
        return Refused("slow", wait_for=wait)
    return _opened(member, passphrase, place)


@sensitive_variables()
def _opened(member: Member, passphrase: str, place: str) -> SignedIn | Refused:
    secret = vault.passphrase_secret(passphrase)
    try:
        root, slot = open_root(member, vault.PASSPHRASE, secret)
    except vault.PepperMissing as missing:
        return Refused("pepper", pepper_id=missing.pepper_id)
    except (vault.Locked, vault.Damaged):
        note_wrong_try(place)
        return Refused("wrong")
    forget_tries(place)
    if vault.is_dated(slot, peppers=settings.PEPPERS, cost=vault.Cost(**settings.KDF)):
        renew_slot(member.pk, _passphrase_slot(member.pk, passphrase, root), instead_of=slot)
    return SignedIn(member, root)


@sensitive_variables()
def _refuse_stranger(passphrase: str, place: str) -> Refused:
    if lost := lost_peppers():  # then a name that is here meets the same answer
        return Refused("pepper", pepper_id=lost[0])
    _passphrase_slot(0, passphrase, bytes(32))
    KeySlot.objects.filter(member_id=0).first()
    note_wrong_try(place)
    return Refused("wrong")


@sensitive_variables()
def change_passphrase(
    member: Member, *, old: str, new: str, rewrite: bool, place: str
) -> PassphraseChanged | Refused:
    """Set a new passphrase and end every sign-in; with `rewrite`, make new keys.

    Then all that is private is sealed anew, and each space they are in goes on under a key of its own next generation.
    """
    opened = check_passphrase(member, old, place=place)
    if isinstance(opened, Refused):
        return opened
    if rewrite:
        return _change_keys(member, opened.root, new)
    slot = _passphrase_slot(member.pk, new, opened.root)
    with transaction.atomic():
        if not are_current(vault.Keyring(member.pk, opened.root)):
            return Refused("wrong")
        put_slot(member.pk, slot)
        _end_all_sign_ins(member)
    return PassphraseChanged(member, opened.root)


@sensitive_variables()
def _change_keys(member: Member, old_root: bytes, passphrase: str) -> PassphraseChanged | Refused:
    root, code = vault.new_root(), vault.new_recovery_code()
    old, new = vault.Keyring(member.pk, old_root), vault.Keyring(member.pk, root)
    slots = [_passphrase_slot(member.pk, passphrase, root), _recovery_slot(member.pk, code, root)]
    with transaction.atomic():
        if not are_current(
            old
        ):  # sent twice: the first one has changed them, and these open nothing any more
            return Refused("wrong")
        hold_spaces_of(member)
        rewrite_everything(old, new)
        Member.objects.filter(pk=member.pk).update(public_key=new.public_key)
        renew_every_key(new)
        _put_slots(member, slots)
    return PassphraseChanged(Member.objects.get(pk=member.pk), root, code)


def _put_slots(member: Member, slots: list[vault.Slot]) -> None:
    for slot in slots:
        put_slot(member.pk, slot)
    _end_all_sign_ins(member)


@sensitive_variables()
def recover(name: str, code: str, *, passphrase: str, place: str) -> Recovered | Refused:
    """Come back with the recovery code: set a new passphrase, get a new code, end every sign-in."""
    if wait := seconds_to_wait(place):
        return Refused("slow", wait_for=wait)
    secret = vault.recovery_secret(code)
    found = _by_recovery_code(handle_of(name), secret)
    if found is None:
        note_wrong_try(place)
        return Refused("wrong")
    forget_tries(place)
    member, root = found
    fresh = vault.new_recovery_code()
    slots = [_passphrase_slot(member.pk, passphrase, root), _recovery_slot(member.pk, fresh, root)]
    with transaction.atomic():
        if not are_current(vault.Keyring(member.pk, root)):
            return Refused("wrong")
        Member.objects.filter(pk=member.pk).update(handle=member.handle)
        _put_slots(member, slots)
    return Recovered(member, root, fresh)


@sensitive_variables()
def _by_recovery_code(handle: str, secret: bytes) -> tuple[Member, bytes] | None:
    """Find the member of a name and a code.

    When nobody has the name, the instance's secret may have been lost, and with it every handle. Then the code
    finds the member (125 bits; 20 microseconds a member), and if the sealed name is the one that was typed, they
    get a handle that can be found again. With another name the code opens nothing, as ever.
    """
    named = Member.objects.filter(handle=handle).first()
    for member in [named] if named else Member.objects.all():
        try:
            root, _ = open_root(member, vault.RECOVERY, secret)
        except (vault.Locked, vault.Damaged):
            continue
        if named or handle_of(own_name(member, vault.Keyring(member.pk, root))) == handle:
            member.handle = handle
            return member, root
    return None


@sensitive_variables()
def new_recovery_code(member: Member, *, passphrase: str, place: str) -> NewCode | Refused:
    """Make a new recovery code; the old one opens nothing any more."""
    opened = check_passphrase(member, passphrase, place=place)
    if isinstance(opened, Refused):
        return opened
    code = vault.new_recovery_code()
    with transaction.atomic():
        if not are_current(vault.Keyring(member.pk, opened.root)):
            return Refused("wrong")
        put_slot(member.pk, _recovery_slot(member.pk, code, opened.root))
        leave_no_copy()
    return NewCode(code)


def end_sign_in(member: Member, sign_in_id: str) -> bool:
    """End one of a member's own sign-ins; tells whether there was one."""
    ended = bool(SignIn.objects.filter(member=member, pk=sign_in_id).delete()[0])
    hub().doubt(member.pk)
    return ended


def _end_all_sign_ins(member: Member) -> None:
    """End them together with the ways in that were replaced: of neither, the files keep a copy."""
    SignIn.objects.filter(member=member).delete()
    leave_no_copy()
    transaction.on_commit(lambda: hub().doubt(member.pk))


@sensitive_variables()
def _passphrase_slot(member_id: int, passphrase: str, root: bytes) -> vault.Slot:
    return new_slot(member_id, vault.PASSPHRASE, secret=vault.passphrase_secret(passphrase), root=root)


@sensitive_variables()
def _recovery_slot(member_id: int, code: str, root: bytes) -> vault.Slot:
    return new_slot(member_id, vault.RECOVERY, secret=vault.recovery_secret(code), root=root)
