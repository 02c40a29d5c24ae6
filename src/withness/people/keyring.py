"""Who holds which key, and when: the only module that touches both requests and the vault."""

from __future__ import annotations

import base64
import threading
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, login, logout
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.debug import sensitive_variables

from withness import vault
from withness.hub import hub
from withness.people.cookies import give_cookie, take_cookie
from withness.people.models import EarlierKey, KeySlot, Member, Membership, SignIn
from withness.people.sessions import SessionStore, device_of

IDLE, IDLE_IN_DIALOGUE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
WAITING = "X-Waiting"
"""The header of a page that looks by itself: nobody need be there, so it does not count as use of the keys."""
BACKEND, _KEPT = "withness.people.keyring.SlotBackend", "_keyring"
_stretching = threading.BoundedSemaphore(2)  # at most 2 x 64 MiB at once, so that a small computer survives


class SlotBackend(BaseBackend):
    """Finds the member of a session. It checks no passphrase: that answers in four ways (see actions.sign_in)."""

    def get_user(self, user_id: int) -> Member | None:
        """Give the member of this id, if they are still here."""
        return Member.objects.filter(pk=user_id).first()


def member_of(request: HttpRequest) -> Member | AnonymousUser:
    """Give the member who is signed in, from the row that was read for the session already."""
    row = row_of(request)
    if row is None or row.member is None or not _has_these_keys(request, row.member):
        return AnonymousUser()
    return row.member


def _has_these_keys(request: HttpRequest, member: Member) -> bool:
    """Tell whether a session began with the keys its member has now; one that slipped through a change has not."""
    begun_with = str(request.session.get(HASH_SESSION_KEY, ""))
    return constant_time_compare(begun_with, member.get_session_auth_hash())


def keyring_of(request: HttpRequest) -> vault.Keyring:
    """Give the keyring of who is signed in and unlocked; else raise Locked, which becomes the unlock page."""
    kept: vault.Keyring | None = request.__dict__.get(_KEPT)
    if kept is None:
        kept = request.__dict__[_KEPT] = _keyring_in(request)
    return kept


def has_opened(request: HttpRequest) -> bool:
    """Tell whether keys were opened for this request: then its page is for one person alone."""
    return _KEPT in request.__dict__


@sensitive_variables()
def _keyring_in(request: HttpRequest) -> vault.Keyring:
    row, now = row_of(request), timezone.now()
    if row is None or row.sealed_root is None:
        raise vault.Locked
    if not is_unlocked(row, now):
        _forget_root(row)
        raise vault.Locked
    keyring = opened_by(row, request.COOKIES.get(settings.SESSION_TICKET_COOKIE, ""))
    if WAITING not in request.headers and (row.used_at is None or now - row.used_at > NOTED_EVERY):
        _note(row, used_at=now, idle_for=IDLE)
    return keyring


def is_unlocked(row: SignIn, now: datetime) -> bool:
    """Tell whether the root may still be used: neither locked, nor idle, nor open for too long."""
    if row.sealed_root is None or row.unlocked_at is None or row.used_at is None or row.idle_for is None:
        return False
    return now - row.used_at <= row.idle_for and now - row.unlocked_at <= ABSOLUTE


@sensitive_variables()
def opened_by(row: SignIn, ticket: str) -> vault.Keyring:
    """Open a session's keyring with the ticket of the browser; anything else than the right one finds it Locked."""
    if row.sealed_root is None or row.member_id is None:
        raise vault.Locked
    try:
        secret = base64.urlsafe_b64decode(ticket)
        return vault.Keyring.from_session(row.member_id, row.pk, ticket=secret, blob=bytes(row.sealed_root))
    except (ValueError, vault.Damaged):
        raise vault.Locked from None


@sensitive_variables()
def page_key_of(request: HttpRequest) -> str:
    """Give the key under which an unlocked page may keep words in its browser while the server is out of reach."""
    keyring_of(request)
    ticket = base64.urlsafe_b64decode(request.COOKIES.get(settings.SESSION_TICKET_COOKIE, ""))
    return base64.b64encode(vault.page_key(ticket)).decode()


