"""Cards with gifts: laid when a gift reaches the other, kept by both, ended by either, and read by nobody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from dialogues.circle import come_in, leave
from dialogues.table import PASSPHRASE, Guest
from practice.giving import (
    GIFT,
    asking,
    do,
    gifts,
    give,
    held,
    keep_line,
    offer_gift,
    on_day,
    only,
    play,
    put_away,
    thank_and_close,
)
from withness.dialogues.actions import Made
from withness.dialogues.actions.aloud import go_apart, touch
from withness.dialogues.models import Dialogue, LoggedMove
from withness.people import actions as people
from withness.people.models import Relationship
from withness.people.queries import space_for
from withness.practice.actions import Done
from withness.practice.gifts import GiveAgain, LetRest, MakeSmaller, Notice, Refused
from withness.practice.models import GiftCard, GiftSide
from withness.practice.queries.gifts import asking_in
from withness.protocol.deck import CHOOSE, SAID
from withness.protocol.moves import ChangePace, Choose, Offer, Pace


def test_a_card_comes_to_both_when_the_gift_reaches(ada: Guest, bo: Guest, space: Relationship) -> None:
    dialogue = asking(ada, bo, space)
    offer_gift(bo, dialogue)
    assert gifts(bo, space) == ()
    ada.do(dialogue, Choose("reaches"))
    hers, his = only(gifts(ada, space)), only(gifts(bo, space))
    assert (hers.words.stem, hers.words.text) == ("What I will do is", GIFT.text)
    assert (hers.giver.name, hers.asker.name, hers.mine, his.mine) == ("Bo", "Ada", False, True)
    assert hers.begins == timezone.now().date()
    assert hers.ends == his.ends == hers.begins + timedelta(days=14)
    assert hers.runs
    assert his.runs


@pytest.mark.parametrize(("stays", "moves"), [("let_go", 0), ("talked", 0), ("keep", None)])
def test_what_stays_of_the_dialogue_decides_nothing_about_the_card(
    ada: Guest, bo: Guest, space: Relationship, stays: str, moves: int | None
) -> None:
    dialogue = play(ada, bo, space)
    thank_and_close(ada, bo, dialogue, stays)
    assert not Dialogue.objects.get().is_open
    assert moves is None or LoggedMove.objects.count() == moves
    assert only(gifts(ada, space)).words.text == GIFT.text


def test_without_a_yes_of_both_there_is_no_card(ada: Guest, bo: Guest, space: Relationship) -> None:
    dialogue = asking(ada, bo, space)
    bo.do(dialogue, Choose("none"))
    ada.do(dialogue, Choose("rest"))
    assert GiftCard.objects.count() == 0


def test_what_is_said_aloud_in_the_room_stays_in_the_room(ada: Guest, bo: Guest, space: Relationship) -> None:
    dialogue = asking(ada, bo, space)
    for guest in (ada, bo):
        guest.try_to(dialogue, ChangePace(Pace.ROOM), place="")
    offer_gift(bo, dialogue, Offer(aloud=True))
    ada.do(dialogue, Choose("reaches"))
    assert GiftCard.objects.count() == 0


def test_nobody_gives_in_the_name_of_the_other_with_the_device_between_them(
    ada: Guest, bo: Guest, space: Relationship
) -> None:
    dialogue = asking(ada, bo, space)
    for guest in (ada, bo):
        guest.try_to(dialogue, ChangePace(Pace.ROOM), place="")
    for act in (f"{CHOOSE}#1", SAID, f"{CHOOSE}two", f"{CHOOSE}by_myself"):
        touch_for(1, ada, dialogue, act)
    go_apart(ada.member, ada.keyring, ada.fresh(dialogue), seats=2)
    assert ada.opened(dialogue).state.pace is Pace.LIVE
    ada.do(dialogue, Choose("reaches"))
    assert GiftCard.objects.count() == 0


def touch_for(seat: int, guest: Guest, dialogue: Dialogue, act: str) -> None:
    """A touch on this guest's device, at the side of another seat."""
    here = guest.opened(dialogue)
    told = {"script": here.script, "seat": seat, "act": act, "place": here.state.place, "move_id": uuid4()}
    made = touch(guest.member, guest.keyring, guest.fresh(dialogue), **told)
    assert isinstance(made, Made), (act, made)


