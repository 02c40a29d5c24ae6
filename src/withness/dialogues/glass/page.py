"""From a sight to what stands on the glass: sentences with names in them, choices, who is here. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from msgspec import Struct

from withness.dialogues.glass.cards import Card, cards_of, isolated
from withness.dialogues.glass.wording import ENDINGS, STAYS
from withness.hub import Presence
from withness.people.queries import Person
from withness.protocol.outcomes import HELD
from withness.protocol.script import TOGETHER, Gathering, Kind, Option, Stem
from withness.protocol.sight import Sight, named


class Choice(Struct, frozen=True):
    """One option as a button, or as a fold with a field when words go with it."""

    id: str
    label: str
    words: str
    ask: str
    typed: str
    means: str = ""
    drops: bool = False


class Glass(Struct, frozen=True):
    """Everything the page of a dialogue shows to one person."""

    sight: Sight
    people: tuple[Person, ...]
    me: Person
    other: Person
    speaker: Person
    mine: bool
    turn: str
    title: str
    note: str
    label: str
    cards: tuple[Card, ...]
    choices: tuple[Choice, ...]
    stems: tuple[Stem, ...]
    stage: int
    deeper: Stem | None
    presence: Presence
    absent: tuple[Person, ...]
    frozen: bool
    now: datetime
    oneself: bool = False
    instead: str = ""

    @property
    def is_circle(self) -> bool:
        """Tell whether more than two talk."""
        return len(self.people) > 2

    @property
    def other_here(self) -> bool:
        """Tell whether nobody is missing."""
        return not self.absent

    @property
    def here_count(self) -> int:
        """Tell how many are here, me among them."""
        return self.count - len(self.absent)

    @property
    def count(self) -> int:
        """Tell how many take part."""
        return len(self.people) - len(self.sight.gone)

    @property
    def whom(self) -> str:
        """Say for whom something stays: one, both or all."""
        return "for you" if self.oneself else "for all of you" if self.is_circle else "for both of you"

    @property
    def template(self) -> str:
        """Name the part that draws the step."""
        return f"dialogues/steps/{self._look()}.html"

    def _look(self) -> str:
        sight = self.sight
        if sight.outcome:
            return "ended"
        if self.frozen:
            return "frozen"
        if sight.left or sight.paused:
            return "left" if sight.left else "paused"
        if self.instead:
            return self.instead
        if not sight.acts:
            return "waiting"
        return Kind.SAY.value if sight.kind is Kind.EACH else sight.kind.value

    @property
    def version(self) -> str:
        """Name what the page shows: a page with the same version need not be drawn again."""
        sight = self.sight
        if sight.gathering is Gathering.ARRIVING:
            presence = str(self.here_count)
        else:
            presence = self.presence.value if self._look() == "waiting" else ""
        resting = sight.paused, sight.left, sight.gone
        marks = (sight.place, self._look(), sight.may_take_back, presence, *resting)
        return "|".join(str(mark) for mark in marks)

    @property
    def comes_again(self) -> bool:
        """Tell whether a page without script fetches itself: only where nobody can be writing into a field."""
        return not self.sight.acts and self._look() not in ("ended", "frozen")

    @property
    def tab(self) -> str:
        """Name the page for the browser's tab and its history, which keep it: no name, no topic, no step."""
        if self._look() in ("paused", "left"):
            return "Pause"
        return "Your turn" if self.sight.acts and self.sight.begun else "In a dialogue"

    @property
    def wide(self) -> bool:
        """Tell whether words and field stand side by side on a wide screen."""
        return self._look() == "say" and bool(self.cards)

    @property
    def may_leave(self) -> bool:
        """Tell whether there is something to pause or to leave: what has ended is left by going Home."""
        return self._look() not in ("ended", "frozen", "left", "paused")

    @property
    def has_pocket(self) -> bool:
        """Tell whether a thought can be set aside: while it is the other's story (with oneself there is none)."""
        sight = self.sight
        told = sight.kind not in TOGETHER or (sight.kind is Kind.AGREE and not sight.closes)
        return told and not self.mine and not self.oneself and self._look() not in ("ended", "frozen")

    @property
    def may_take_back(self) -> bool:
        """Tell whether the page offers to take the last words back; a question has its own way to be withdrawn."""
        return self.sight.may_take_back and not any(choice.id == "withdraw" for choice in self.choices)

    @property
    def may_begin_with(self) -> bool:
        """Tell whether a thought from the pocket can be put into the field."""
        return self.mine and self.sight.tells and self.sight.acts

    @property
    def reads_pieces(self) -> bool:
        """Tell whether all pieces lie open: while the other's story is put together or made sense of."""
        return not self.sight.tells and not (self.mine and self.sight.acts)

    @property
    def closing(self) -> bool:
        """Tell whether this is the last question: what shall stay."""
        return any(choice.means for choice in self.choices)

    @property
    def first_stem(self) -> str:
        """Give the stem that stands over an empty field."""
        return self.stems[0].say if self.stems else ""

    @property
    def smaller(self) -> str:
        """Name the choice that asks for a smaller piece: beside words of one's own, it hands back what they answer."""
        return next((each.id for each in self.choices if each.drops and self.sight.kind is Kind.SAY), "")

    @property
    def other_away(self) -> bool:
        """Tell whether the other has been gone long enough to say so."""
        return self.presence is not Presence.HERE

    @property
    def other_long_away(self) -> bool:
        """Tell whether it is time to offer another way than waiting."""
        return self.presence is Presence.LONG_AWAY

    @property
    def gone(self) -> tuple[Person, ...]:
        """Give who left for good, for one neutral sentence on the page of the step in which they did."""
        return tuple(self.people[seat] for seat in self.sight.gone) if self.sight.parted else ()

    @property
    def i_left(self) -> bool:
        """Tell whether I left the circle while it talked."""
        return self.me.seat in self.sight.gone

    @property
    def resting(self) -> Person | None:
        """Give who asked for the pause, or stopped for now."""
        rest = self.sight.left or self.sight.paused
        return self.people[rest.seat] if rest else None

    @property
    def my_rest(self) -> bool:
        """Tell whether the pause, or the stop, is mine to end."""
        return self.resting is not None and self.resting.seat == self.me.seat

    @property
    def back_at(self) -> datetime | None:
        """Give the promised time of return."""
        return datetime.fromtimestamp(self.sight.paused.until, UTC) if self.sight.paused else None

    @property
    def pause_over(self) -> bool:
        """Tell whether the promised time has come."""
        return self.back_at is not None and self.back_at <= self.now

    @property
    def was_held(self) -> bool:
        """Tell whether it was held to its end, whatever of it is kept."""
        return self.sight.outcome in HELD

    @property
    def ending(self) -> tuple[str, str]:
        """Give the title and the sentence of a dialogue that is over."""
        title, sentence = _ending(self.sight.outcome)
        return title, sentence.format(whom=self.whom)


