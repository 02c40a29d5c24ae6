"""Ada and Bo at one table: two members who share a space, and whoever moves for them in a test."""

from __future__ import annotations

from uuid import UUID, uuid4

from withness.dialogues import actions, queries
from withness.dialogues.actions import Made, MovedOn, Refused
from withness.dialogues.actions.beginning import begin_dialogue
from withness.dialogues.models import Dialogue
from withness.dialogues.queries.writing import writing_at
from withness.people import actions as people
from withness.people.models import Member, Relationship
from withness.protocol.moves import Choose, Move, Offer, Ready
from withness.protocol.sight import Sight
from withness.vault import Keyring

PASSPHRASE = "lantern gravel pillow orbit"


class Guest:
    """One member with the keyring of a request."""

    def __init__(self, name: str, passphrase: str = PASSPHRASE) -> None:
        signed_up = people.sign_up(name, passphrase)
        self.member: Member = signed_up.member
        self.recovery_code: str = signed_up.recovery_code
        self.keyring = Keyring(self.member.pk, signed_up.root)

    def open_space(self, other: Guest) -> Relationship:
        space = people.start_relationship(
            self.member, self.keyring, kind="spouse", palette="ember-tide", hue="ember"
        )
        invited = people.invite(self.member, self.keyring, space.pk)
        people.ask_to_join(other.member, other.keyring, secret=invited.secret)
        people.confirm_join(self.member, self.keyring, space.pk)
        return space

    def ask(self, space: Relationship, topic: str = "Sunday mornings") -> Dialogue:
        made = begin_dialogue(self.member, self.keyring, space, script="whole-dialogue", topic=topic)
        assert isinstance(made, Made), made
        return Dialogue.objects.select_related("relationship").get(pk=made.dialogue_id)

    def opened(self, dialogue: Dialogue) -> queries.Opened:
        return queries.opened(self.fresh(dialogue), self.keyring, self.member)

    def sight(self, dialogue: Dialogue) -> Sight:
        return self.opened(dialogue).sight

    def try_to(
        self, dialogue: Dialogue, move: Move, *, move_id: UUID | None = None, place: str | None = None
    ) -> Made | Refused | MovedOn:
        here = self.sight(dialogue).place if place is None else place
        return actions.make_move(
            self.member, self.keyring, self.fresh(dialogue), move=move, move_id=move_id or uuid4(), place=here
        )

    def do(self, dialogue: Dialogue, *moves: Move) -> None:
        for move in moves:
            made = self.try_to(dialogue, move)
            assert isinstance(made, Made), made

    def draft(
        self, dialogue: Dialogue, text: str, *, writer: str = "", take_over: bool = False
    ) -> actions.Kept:
        return actions.save_draft(
            self.member,
            self.keyring,
            self.fresh(dialogue),
            place=self.sight(dialogue).place,
            text=text,
            writer=writer,
            take_over=take_over,
        )

    def field(self, dialogue: Dialogue) -> str:
        return writing_at(self.opened(dialogue), self.member, self.keyring, asked={}).text

    @staticmethod
    def fresh(dialogue: Dialogue) -> Dialogue:
        return Dialogue.objects.select_related("relationship").get(pk=dialogue.pk)


def arrive(ada: Guest, bo: Guest, dialogue: Dialogue) -> None:
    """Both come in and breathe: Ada may speak."""
    for _ in range(2):
        ada.do(dialogue, Ready())
        bo.do(dialogue, Ready())


def tell_one_story(speaker: Guest, listener: Guest, dialogue: Dialogue) -> None:
    """One story from its first piece to what next."""
    speaker.do(dialogue, Offer("I wake early and I wait.", stem="What happened was"))
    listener.do(dialogue, Offer("You wake early and you wait."))
    speaker.do(dialogue, Choose("got_it"), Choose("all"))
    listener.do(dialogue, Offer("You wake early, and you wait."))
    speaker.do(dialogue, Choose("all"))
    listener.do(dialogue, Offer("because waiting is long."))
    speaker.do(dialogue, Choose("reaches"))
    listener.do(dialogue, Offer(feelings=("lonely",)))
    speaker.do(dialogue, Offer(feelings=("lonely", "hopeful")))
    listener.do(dialogue, Choose("said"))


def to_the_last_question(ada: Guest, bo: Guest, dialogue: Dialogue) -> None:
    """After a story: enough for today, and thanks. What shall stay is open to both."""
    ada.do(dialogue, Choose("enough"))
    bo.do(dialogue, Choose("enough"))
    for guest in (ada, bo):
        guest.do(dialogue, Offer("how you waited for my words"))
    for guest in (ada, bo):
        guest.do(dialogue, Ready())


def close(ada: Guest, bo: Guest, dialogue: Dialogue, *, hers: str, his: str) -> None:
    """Enough for today, thanks, and what shall stay."""
    to_the_last_question(ada, bo, dialogue)
    ada.do(dialogue, Choose(hers))
    bo.do(dialogue, Choose(his))
