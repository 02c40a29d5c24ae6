"""Reads and writes whose SQL is made once give what the ORM gives, with every value they are asked for."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from withness.people.models import Member, Membership, Relationship
from withness.people.prepared import Prepared, PreparedInsert, PreparedWrite, blank, delete_of, update_of

pytestmark = pytest.mark.django_db

SEATS = Prepared(
    lambda: Membership.objects.filter(relationship=blank("relationship"), hue="ember").order_by("-seat"),
    follow="member",
)


@pytest.fixture
def space() -> Relationship:
    space = Relationship.objects.create(kind="spouse", palette="ember-tide", created_on="2026-01-01")
    ada = Member.objects.create(handle="ada", name_blob=b"sealed", public_key=b"k", created_on="2026-01-01")
    Membership.objects.create(relationship=space, member=ada, seat=0, hue="ember", name_blob=b"\x00\xff")
    Membership.objects.create(relationship=space, member=None, seat=1, hue="ember", name_blob=b"gone")
    Membership.objects.create(relationship=space, member=None, seat=2, hue="tide", name_blob=b"other")
    return space


def columns(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_it_gives_the_rows_of_the_orm(space: Relationship) -> None:
    by_orm = Membership.objects.filter(relationship=space, hue="ember").order_by("-seat")
    found = SEATS.rows(relationship=space.pk)
    assert [columns(row) for row in found] == [columns(row) for row in by_orm]


def test_the_related_row_comes_along_and_may_be_missing(space: Relationship) -> None:
    with CaptureQueriesContext(connection) as asked:
        gone, ada = SEATS.rows(relationship=space.pk)
        assert (gone.member, ada.member and ada.member.handle) == (None, "ada")
    assert len(asked) == 1
    assert columns(ada.member) == columns(Member.objects.get())


def test_each_use_has_its_own_values(space: Relationship) -> None:
    assert SEATS.first(relationship=space.pk) is not None
    assert SEATS.first(relationship=space.pk + 1) is None


def test_a_row_can_be_saved_again(space: Relationship) -> None:
    row = SEATS.first(relationship=space.pk)
    assert row is not None
    row.gift = b"new"
    row.save(update_fields=["gift"])
    assert bytes(Membership.objects.get(pk=row.pk).gift or b"") == b"new"


def test_a_forgotten_value_is_a_fault(space: Relationship) -> None:
    with pytest.raises(KeyError):
        SEATS.rows()


CLOSE = PreparedWrite(
    lambda: update_of(
        Relationship.objects.filter(pk=blank("relationship"), memberships__member=blank("member")),
        rings=blank("rings"),
    )
)
DROP = PreparedWrite(lambda: delete_of(Membership.objects.filter(hue__startswith=blank("hue"), member=None)))
ADD = PreparedInsert(lambda: Membership)


def test_an_update_reaches_what_its_filter_names_and_tells_how_much(space: Relationship) -> None:
    ada = Member.objects.get(handle="ada")
    assert CLOSE.do(relationship=space.pk, member=ada.pk, rings=7) == 1
    assert CLOSE.do(relationship=space.pk, member=ada.pk + 1, rings=9) == 0
    assert CLOSE.do(relationship=space.pk, member=ada.pk, rings=8) == 1
    space.refresh_from_db()
    assert space.rings == 8


def test_a_beginning_is_taken_to_the_letter(space: Relationship) -> None:
    for wild in ("%", "_mber", "emb%"):
        assert DROP.do(hue=wild) == 0
    assert DROP.do(hue="emb") == 1
    assert Membership.objects.filter(relationship=space).count() == 2


def test_a_row_is_added_as_the_orm_would(space: Relationship) -> None:
    for seat, hue in ((3, "honey"), (4, "iris")):
        ADD.do(relationship_id=space.pk, seat=seat, hue=hue, name_blob=b"\x00\xff", generation=1)
    by_orm = Membership.objects.create(relationship=space, seat=5, hue="iris", name_blob=b"\x00\xff")
    added = Membership.objects.get(relationship=space, seat=4)
    ours, theirs = columns(added), columns(Membership.objects.get(pk=by_orm.pk))
    assert {name for name in ours if bytes_of(ours[name]) != bytes_of(theirs[name])} == {"id", "seat"}


def bytes_of(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
