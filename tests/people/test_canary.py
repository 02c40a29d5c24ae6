"""A copy of the database tells none of the words, codes, cookies and tickets that went through it."""

from __future__ import annotations

import base64
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from cast import PASSPHRASES
from people.journeys import Visitor
from withness.people.models import Relationship, SignIn, WrongTries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
NAMES = {"Ada": "Zinnoberada Quellwasser", "Bo": "Zinnoberbo Flusslauf"}
WRONG = "Zinnoberfalsch passphrase"


def test_the_whole_way_of_two_people_leaves_no_word_behind():
    ada, bo = Visitor("Ada"), Visitor("Bo")
    ada.name, bo.name = NAMES["Ada"], NAMES["Bo"]
    ada.begin(), bo.begin()
    us = ada.begin_us()
    secret, code = ada.invite(us)
    Visitor("Cleo").post("/sign-in/", name=NAMES["Ada"], passphrase=WRONG)
    bo.post("/join/", invitation=secret)
    assert everything() != b""
    words = ada.words(f"/us/{us}/invite/")
    asking = secrets_of(ada, bo) | {code, code.replace(" ", ""), *map(str, [secret, " ".join(words)])}
    assert found_in(everything(), asking) == []
    ada.post(f"/us/{us}/invite/", do="confirm", words=" ".join(words))
    assert NAMES["Bo"] in ada.get("/us/").content.decode()
    assert NAMES["Ada"] in bo.get("/us/").content.decode()
    assert found_in(everything(), asking) == []
    assert SignIn.objects.count() == 2
    assert WrongTries.objects.count() == 1


def test_the_search_finds_a_word_that_is_there():
    Relationship.objects.create(kind="family", palette="Flusslauf", created_on="2026-01-01")
    assert found_in(everything(), {"Flusslauf", "Nirgends"}) == ["Flusslauf"]


def secrets_of(*visitors: Visitor) -> set[str]:
    typed = {
        PASSPHRASES["Ada"],
        PASSPHRASES["Bo"],
        WRONG,
        *NAMES.values(),
        "Zinnober",
        "Quellwasser",
        "Flusslauf",
    }
    codes = {  # two groups at a time: five signs alone may stand in any digest by chance
        between.join(pair)
        for one in visitors
        for pair in pairwise(one.recovery_code.split("-"))
        for between in ("", "-")
    }
    whole = {one.recovery_code for one in visitors} | {one.recovery_code.replace("-", "") for one in visitors}
    return typed | codes | whole | {cookie for one in visitors for cookie in cookies_of(one)}


def cookies_of(visitor: Visitor) -> list[str]:
    names = (settings.SESSION_COOKIE_NAME, settings.SESSION_TICKET_COOKIE)
    return [visitor.browser.cookies[name].value for name in names]


def found_in(kept: bytes, words: set[str]) -> list[str]:
    assert all(len(word) >= 5 for word in words)
    lowered = kept.lower()
    return sorted(word for word in words if any(form.lower() in lowered for form in forms_of(word)))


def forms_of(word: str) -> set[bytes]:
    plain = word.encode()
    shapes = {plain, word.encode("utf-16-le"), plain.hex().encode()}
    if len(plain) > 8:
        shapes |= {base64.b64encode(plain)[:-4], base64.urlsafe_b64encode(plain)[:-4]}
    return shapes


def everything() -> bytes:
    """The bytes of the database, of its log of writes, and of every table as SQL."""
    path = str(connection.settings_dict["NAME"])
    files = [Path(path + end) for end in ("", "-wal", "-journal")]
    with connection.cursor():
        dump = "\n".join(connection.connection.iterdump()).encode()
    return dump + b"".join(file.read_bytes() for file in files if file.exists())
