"""Sessions whose table holds only digests of the cookies: a copy of the database signs nobody in."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.utils import timezone

from withness.people.models import SignIn
from withness.people.prepared import Prepared, blank

_SIGN_IN = Prepared(lambda: SignIn.objects.filter(pk=blank("key")), follow="member")


def row_key(session_key: str) -> str:
    """Digest a session's cookie into the key of its row."""
    return hashlib.sha256(b"withness/1/session:" + session_key.encode("utf-8", "surrogatepass")).hexdigest()[
        :40
    ]


def device_of(user_agent: str) -> str:
    """Tell coarsely what somebody signs in on, so that they know their own sign-ins apart."""
    if "iPad" in user_agent or "Tablet" in user_agent:
        return "tablet"
    return "phone" if "Mobile" in user_agent or "Android" in user_agent else "computer"


class SessionStore(SessionBase):
    """Keeps each session in a SignIn row. Its content changes at sign-in only; keys live in columns of their own."""

    row: SignIn | None = None

    def load(self) -> dict[str, Any]:
        """Read the session, and keep its row at hand for the keyring."""
        self.row = self._live_row()
        if self.row is None:
            self._session_key = None
            return {}
        content: dict[str, Any] = self.decode(self.row.session_data)
        return content

    def exists(self, session_key: str) -> bool:
        """Tell whether a session of this cookie is there."""
        return SignIn.objects.filter(pk=row_key(session_key)).exists()

    def create(self) -> None:
        """Begin a session under a fresh cookie."""
        self._session_key = secrets.token_hex(32)
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write the content, and nothing of the keys."""
        if self.session_key is None:
            return self.create()
        content = self.__dict__.setdefault("_session_cache", {}) if must_create else dict(self.items())
        written = {
            "session_data": self.encode(content),
            "expire_date": self.get_expiry_date(),
            "member_id": content.get(SESSION_KEY),
        }
        if must_create:
            return self._insert(written)
        rows = SignIn.objects.filter(pk=row_key(self.session_key))
        if not rows.update(**written):
            raise UpdateError
        self.row = rows.first()
        return None

    def delete(self, session_key: str | None = None) -> None:
        """End a session."""
        key = session_key or self.session_key
        if key == self.session_key:
            self.row = None
        if key:
            SignIn.objects.filter(pk=row_key(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Forget sessions whose time is over."""
        SignIn.objects.filter(expire_date__lt=timezone.now()).delete()

    def _live_row(self) -> SignIn | None:
        key = self.session_key
        if key is None:
            return None
        row = _SIGN_IN.first(key=row_key(key))
        return row if row and row.expire_date > timezone.now() else None

    def _insert(self, written: dict[str, Any]) -> None:
        row = SignIn(pk=row_key(str(self.session_key)), begun_on=timezone.localdate(), **written)
        row.save(force_insert=True)
        self.row = row
