"""A circle of three to eight, and a space with oneself: come in one by one, leave while the others go on."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from cast import PASSPHRASES
from people.ground import HOME, Somebody, together
from withness.people import access, actions, keyring, queries
from withness.people.looks import HUES, MOST_SEATS, PALETTES, hue_of_seat, shape_of_seat
from withness.people.models import Membership, Relationship
from withness.people.outcomes import Closed, Joined, Parted, Refused

pytestmark = pytest.mark.django_db
OTHERS = ("Bo", "Dee", "Eli", "Fay", "Gus", "Hal", "Ivy")


def circle(size: int = 3, kind: str = "family") -> tuple[Relationship, list[Somebody]]:
    ada = Somebody("Ada")
    space = actions.start_relationship(ada.member, ada.keys, kind=kind, palette="honey-iris", hue="iris")
    people = [ada]
    for name in OTHERS[: size - 1]:
        people.append(come_in(Somebody(name), ada, space))
    return space, people


def come_in(joiner: Somebody, host: Somebody, space: Relationship) -> Somebody:
    code = actions.invite(host.member, host.keys, space.pk).code
    actions.ask_to_join(joiner.member, joiner.keys, code=code)
    actions.confirm_join(host.member, host.keys, space.pk)
    keyring.do_pending(joiner.keys)
    return joiner


def shown_to(one: Somebody) -> queries.Space:
    (space,) = queries.spaces_of(one.member, one.keys)
    return space


def go(one: Somebody, space: Relationship) -> object:
    return actions.leave_relationship(one.member, space.pk, passphrase=one.passphrase, place=HOME)


@pytest.mark.parametrize(("palette", "first"), [(name, hue) for name in PALETTES for hue in PALETTES[name]])
def test_eight_people_have_eight_looks_and_the_first_two_a_pair(palette: str, first: str) -> None:
    looks = [
        (hue_of_seat(seat, palette=palette, first=first), shape_of_seat(seat)) for seat in range(MOST_SEATS)
    ]
    assert looks[0][0] == first
    assert {hue for hue, _ in looks[:2]} == set(PALETTES[palette])
    assert {hue for hue, _ in looks[:4]} == set(HUES)
    assert len(set(looks)) == MOST_SEATS
    neighbours = zip(looks, looks[1:] + looks[:1], strict=True)
    assert all(one[0] != next_to[0] and one[1] != next_to[1] for one, next_to in neighbours)


def test_eight_come_in_one_by_one_and_everybody_reads_every_name() -> None:
    space, people = circle(8)
    for one in (people[0], people[3], people[7]):
        found = queries.people_in(space, one.keys, one.member)
        assert [each.name for each in found] == [each.name for each in people]
        assert len({(each.hue, each.shape) for each in found}) == 8
    ada, jan = people[0], Somebody("Jan")
    assert actions.invite(ada.member, ada.keys, space.pk) == Refused("full")
    assert queries.spaces_of(jan.member, jan.keys) == ()
    assert not shown_to(ada).invites


@pytest.mark.parametrize("kind", ["spouse", "friend", "colleague"])
def test_most_kinds_are_for_two(kind: str) -> None:
    space, (ada, _) = circle(2, kind)
    assert actions.invite(ada.member, ada.keys, space.pk) == Refused("full")


def test_only_the_one_who_opened_it_invites_and_after_them_whoever_has_been_there_longest() -> None:
    space, (ada, bo, dee) = circle(3)
    assert [shown_to(one).invites for one in (ada, bo, dee)] == [True, False, False]
    assert actions.invite(bo.member, bo.keys, space.pk) == Refused("host")
    go(ada, space)
    assert [shown_to(one).invites for one in (ada, bo, dee)] == [False, True, False]
    come_in(Somebody("Eli"), bo, space)
    assert [each.name for each in shown_to(dee).people] == ["Bo", "Dee", "Eli"]


def test_whoever_leaves_a_circle_is_out_at_once_and_the_others_go_on() -> None:
    space, (ada, bo, dee) = circle(3)
    assert isinstance(go(dee, space), Parted)
    here, away = shown_to(ada), shown_to(dee)
    assert (here.state, away.state) == ("together", "left")
    assert [each.name for each in here.people] == ["Ada", "Bo"]
    assert [each.name for each in here.gone] == ["Dee"]
    browser = dee.browser
    assert access.may_listen(browser.session_key, browser.ticket, space.pk) is None
    assert access.may_listen(bo.browser.session_key, bo.browser.ticket, space.pk) == bo.member.pk
    assert actions.invite(dee.member, dee.keys, space.pk) == Refused("closed")
    assert go(dee, space) == Refused("closed")


def test_whoever_left_learns_nothing_of_who_comes_afterwards() -> None:
    space, (ada, _, dee) = circle(3)
    go(dee, space)
    come_in(Somebody("Eli"), ada, space)
    assert [each.name for each in shown_to(dee).people] == ["Dee"]


def test_a_circle_closes_when_one_would_be_left() -> None:
    space, (ada, bo, dee) = circle(3)
    go(dee, space)
    assert isinstance(go(bo, space), Closed)
    assert [shown_to(one).state for one in (ada, bo, dee)] == ["closed", "closed", "closed"]


def test_whoever_comes_back_finds_the_own_seat() -> None:
    space, (ada, _bo, dee) = circle(3)
    before = Membership.objects.get(member=dee.member)
    go(dee, space)
    come_in(dee, ada, space)
    after = Membership.objects.get(member=dee.member)
    assert (after.pk, after.seat, after.hue, after.left_at) == (before.pk, 2, before.hue, None)
    assert [each.name for each in shown_to(dee).people] == ["Ada", "Bo", "Dee"]


def test_leaving_takes_the_own_invitation_along_and_nobody_elses() -> None:
    space, (ada, bo, _) = circle(3)
    code = actions.invite(ada.member, ada.keys, space.pk).code
    go(bo, space)
    eli = Somebody("Eli")
    assert not isinstance(actions.ask_to_join(eli.member, eli.keys, code=code), Refused)


@pytest.mark.parametrize("gone", [False, True], ids=["in the circle", "who left it"])
def test_nobody_ends_an_invitation_that_is_not_theirs(gone: bool) -> None:
    space, (ada, _, dee) = circle(3)
    code = actions.invite(ada.member, ada.keys, space.pk).code
    if gone:
        go(dee, space)
    assert not actions.withdraw_invitation(dee.member, space.pk)
    eli = Somebody("Eli")
    actions.ask_to_join(eli.member, eli.keys, code=code)
    assert not actions.refuse_join(dee.member, space.pk)
    assert isinstance(actions.confirm_join(ada.member, ada.keys, space.pk), Joined)


def test_deleting_an_account_leaves_a_circle_to_the_others_without_the_name() -> None:
    space, (ada, bo, dee) = circle(3)
    actions.delete_account(dee.member, passphrase=dee.passphrase, place=HOME)
    assert [each.name for each in shown_to(ada).people] == ["Ada", "Bo"]
    assert [each.name for each in shown_to(ada).gone] == ["Someone who left"]
    assert shown_to(bo).state == "together"
    space.refresh_from_db()
    assert space.is_open


@pytest.mark.parametrize(
    "row",
    [
        {"seat": 2, "hue": "ember"},  # the look of nobody, but a seat that is taken
        {"seat": 4, "hue": "iris"},  # a look that is taken
        {"seat": 8, "hue": "tide"},  # a ninth
        {"seat": 3, "hue": "moss"},  # moss belongs to all
    ],
    ids=str,
)
def test_the_database_refuses_a_seat_that_cannot_be(row: dict[str, object]) -> None:
    space, _ = circle(3)
    jan = Somebody("Jan")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(relationship=space, member=jan.member, name_blob=b"", **row)


def test_the_database_knows_nine_kinds() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Relationship.objects.create(kind="king", palette="ember-tide", created_on="2026-01-01")


def test_with_oneself_there_is_one_space_and_nobody_comes_in() -> None:
    ada = Somebody("Ada")
    opened = [
        actions.start_relationship(ada.member, ada.keys, kind="self", palette="ember-tide", hue="tide")
        for _ in range(2)
    ]
    assert opened[0] == opened[1]
    assert shown_to(ada).state == "own"
    assert actions.invite(ada.member, ada.keys, opened[0].pk) == Refused("full")
    assert isinstance(go(ada, opened[0]), Closed)
    again = actions.start_relationship(ada.member, ada.keys, kind="self", palette="ember-tide", hue="tide")
    assert again != opened[0]


def test_two_still_close_their_space_for_both() -> None:
    ada, bo, space = together()
    assert isinstance(go(ada, space), Closed)
    assert [shown_to(one).state for one in (ada, bo)] == ["closed", "closed"]


def test_everybody_of_the_circle_has_a_passphrase_of_their_own() -> None:
    assert len(set(PASSPHRASES.values())) == len(PASSPHRASES)
