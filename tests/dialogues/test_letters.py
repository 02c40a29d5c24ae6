"""Letters: on their way, taken back, opened in silence, and answered piece by piece."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from dialogues.letters import MORNING, NOW, PIECES, fields, look, seal, take, truth, unseal
from dialogues.table import Guest
from withness.dialogues.actions import Made, Refused
from withness.dialogues.actions.letters import (
    EACH_PIECE,
    IN_THE_FIELD,
    NOT_HERE,
    ONE_AT_A_TIME,
    STAYS,
    CameBack,
    Sealed,
)
from withness.dialogues.models import Dialogue, Draft, Letter, LoggedMove
from withness.dialogues.queries import doorbell
from withness.dialogues.queries.letters import letter_context, letter_for, pieces_of, post_of, to_mirror
from withness.protocol.moves import (
    ChangePace,
    Choose,
    Move,
    Offer,
    Pace,
    Pause,
    Ready,
    Resume,
    TakeBack,
    encode,
)
from withness.protocol.rules import Reason
from withness.vault import Damaged


def test_a_letter_opens_whatever_else_came_under_its_number(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    number = uuid4()
    assert seal(ada, letters, move_id=number) == Sealed()
    assert isinstance(ada.try_to(letters, Pause(20), move_id=number, place=""), Made)
    ada.do(letters, Resume())
    assert isinstance(unseal(bo, letters), Made)


def test_a_dialogue_by_letter_begins_at_the_first_words(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    assert ada.sight(letters).step == "speaking"
    assert (look(ada, letters), look(bo, letters)) == ("letter", "")


def test_nothing_of_a_letter_is_there_for_the_other_before_it_arrives(
    ada: Guest, bo: Guest, letters: Dialogue
) -> None:
    before, bell = bo.opened(letters), doorbell(letters.pk)
    assert seal(ada, letters, at=MORNING) == Sealed()
    assert bo.opened(letters) == before
    assert doorbell(letters.pk) == bell
    assert look(bo, letters, now=MORNING - timedelta(seconds=1)) == ""
    assert unseal(bo, letters, now=MORNING - timedelta(seconds=1)) == NOT_HERE
    assert look(bo, letters, now=MORNING) == "arrived"
    assert isinstance(unseal(bo, letters, now=MORNING), Made)


@pytest.mark.parametrize("lies_there", [Ready(), Choose("got_it", text="I wake early."), None])
def test_what_lies_sealed_in_a_letters_place_and_is_none_is_damage(
    ada: Guest, bo: Guest, letters: Dialogue, lies_there: Move | None
) -> None:
    seal(ada, letters)
    letter = Letter.objects.get()
    space, context = letters.relationship, letter_context(letter)
    if lies_there is None:
        context = ("draft", *context[1:])
    blob = ada.keyring.seal_shared(
        space.pk, space.generation, encode(lies_there or PIECES).decode(), *context
    )
    Letter.objects.update(blob=blob)
    with pytest.raises(Damaged):
        unseal(bo, letters)
    with pytest.raises(Damaged):
        take(ada, letters)
    assert Letter.objects.exists(), "nothing is thrown away"
    assert not bo.opened(letters).unanswered.theirs


def test_its_author_meets_the_same_before_and_after_it_is_opened(
    ada: Guest, bo: Guest, letters: Dialogue
) -> None:
    seal(ada, letters)
    later = NOW + timedelta(days=1)
    before, sight, bell = (
        post_of(ada.opened(letters), now=later),
        ada.sight(letters),
        doorbell(letters.pk),
    )
    unseal(bo, letters)
    assert post_of(ada.opened(letters), now=later) == before
    assert ada.sight(letters) == sight
    assert doorbell(letters.pk) == bell
    assert bo.sight(letters).step == "mirroring"
    bo.do(letters, Choose("smaller"))
    assert ada.sight(letters).returned is not None
    assert doorbell(letters.pk) != bell


@pytest.mark.parametrize("who", ["author", "reader"])
def test_the_doorbell_does_not_count_an_opened_letter_before_its_answer(
    ada: Guest, bo: Guest, letters: Dialogue, who: str
) -> None:
    """Whoever asks the stream for its number learns from it how many moves they know of, and no more."""
    seal(ada, letters)
    unseal(bo, letters)
    one = ada if who == "author" else bo
    for move in (Pause(20), Resume(), ChangePace(Pace.LIVE)):
        assert isinstance(one.try_to(letters, move, place=""), Made)
    known = doorbell(letters.pk)
    assert known == (letters.relationship_id, "01", ada.sight(letters).seq)
    assert truth(bo, letters).seq == ada.sight(letters).seq + 1
    bo.do(letters, Choose("smaller"))
    assert doorbell(letters.pk) == (letters.relationship_id, "01", truth(ada, letters).seq)


@pytest.mark.parametrize("move", [Offer("mine"), Choose("got_it"), Ready(), TakeBack()], ids=str)
def test_a_move_that_was_never_possible_tells_nothing_of_the_opening(
    ada: Guest, bo: Guest, letters: Dialogue, move: Move
) -> None:
    seal(ada, letters)
    before = ada.try_to(letters, move)
    unseal(bo, letters)
    assert ada.try_to(letters, move) == before
    assert isinstance(before, Refused)


def test_a_letter_is_in_no_log_before_it_is_opened_and_then_once(
    ada: Guest, bo: Guest, letters: Dialogue
) -> None:
    moves = LoggedMove.objects.filter(dialogue=letters)
    before = moves.count()
    move_id = uuid4()
    seal(ada, letters, move_id=move_id)
    assert moves.count() == before
    unseal(bo, letters)
    assert unseal(bo, letters) == Made(letters.pk, before + 1), "a second device leads to the same letter"
    assert moves.get(move_id=move_id).seat == 0
    assert moves.count() == before + 1
    assert not Letter.objects.exists()
    assert truth(bo, letters).table[-1].blocks == ("I wait.", "I long for you.")


def test_sealing_sent_twice_is_one_letter(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    move_id, place = uuid4(), ada.sight(letters).place
    assert seal(ada, letters, move_id=move_id, place=place) == Sealed()
    assert seal(ada, letters, move_id=move_id, place=place) == Sealed()
    assert seal(ada, letters, place=place) == ONE_AT_A_TIME
    unseal(bo, letters)
    assert seal(ada, letters, move_id=move_id, place=place) == Sealed()
    assert seal(ada, letters, place=place) == ONE_AT_A_TIME, "the same words as before it was opened"
    assert LoggedMove.objects.filter(move_id=move_id).count() == 1


@pytest.mark.parametrize(
    "after", [timedelta(), timedelta(hours=12)], ids=["before it arrives", "after it arrived"]
)
def test_a_letter_can_be_taken_back_without_trace_until_it_is_opened(
    ada: Guest, bo: Guest, letters: Dialogue, after: timedelta
) -> None:
    clean = bo.opened(letters)
    seal(ada, letters, at=MORNING)
    assert take(ada, letters) == CameBack(IN_THE_FIELD.told, "What happened was")
    assert fields(ada, letters) == ["I wake early.", "I wait.", "I long for you."]
    assert bo.opened(letters) == clean
    assert look(bo, letters, now=NOW + after) == ""
    assert unseal(bo, letters, now=NOW + after) == NOT_HERE


def test_what_was_opened_stays(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    seal(ada, letters)
    unseal(bo, letters)
    assert take(ada, letters) == STAYS
    assert ada.try_to(letters, TakeBack(), place="") == Refused(Reason.NOTHING_TO_TAKE_BACK), "as before"
    assert truth(bo, letters).step == "mirroring"


def test_the_answer_mirrors_piece_by_piece(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    seal(ada, letters)
    unseal(bo, letters)
    here = bo.opened(letters)
    assert to_mirror(here) == ("I wake early.", "I wait.", "I long for you.")
    assert [piece.answers for piece in pieces_of(here, {}, first="")] == list(to_mirror(here))
    assert seal(bo, letters, Offer("You wake early.", blocks=("You wait.",))) == EACH_PIECE
    assert seal(bo, letters, Offer("You wake.", blocks=("You wait.", "You long."))) == Sealed()
    unseal(ada, letters)
    ada.do(letters, Choose("got_it"))
    assert ada.sight(letters).step == "more"


def test_words_that_make_no_letter_are_told_and_nothing_is_sealed(ada: Guest, letters: Dialogue) -> None:
    assert seal(ada, letters, Offer(" ")) == Refused(Reason.EMPTY)
    assert seal(ada, letters, Offer("x" * 2001)) == Refused(Reason.TOO_LONG)
    assert seal(ada, letters, Offer("a", blocks=("b",) * 12)) == Refused(Reason.TOO_MANY_PIECES)
    assert not Letter.objects.exists()


def test_who_does_not_write_seals_nothing(bo: Guest, letters: Dialogue) -> None:
    assert seal(bo, letters) == Refused(Reason.NOT_YOUR_TURN)


def test_drafts_go_when_the_letter_is_sealed(ada: Guest, letters: Dialogue) -> None:
    ada.draft(letters, "I wake")
    seal(ada, letters)
    assert not Draft.objects.filter(member=ada.member).exists()


def test_cleo_finds_no_letter(ada: Guest, cleo: Guest, letters: Dialogue) -> None:
    seal(ada, letters)
    assert not cleo.member.letters.exists()
    assert letter_for(ada.opened(letters), now=NOW) is None, "one's own does not arrive"


def test_by_letter_nobody_is_asked_to_be_there(ada: Guest, bo: Guest, dialogue: Dialogue) -> None:
    assert ada.sight(dialogue).step == "arriving"
    ada.do(dialogue, ChangePace(Pace.LETTER))
    assert ada.sight(dialogue).step == "speaking"
    assert doorbell(dialogue.pk) == (dialogue.relationship_id, "01", truth(ada, dialogue).seq)


def test_a_whole_dialogue_by_letters_keeps_its_words(ada: Guest, bo: Guest, letters: Dialogue) -> None:
    def send(author: Guest, reader: Guest, offer: Offer) -> None:
        assert seal(author, letters, offer, at=MORNING) == Sealed()
        assert isinstance(unseal(reader, letters, now=MORNING), Made)

    for speaker, listener in ((ada, bo), (bo, ada)):
        send(speaker, listener, PIECES)
        send(listener, speaker, Offer("You wake.", blocks=("You wait.", "You long.")))
        speaker.do(letters, Choose("got_it"), Choose("all"))
        send(listener, speaker, Offer("You wake, and you wait."))
        speaker.do(letters, Choose("all"))
        send(listener, speaker, Offer("because waiting is long."))
        speaker.do(letters, Choose("reaches"))
        listener.do(letters, Offer(feelings=("lonely",)))
        speaker.do(letters, Offer(feelings=("lonely",)))
        listener.do(letters, Choose("said"))
        if speaker is ada:
            ada.do(letters, Choose("change"))
            bo.do(letters, Choose("change"))
            assert bo.sight(letters).step == "speaking", "changing over asks nobody to be there"
    close: tuple[Move, ...] = (Choose("enough"), Offer("how you waited"))
    for move in close:
        ada.do(letters, move)
        bo.do(letters, move)
    assert ada.sight(letters).step == "keep"
    ada.do(letters, Choose("keep"))
    bo.do(letters, Choose("keep"))
    kept = ada.opened(letters).state
    assert kept.outcome == "kept"
    assert kept.told[0][1].blocks == PIECES.blocks