@sensitive_variables()
def enter(request: HttpRequest, response: HttpResponseBase, member: Member, *, root: bytes) -> vault.Keyring:
    """Sign a member in, in a new session, and unlock it. Whoever comes in sweeps out the sessions that are over."""
    request.session.flush()
    SessionStore.clear_expired()
    login(request, member, backend=BACKEND)
    request.session.save()
    if row := row_of(request):
        _write(row, device=device_of(request.headers.get("User-Agent", "")))
    return unlock(request, response, root=root)


@sensitive_variables()
def unlock(request: HttpRequest, response: HttpResponseBase, *, root: bytes) -> vault.Keyring:
    """Keep the root for the member who is signed in: sealed in the session's row, the ticket in the browser."""
    row = row_of(request)
    if row is None or row.member_id is None:
        raise ValueError("nobody is signed in")
    keyring, ticket, now = vault.Keyring(row.member_id, root), vault.new_ticket(), timezone.now()
    sealed = keyring.to_session(row.pk, ticket)
    _write(row, sealed_root=sealed, unlocked_at=now, used_at=now, idle_for=IDLE, curtain="")
    written = base64.urlsafe_b64encode(ticket).decode()
    give_cookie(response, settings.SESSION_TICKET_COOKIE, written, lasts=ABSOLUTE)
    request.__dict__[_KEPT] = keyring
    do_pending(keyring)
    return keyring


def lock(request: HttpRequest, response: HttpResponseBase) -> None:
    """Forget the keys of this session; the member stays signed in."""
    row = row_of(request)
    if row is not None:
        _forget_root(row)
        hub().doubt(row.member_id or 0)
    _take_back(request, response)


def sign_out(request: HttpRequest, response: HttpResponseBase) -> None:
    """End this session."""
    row = row_of(request)
    logout(request)
    if row is not None:
        hub().doubt(row.member_id or 0)
    _take_back(request, response)


def keep_open(request: HttpRequest) -> None:
    """Allow two quiet hours: whoever listens in a dialogue is not idle."""
    row = row_of(request)
    if row is not None and is_unlocked(row, timezone.now()) and row.idle_for != IDLE_IN_DIALOGUE:
        _note(row, idle_for=IDLE_IN_DIALOGUE)


def do_pending(keyring: vault.Keyring) -> None:
    """Do the key work that waited for its owner: take every gift."""
    waiting = Membership.objects.filter(member_id=keyring.member_id, gift__isnull=False)
    for membership in waiting.select_related("relationship"):
        use_key_of(membership, keyring)


def are_current(keyring: vault.Keyring) -> bool:
    """Tell, inside a transaction, whether these are still their member's keys; no others can come until it ends."""
    member = Member.objects.select_for_update().filter(pk=keyring.member_id).first()
    return member is not None and bytes(member.public_key) == keyring.public_key


def hold_current(keyring: vault.Keyring) -> None:
    """Call it, inside a transaction, before something is stored under a member's own keys.

    A request that began before its member took new keys would seal words that nobody can open any more.
    """
    if not are_current(keyring):
        raise vault.Locked


def use_key_of(membership: Membership, keyring: vault.Keyring) -> None:
    """Take the key of a member's relationship into use; a gift becomes a pin, and the gift is gone.

    A damaged key stays shut: what it sealed reads as damaged then, and the rest of the page still shows.
    """
    relationship = membership.relationship
    relationship.generation = max(relationship.generation, membership.generation)
    if membership.gift is not None:  # it may have come after the relationship was read
        relationship.refresh_from_db(fields=["generation"])
        with suppress(vault.Damaged):
            _take_gift(membership, keyring, bytes(membership.gift))
    if keyring.holds(relationship.pk, relationship.generation):
        return
    if membership.pin is not None:
        with suppress(vault.Damaged):
            keyring.use_pin(membership.relationship_id, membership.generation, bytes(membership.pin))
    _use_earlier_keys(membership, keyring)


