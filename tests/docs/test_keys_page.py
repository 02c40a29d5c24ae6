"""The page about keys tells the truth: its tables are the constants, labels and contexts of the code."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from withness.people import attempts
from withness.people import keyring as keys
from withness.people.actions import invitations as inviting
from withness.vault import Cost, invitations, recovery, sealing
from withness.web import settings as product

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
CODE = {
    path: path.read_text(encoding="utf-8")
    for app in ("vault", "people", "dialogues")
    for path in (ROOT / "src" / "withness" / app).rglob("*.py")
}


def table(heading: str) -> dict[str, str]:
    """The first two columns of the table under a heading."""
    part = re.split(rf"(?m)^### {heading}$", PAGE)[1]
    part = re.split(r"(?m)^##", part)[0]
    rows = re.findall(r"(?m)^\| ([^|]+) \| ([^|]+) \|", part)[1:]
    return {name.strip().strip("`"): value.strip() for name, value in rows}


def in_code(*patterns: str) -> set[str]:
    return {found for text in CODE.values() for pattern in patterns for found in re.findall(pattern, text)}


def test_the_sizes_are_those_of_the_code() -> None:
    assert {name: int(value) for name, value in table("Sizes").items()} == {
        name: getattr(sealing, name) for name in table("Sizes")
    }
    constants = {name for name in vars(sealing) if name.isupper() and not name.startswith("_")}
    assert set(table("Sizes")) == constants - {"FORMAT", "AESGCM", "HKDF"}


def test_every_label_of_the_code_is_on_the_page_and_no_other() -> None:
    derived = in_code(r'derive\([^()]*?, "([\w-]+)"')
    slots = {label + "recovery" for label in in_code(r'derive\([^()]*?, "(slot/)" \+')}
    digests = in_code(r'\bdigest\("([\w-]+)"')
    hashed = {label.removesuffix(":") for label in in_code(r'b"withness/1/([\w-]+:?)"')} - {"session", ""}
    session = {"session:"} if 'b"withness/1/session:"' in "".join(CODE.values()) else set()
    assert set(table("Labels")) == derived | slots | digests | hashed | session


def test_every_context_of_the_code_is_on_the_page_and_no_other() -> None:
    assert set(table("Contexts")) == in_code(r'pae\(\s*"(\w+)"')


def test_the_costs_and_limits_are_those_of_the_code() -> None:
    assert {name: int(value) for name, value in table("Costs and limits").items()} == {
        "Argon2id memory, KiB": product.KDF["mem_kib"],
        "Argon2id passes": product.KDF["passes"],
        "recovery code, bits": recovery.GROUPS * recovery.GROUP * 5,
        "link secret, bits": 128,
        "code of an invitation, characters": invitations.CODE_LENGTH,
        "locked after idling, minutes": keys.IDLE.total_seconds() / 60,
        "locked after idling in a dialogue, minutes": keys.IDLE_IN_DIALOGUE.total_seconds() / 60,
        "locked after, hours": keys.ABSOLUTE.total_seconds() / 3600,
        "invitation, hours": inviting.VALID_FOR.total_seconds() / 3600,
        "wrong tries without a wait": attempts.FREE,
        "longest wait, seconds": attempts.LONGEST_PAUSE,
    }
    assert (Cost().mem_kib, Cost().passes) == (product.KDF["mem_kib"], product.KDF["passes"])
    assert len(invitations.new_link_secret()) == 22  # 16 bytes in base64
    assert settings.SESSION_COOKIE_AGE == 30 * 24 * 3600
    assert "the browser, 30 days" in PAGE


def test_the_format_on_the_page_opens_what_the_vault_seals() -> None:
    sealed = sealing.seal(bytes(32), b"words", sealing.pae("rec", 1))
    assert len(sealed) == sealing.HEAD + sealing.SHORTEST + sealing.TAG
    assert f"the first {sealing.HEAD} bytes" in PAGE
    assert sealing.pae("a", "bc").hex() == "00000002" + "00000001" + "61" + "00000002" + "6263"