def test_a_stranger_meets_nothing(ada: Guest, bo: Guest, cleo: Guest, space: Relationship) -> None:
    gift = give(bo, ada, space)
    with pytest.raises(Http404):
        do(cleo, gift, Notice())
    with pytest.raises(Http404):
        keep_line(cleo, gift, "mine")
    with pytest.raises(Http404):
        put_away(cleo, gift, now=on_day(gift, 15))
    assert only(gifts(bo, space)) == gift


def test_whoever_comes_into_the_circle_later_finds_no_gift_of_two(ada: Guest, bo: Guest) -> None:
    dee = Guest("Dee")
    space = people.start_relationship(
        ada.member, ada.keyring, kind="family", palette="ember-tide", hue="ember"
    )
    come_in(bo, ada, space)
    gift = give(bo, ada, space)
    come_in(dee, ada, space)
    assert gifts(dee, space) == ()
    with pytest.raises(Http404):
        do(dee, gift, LetRest())
    assert only(gifts(bo, space)).runs


def test_who_leaves_a_circle_ends_their_gifts_and_the_other_puts_them_away(ada: Guest, bo: Guest) -> None:
    dee = Guest("Dee")
    space = people.start_relationship(
        ada.member, ada.keyring, kind="family", palette="ember-tide", hue="ember"
    )
    for guest in (bo, dee):
        come_in(guest, ada, space)
    gift = give(bo, ada, space)
    leave(bo, space)
    assert gifts(bo, space) == ()
    left = only(gifts(ada, space))
    assert (left.runs, left.words.text) == (False, GIFT.text)
    assert do(ada, gift, Notice()) is Refused.OVER
    assert put_away(ada, gift) == Done()
    assert GiftCard.objects.count() == 0


def test_the_mark_is_the_askers_and_the_words_are_the_givers(
    ada: Guest, bo: Guest, space: Relationship
) -> None:
    gift = give(bo, ada, space)
    assert do(bo, gift, Notice()) is Refused.NOT_YOURS
    assert do(ada, gift, MakeSmaller("every day")) is Refused.NOT_YOURS
    assert do(ada, gift, Notice()) == do(ada, gift, Notice()) == Done()
    assert do(bo, gift, MakeSmaller("on Mondays")) == Done()
    for guest in (ada, bo):
        card = only(gifts(guest, space)).card
        assert (card.text, card.stem, card.noticed, card.smaller) == ("on Mondays", "", True, True)


def test_a_line_of_the_givers_own_is_theirs_alone(ada: Guest, bo: Guest, space: Relationship) -> None:
    gift = give(bo, ada, space)
    assert keep_line(ada, gift, "She will see") is Refused.NOT_YOURS
    assert keep_line(bo, gift, "a red dot on the door") == Done()
    assert keep_line(bo, gift, "a" * 401) is Refused.LONG
    assert (only(gifts(bo, space)).line, only(gifts(ada, space)).line) == ("a red dot on the door", "")
    keep_line(bo, gift, "")
    assert only(gifts(bo, space)).line == ""


def test_it_ends_by_itself_and_goes_by_itself(ada: Guest, bo: Guest, space: Relationship) -> None:
    gift = give(bo, ada, space)
    assert only(gifts(bo, space, now=on_day(gift, 14))).runs
    assert only(gifts(bo, space, now=on_day(gift, 15))).over
    assert do(ada, gift, Notice(), now=on_day(gift, 16)) is Refused.OVER
    assert do(bo, gift, LetRest(), now=on_day(gift, 16)) is Refused.OVER
    assert only(gifts(ada, space, now=on_day(gift, 35))).over
    assert gifts(ada, space, now=on_day(gift, 36)) == ()
    assert GiftCard.objects.count() == 0