def _take_gift(membership: Membership, keyring: vault.Keyring, gift: bytes) -> None:
    generation = membership.relationship.generation
    pin = keyring.take(membership.relationship_id, generation, gift)
    with transaction.atomic():
        hold_current(keyring)
        this_gift = Membership.objects.filter(pk=membership.pk, gift=gift)  # or a newer one by now
        this_gift.update(pin=pin, gift=None, generation=generation)
    membership.pin, membership.gift, membership.generation = pin, None, generation
    _use_earlier_keys(membership, keyring)


def _use_earlier_keys(membership: Membership, keyring: vault.Keyring) -> None:
    """Take the keys of the time before into use, one out of the other; most relationships never had another one."""
    if membership.generation == 1:
        return
    rows = EarlierKey.objects.filter(relationship=membership.relationship_id).order_by("-generation")
    with suppress(vault.Damaged):
        for row in rows.filter(generation__lt=membership.generation):
            keyring.use_earlier(row.relationship_id, row.generation, bytes(row.blob))


@sensitive_variables()
def open_root(member: Member, kind: str, secret: bytes) -> tuple[bytes, vault.Slot]:
    """Open a member's slot; raises Locked, Damaged or PepperMissing."""
    found = KeySlot.objects.filter(member=member, kind=kind).first()
    if found is None:
        raise vault.Locked
    slot = found.plain()
    with _stretching:
        return vault.open_slot(slot, member.pk, secret=secret, peppers=settings.PEPPERS), slot


@sensitive_variables()
def new_slot(member_id: int, kind: str, *, secret: bytes, root: bytes) -> vault.Slot:
    """Wrap a root for a secret, at today's cost; takes a while, so do it before a transaction begins."""
    cost = vault.Cost(**settings.KDF)
    with _stretching:
        return vault.make_slot(kind, member_id, secret=secret, root=root, peppers=settings.PEPPERS, cost=cost)


def put_slot(member_id: int, slot: vault.Slot) -> None:
    """Store a slot in the place of the one of its kind."""
    KeySlot.objects.update_or_create(member_id=member_id, kind=slot.kind, defaults=_columns_of(slot))


def renew_slot(member_id: int, slot: vault.Slot, *, instead_of: vault.Slot) -> None:
    """Store a slot in the place of one that was just opened, unless somebody stored another one there meanwhile."""
    opened = KeySlot.objects.filter(member_id=member_id, kind=instead_of.kind, salt=instead_of.salt)
    opened.update(**_columns_of(slot))


def _columns_of(slot: vault.Slot) -> dict[str, object]:
    return {
        "salt": slot.salt,
        "mem_kib": slot.mem_kib,
        "passes": slot.passes,
        "pepper_id": slot.pepper_id,
        "blob": slot.blob,
    }


def row_of(request: HttpRequest) -> SignIn | None:
    """Give the row of the sign-in that a request belongs to."""
    session = request.session
    if not isinstance(session, SessionStore):
        return None
    signed = session.get(SESSION_KEY)  # loads the row; the content is signed, the column next to it is not
    row = session.row
    return row if row is not None and row.member_id is not None and signed == str(row.member_id) else None


def _write(row: SignIn, **columns: object) -> None:
    SignIn.objects.filter(pk=row.pk).update(**columns)
    for name, value in columns.items():
        setattr(row, name, value)


def _note(row: SignIn, **columns: object) -> None:
    """Note how long a session may rest. A busy or full disk must not keep anybody from reading."""
    with suppress(OperationalError):
        _write(row, **columns)


def _forget_root(row: SignIn) -> None:
    _write(row, sealed_root=None, unlocked_at=None, used_at=None, idle_for=None)


def _take_back(request: HttpRequest, response: HttpResponseBase) -> None:
    request.__dict__.pop(_KEPT, None)
    take_cookie(response, settings.SESSION_TICKET_COOKIE)
    response.headers["Clear-Site-Data"] = '"cache"'
