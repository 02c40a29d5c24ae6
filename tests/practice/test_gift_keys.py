"""Gifts and keys: nothing of a card can be read in the database, new keys open it, and what goes leaves no copy."""

from __future__ import annotations

from datetime import UTC

import pytest
from django.db import connection
from django.http import Http404
from django.utils import timezone

from dialogues.table import PASSPHRASE, Guest
from practice.giving import GIFT, do, gifts, give, keep_line, on_day, only, put_away
from withness.people import actions as people
from withness.people.models import Member, Relationship
from withness.practice.actions import Done
from withness.practice.gifts import LetRest, MakeSmaller
from withness.practice.models import GiftCard
from withness.practice.queries.gifts import gift_for
from withness.vault import Keyring


def test_new_keys_open_the_line_and_the_card(ada: Guest, bo: Guest, space: Relationship) -> None:
    gift = give(bo, ada, space)
    keep_line(bo, gift, "a red dot")
    changed = people.change_passphrase(
        bo.member, old=PASSPHRASE, new="walnut thicket copper siren", rewrite=True, place="here"
    )
    bo.member, bo.keyring = Member.objects.get(pk=bo.member.pk), Keyring(bo.member.pk, changed.root)
    ada.keyring = Keyring(ada.member.pk, ada.keyring._root)
    found = only(gifts(bo, space))
    assert (found.line, found.words.text) == ("a red dot", GIFT.text)
    assert do(bo, gift, MakeSmaller("on Mondays")) == Done()
    assert only(gifts(ada, space)).words.text == "on Mondays"


def test_a_damaged_card_takes_no_other_along(ada: Guest, bo: Guest, space: Relationship) -> None:
    first = give(bo, ada, space)
    give(ada, bo, space)
    GiftCard.objects.filter(pk=first.id).update(blob=b"\x01" + bytes(400))
    assert only(gifts(ada, space)).mine
    with pytest.raises(Http404):
        gift_for(ada.member, ada.keyring, first.id, now=timezone.now(), zone=UTC)


@pytest.mark.parametrize("ended", ["line", "smaller", "rest", "away", "gone"])
def test_words_that_go_leave_no_copy_in_the_file_of_writes(
    ada: Guest, bo: Guest, space: Relationship, ended: str
) -> None:
    gift = give(bo, ada, space)
    assert "_empty" not in waiting_for_the_commit()
    match ended:
        case "line":
            keep_line(bo, gift, "")
        case "smaller":
            do(bo, gift, MakeSmaller("on Mondays"))
        case "rest":
            do(ada, gift, LetRest())
        case "away":
            put_away(ada, gift, now=on_day(gift, 16))
        case "gone":
            gifts(ada, space, now=on_day(gift, 36))
    assert "_empty" in waiting_for_the_commit()


@pytest.mark.sqlite
def test_a_full_disk_keeps_nobody_from_looking_at_a_card_that_would_go(
    ada: Guest, bo: Guest, space: Relationship
) -> None:
    gift = give(bo, ada, space)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON")
    try:
        assert only(gifts(ada, space, now=on_day(gift, 36))).over
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only=OFF")
    assert gifts(ada, space, now=on_day(gift, 36)) == ()


def waiting_for_the_commit() -> list[str]:
    return [getattr(call, "__name__", "") for _, call, *_ in connection.run_on_commit]


@pytest.mark.sqlite
def test_no_word_and_no_day_of_a_gift_can_be_read_in_the_database(
    ada: Guest, bo: Guest, space: Relationship
) -> None:
    gift = give(bo, ada, space, "kestrel")
    keep_line(bo, gift, "wagtail")
    do(bo, gift, MakeSmaller("dunnock"))
    kept = bytes(connection.connection.serialize())
    told = (b"kestrel", b"wagtail", b"dunnock", b"What I will do", str(gift.card.ends).encode())
    assert [each for each in told if each in kept] == []
    assert [column.attname for column in GiftCard._meta.concrete_fields] == ["id", "relationship_id", "blob"]
