"""The keys of one member for the length of one request.

root --HKDF "private"--> private key: own words, and the pins of relationship keys
root --HKDF "x25519"---> identity key: receives relationship keys and letters while its owner is away
"""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from typing import NoReturn, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from withness.vault.sealing import (
    KEY,
    Damaged,
    Locked,
    derive,
    is_sealed_with,
    pad,
    pae,
    seal,
    unpad,
    unseal,
)
from withness.vault.slots import Cost, Slot, make_slot

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)

Part = str | bytes | int


def new_root() -> bytes:
    """Draw the secret all of a member's keys come from."""
    return secrets.token_bytes(KEY)


def new_ticket() -> bytes:
    """Draw the secret a browser keeps so that the server need not."""
    return secrets.token_bytes(KEY)


def page_key(ticket: bytes) -> bytes:
    """Make the key for words that wait in a browser; it ends with the ticket, at locking and at signing out."""
    return derive(ticket, "page")


class Keyring:
    """Seals and opens for one member. Lives for one request; is never stored, pickled, logged or cached.

    What it cannot open is Damaged. Locked is only ever said by from_session: there is no keyring.
    """

    __slots__ = ("_identity_key", "_private", "_relationship_keys", "_root", "member_id")

    def __init__(self, member_id: int, root: bytes) -> None:
        self.member_id = member_id
        self._root = root
        self._private = derive(root, "private")
        self._identity_key: X25519PrivateKey | None = None
        self._relationship_keys: dict[tuple[int, int], bytes] = {}

    def __repr__(self) -> str:
        return "<Keyring>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not stored")

    @property
    def public_key(self) -> bytes:
        """The half of the identity key that others seal to."""
        return self._identity.public_key().public_bytes_raw()

    def seal_own(self, text: str, *context: Part) -> bytes:
        """Seal words only this member will read."""
        return seal(self._private, _bytes(text), pae("own", self.member_id, *context))

    def open_own(self, blob: bytes, *context: Part) -> str:
        """Read own words back, for the same context."""
        return _text(_opened(self._private, blob, pae("own", self.member_id, *context)))

    def new_relationship_key(self, relationship_id: int, generation: int) -> bytes:
        """Draw the key of a relationship; gives the pin to store."""
        return self.pin(relationship_id, generation, secrets.token_bytes(KEY))

    def pin(self, relationship_id: int, generation: int, key: bytes) -> bytes:
        """Keep a relationship key for this member: under the private key, from now on."""
        self._relationship_keys[relationship_id, generation] = key
        return seal(self._private, key, pae("pin", self.member_id, relationship_id, generation))

    def use_pin(self, relationship_id: int, generation: int, pinned: bytes) -> None:
        """Take a pinned relationship key into use for this request."""
        context = pae("pin", self.member_id, relationship_id, generation)
        self._relationship_keys[relationship_id, generation] = _opened(self._private, pinned, context)

    def holds(self, relationship_id: int, generation: int) -> bool:
        """Tell whether this relationship's key is in use already."""
        return (relationship_id, generation) in self._relationship_keys

    def newest_of(self, relationship_id: int) -> int:
        """Give the newest generation of a relationship's key that is here; 0 when none is."""
        return max((each for space, each in self._relationship_keys if space == relationship_id), default=0)

    def give(self, relationship_id: int, generation: int, *, to: int, public_key: bytes) -> bytes:
        """Seal a relationship key to another member's identity: the gift."""
        info = _gift_info(relationship_id, generation, to=to, public_key=public_key)
        return _send(self._key_of(relationship_id, generation), public_key, info)

    def take(self, relationship_id: int, generation: int, gift: bytes) -> bytes:
        """Open a gift; gives the pin to store in its place."""
        info = _gift_info(relationship_id, generation, to=self.member_id, public_key=self.public_key)
        return self.pin(relationship_id, generation, _receive(gift, self._identity, info))

    def seal_shared(self, relationship_id: int, generation: int, text: str, *context: Part) -> bytes:
        """Seal words for everybody in a relationship."""
        key = self._key_of(relationship_id, generation)
        return seal(key, _bytes(text), pae("rec", relationship_id, generation, *context))

    def open_shared(self, relationship_id: int, generation: int, blob: bytes, *context: Part) -> str:
        """Read shared words, for the same context: those of this generation of the key, or of an earlier one."""
        for each in self._held(relationship_id, generation):
            with suppress(Locked):
                key = self._key_of(relationship_id, each)
                return _text(unseal(key, blob, pae("rec", relationship_id, each, *context)))
        raise Damaged("no key of this relationship that is here has sealed it")

    def generation_of(self, relationship_id: int, generation: int, blob: bytes) -> int:
        """Tell which generation of a relationship's key has sealed a blob; when none that is here has, this one."""
        held = self._held(relationship_id, generation)
        sealed = (each for each in held if is_sealed_with(self._key_of(relationship_id, each), blob))
        return next(sealed, generation)

    def keep_earlier(self, relationship_id: int, generation: int) -> bytes:
        """Seal a relationship key under the next one, so that whoever gets that one reads what came before."""
        key = self._key_of(relationship_id, generation)
        return seal(
            self._key_of(relationship_id, generation + 1), key, pae("earlier", relationship_id, generation)
        )

    def use_earlier(self, relationship_id: int, generation: int, blob: bytes) -> None:
        """Take an earlier relationship key into use, out of what the next one keeps."""
        later = self._key_of(relationship_id, generation + 1)
        key = _opened(later, blob, pae("earlier", relationship_id, generation))
        self._relationship_keys[relationship_id, generation] = key

    def send_to(self, public_key: bytes, text: str, *context: Part) -> bytes:
        """Seal a few words that only the owner of a public key can read: a letter."""
        return _send(pad(_bytes(text)), public_key, pae("send", public_key, *context))

    def receive(self, letter: bytes, *context: Part) -> str:
        """Read a letter that was sent to this member."""
        return _text(unpad(_receive(letter, self._identity, pae("send", self.public_key, *context))))

    def to_session(self, session_id: str, ticket: bytes) -> bytes:
        """Seal the root under a browser's ticket, for the session's row."""
        return seal(derive(ticket, "session"), self._root, pae("session", self.member_id, session_id))

    @classmethod
    def from_session(cls, member_id: int, session_id: str, *, ticket: bytes, blob: bytes) -> Self:
        """Open the keyring with the browser's ticket and the session's blob."""
        return cls(member_id, unseal(derive(ticket, "session"), blob, pae("session", member_id, session_id)))

    def new_slot(self, kind: str, secret: bytes, *, peppers: Mapping[int, bytes], cost: Cost) -> Slot:
        """Make one more way to open this keyring."""
        return make_slot(kind, self.member_id, secret=secret, root=self._root, peppers=peppers, cost=cost)

    @property
    def _identity(self) -> X25519PrivateKey:
        if self._identity_key is None:
            self._identity_key = X25519PrivateKey.from_private_bytes(derive(self._root, "x25519"))
        return self._identity_key

    def _held(self, relationship_id: int, generation: int) -> list[int]:
        """Give the generations that are here, from this one down."""
        return [each for each in range(generation, 0, -1) if self.holds(relationship_id, each)]

    def _key_of(self, relationship_id: int, generation: int) -> bytes:
        if (relationship_id, generation) not in self._relationship_keys:
            raise Damaged("the key of this relationship is not here")
        return self._relationship_keys[relationship_id, generation]


def _gift_info(relationship_id: int, generation: int, *, to: int, public_key: bytes) -> bytes:
    return pae("give", relationship_id, generation, to, public_key)


def _send(text: bytes, public_key: bytes, info: bytes) -> bytes:
    try:
        return _SUITE.encrypt(text, X25519PublicKey.from_public_bytes(public_key), info)
    except ValueError:
        raise Damaged("no public key") from None


def _receive(sealed: bytes, identity: X25519PrivateKey, info: bytes) -> bytes:
    try:
        return _SUITE.decrypt(sealed, identity, info)
    except (InvalidTag, ValueError):
        raise Damaged("not for this member, or changed") from None


def _opened(key: bytes, blob: bytes, context: bytes) -> bytes:
    """Unseal with a key that is the right one: Locked would send its owner to unlock what is unlocked already."""
    try:
        return unseal(key, blob, context)
    except Locked:
        raise Damaged("sealed with another key, or changed") from None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(plain: bytes) -> str:
    return plain.decode("utf-8", "surrogatepass")