def glass(
    sight: Sight,
    people: tuple[Person, ...],
    *,
    presence: Presence,
    now: datetime,
    other: Person | None = None,
    absent: tuple[Person, ...] = (),
    frozen: bool = False,
    oneself: bool = False,
    instead: str = "",
    typed: Mapping[str, str] | None = None,
) -> Glass:
    """Draw one person's page of a dialogue. `typed` is what stands in the fields of the options.

    `other` is who the page is about beside me (see queries.counterpart), `presence` is theirs; `absent` are all who
    are not here. `instead` names a page that takes the place of the step's own.
    """
    me = next(person for person in people if person.is_me)
    speaker = people[sight.speaker]
    return Glass(
        sight=sight,
        people=people,
        me=me,
        other=other or next((person for person in people if not person.is_me), me),
        speaker=speaker,
        mine=speaker.is_me,
        turn="moss" if _belongs_to_both(sight) or sight.outcome else speaker.hue,
        title=_ending(sight.outcome)[0] if sight.outcome else _told(sight.title, people, sight=sight),
        note=_told(sight.note, people, sight=sight),
        label=_told(sight.label, people, sight=sight),
        cards=tuple(card for shown in sight.shown for card in cards_of(shown, people, oneself=oneself)),
        choices=tuple(_choice(option, people, sight=sight, typed=typed or {}) for option in sight.options),
        stems=sight.field.stems if sight.field else (),
        stage=sight.stages.index(sight.stage) + 1 if sight.stage else 0,
        deeper=sight.deeper,
        presence=presence,
        absent=absent,
        frozen=frozen,
        now=now,
        oneself=oneself,
        instead=instead,
    )


def _ending(outcome: str) -> tuple[str, str]:
    return ENDINGS.get(outcome, ("It has closed.", "Nothing more is needed."))


def _belongs_to_both(sight: Sight) -> bool:
    """Tell whether the room is washed in moss: in every step that both take at once.

    Once they have changed over, it takes the colour of the new story already.
    """
    return sight.kind in TOGETHER and sight.gathering is not Gathering.CHANGING_OVER


def _told(sentence: str, people: tuple[Person, ...], *, sight: Sight) -> str:
    """Put the names into a sentence of the script."""
    me = next((person.seat for person in people if person.is_me), 0)
    names = [isolated(person.name) for person in people]
    return named(sentence, names, speaker=sight.speaker, seat=me, gone=sight.gone)


def _choice(option: Option, people: tuple[Person, ...], *, sight: Sight, typed: Mapping[str, str]) -> Choice:
    label, ask = (_told(sentence, people, sight=sight) for sentence in (option.label, option.ask))
    means, written = STAYS.get(option.end, ""), typed.get(option.id, "")
    return Choice(option.id, label, option.words, ask, written, means, option.drops)