def test_each_lets_go_of_what_is_over_alone_and_then_it_is_gone(
    ada: Guest, bo: Guest, space: Relationship
) -> None:
    gift = give(bo, ada, space)
    keep_line(bo, gift, "a red dot")
    after = on_day(gift, 16)
    assert put_away(bo, gift) is Refused.RUNS
    assert put_away(ada, gift, now=after) == Done()
    assert gifts(ada, space, now=after) == ()
    assert only(gifts(bo, space, now=after)).line == "a red dot"
    assert put_away(bo, gift, now=after) == Done()
    assert (GiftCard.objects.count(), GiftSide.objects.count()) == (0, 0)


def test_the_giver_may_give_it_for_another_while_and_it_is_there_again(
    ada: Guest, bo: Guest, space: Relationship
) -> None:
    gift = give(bo, ada, space)
    after = on_day(gift, 16)
    do(ada, gift, Notice())
    put_away(ada, gift, now=after)
    assert do(bo, gift, GiveAgain(5), now=after) is Refused.WEEKS
    assert do(bo, gift, GiveAgain(1), now=after) == Done()
    again = only(gifts(ada, space, now=after))
    assert (again.begins, again.ends) == (after.date(), after.date() + timedelta(days=7))
    assert (again.runs, again.card.noticed) == (True, False)


@pytest.mark.parametrize("who", ["ada", "bo"])
def test_either_lets_it_rest_and_the_other_keeps_one_plain_sentence(
    ada: Guest, bo: Guest, space: Relationship, who: str
) -> None:
    gift = give(bo, ada, space)
    one, other = (ada, bo) if who == "ada" else (bo, ada)
    assert do(one, gift, LetRest()) == Done()
    assert gifts(one, space) == ()
    left = only(gifts(other, space))
    assert (left.card.rests, left.card.text, left.runs) == (True, "", False)
    assert do(other, gift, Notice()) is Refused.OVER
    assert put_away(other, gift) == Done()
    assert GiftCard.objects.count() == 0


def test_with_the_space_its_gifts_end(ada: Guest, bo: Guest, space: Relationship) -> None:
    gift = give(bo, ada, space)
    keep_line(bo, gift, "a red dot")
    people.leave_relationship(ada.member, space.pk, passphrase=PASSPHRASE, place="here")
    ended = only(gifts(bo, space))
    assert (ended.over, ended.frozen, ended.line, ended.words.text) == (True, True, "a red dot", GIFT.text)
    assert do(bo, gift, GiveAgain(1), now=on_day(gift, 16)) is Refused.OVER
    assert do(ada, gift, LetRest()) is Refused.OVER
    assert put_away(bo, gift) == Done()
    assert put_away(ada, gift) == Done()
    assert GiftCard.objects.count() == 0


def test_who_deletes_their_place_takes_their_own_line_and_leaves_the_words(
    ada: Guest, bo: Guest, space: Relationship
) -> None:
    gift = give(bo, ada, space)
    keep_line(bo, gift, "a red dot")
    people.delete_account(bo.member, passphrase=PASSPHRASE, place="here")
    assert GiftSide.objects.count() == 0
    left = only(gifts(ada, space))
    assert (left.giver.name, left.over, left.words.text) == ("Someone who left", True, GIFT.text)
    assert put_away(ada, left) == Done()
    assert GiftCard.objects.count() == 0


def test_the_last_one_to_go_leaves_no_card(ada: Guest, bo: Guest, space: Relationship) -> None:
    give(bo, ada, space)
    for guest in (ada, bo):
        people.delete_account(guest.member, passphrase=PASSPHRASE, place="here")
    assert GiftCard.objects.count() == 0


def test_a_gift_is_asked_for_where_that_is_on_offer_and_the_way_is_known(
    ada: Guest, bo: Guest, space: Relationship
) -> None:
    def offered() -> str:
        return asking_in(space_for(ada.member, ada.keyring, space.pk))

    held(space, "appreciation", 3)
    assert offered() == ""
    held(space, "whole-dialogue", 3)
    assert offered() == "change-request"
    Relationship.objects.filter(pk=space.pk).update(kind="colleague")
    assert offered() == ""
