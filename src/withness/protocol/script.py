"""The closed vocabulary of a script: what a dialogue or an exercise can be made of, and nothing else."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct, structs

from withness.protocol.moves import Pace

Who = str
"""A part ("speaker", "listener", …) or "everyone"."""

EVERYONE = "everyone"
COME_BACK = "come_back"
"""As a destination: the step that was left to hear more first, if there is one."""

PIECES, REQUESTS = "pieces", "requests"
"""In `shows`: every piece (or request) of this story, where "piece" is the last one only."""

Time = Literal["now", "then", "longing"]

ASKER: Final = "asker"
ASKED: Final = "asked"
CHILD: Final = "child"
EITHER: Final = "either"
"""Who may tell first: whoever asked, who was asked, the child of a parent, or whom the one who asks names."""


class Kind(StrEnum):
    """What a step asks for."""

    SAY = "say"  # one person offers words
    CHOOSE = "choose"  # one person picks one of two or three
    FEEL = "feel"  # one person offers up to a few feelings
    FITS = "fits"  # one person says which of the offered feelings fit, and may add some
    PICK = "pick"  # one person picks one of the words that lie there, or none of them
    GATHER = "gather"  # everyone says "ready"
    EACH = "each"  # everyone offers words, revealed together
    AGREE = "agree"  # everyone chooses unseen; of the options chosen, the one listed first counts


class Gathering(StrEnum):
    """What people come together for in a step where everyone says "ready"."""

    ARRIVING = "arriving"
    BREATHING = "breathing"
    CHANGING_OVER = "changing over"
    RESTING = "resting"


GROUNDING = "grounding"
"""The note that tells why to breathe out first."""

TOGETHER = frozenset({Kind.GATHER, Kind.EACH, Kind.AGREE})
"""Kinds that everyone takes at once, or everyone who has the same part; the others belong to one person."""


class Slot(StrEnum):
    """What offered words are, so that later steps can show them."""

    TOPIC = "topic"
    WHEN = "when"
    PIECE = "piece"
    MIRROR = "mirror"
    SUMMARY = "summary"
    MISSING = "missing"
    SENSE = "sense"
    QUESTION = "question"
    FEELINGS = "feelings"
    FITS = "fits"
    THANKS = "thanks"
    WISH = "wish"
    REQUEST = "request"
    GIFT = "gift"
    UNTIL = "until"
    REACHED = "reached"
    REMINDER = "reminder"
    OWNED = "owned"
    AMENDS = "amends"
    NEED = "need"
    LEARNED = "learned"
    NEWLY = "newly"
    LIMIT = "limit"
    AFFIRMATION = "affirmation"
    WITNESS = "witness"
    ONWARD = "onward"


ALL_OF = {PIECES: Slot.PIECE, REQUESTS: Slot.REQUEST}
"""Which words the plural names stand for."""


class Stem(Struct, frozen=True):
    """The beginning of a sentence, with the time it speaks from. A deeper one is offered, never required."""

    say: str
    time: Time = "now"
    deeper: bool = False


class Option(Struct, frozen=True):
    """One thing a person may choose.

    `words` tells whether words go with it; `says` are fixed words that are offered in the chooser's name. `up_to` is
    how many words of the step it leads to may lie there in all; `after_all` is where it leads once all have told.
    `lasts` is for how many days a gift is given.
    """

    id: str
    label: str
    to: str = ""
    otherwise: str = ""
    words: Literal["no", "optional", "required"] = "no"
    ask: str = ""
    says: str = ""
    gives: Slot | None = None
    drops: bool = False
    come_back: str = ""
    swap: bool = False
    end: str = ""
    up_to: int = 0
    after_all: str = ""
    lasts: int = 0


class Aloud(Struct, frozen=True):
    """What a step sounds like in the room, with one device between the people; what is left out follows from the step.

    `prompt` is said aloud by who acts and `done` stands on the button; `listens` is for the other half.
    """

    prompt: str = ""
    note: str = ""
    done: str = ""
    listens: str = ""
    listens_note: str = ""


class Step(Struct, frozen=True):
    """One state of a dialogue: who acts, what both are shown, and where each move leads."""

    id: str
    kind: Kind
    title: str
    who: Who = EVERYONE
    stage: str = ""
    note: str = ""
    waits: str = ""
    waits_note: str = ""
    label: str = ""
    to: str = ""
    swap: bool = False
    gives: Slot | None = None
    shows: tuple[str, ...] = ()
    waits_shows: tuple[str, ...] = ()
    stems: tuple[Stem, ...] = ()
    stems_after_change: tuple[Stem, ...] = ()
    options: tuple[Option, ...] = ()
    meanwhile: tuple[Option, ...] = ()
    limit: int = 2000
    good: int = 320
    most: int = 3
    optional: bool = False
    aloud: bool = True
    why: str = ""
    room: Aloud = Aloud()
    picks: Slot | None = None
    request: bool = False
    after_all: str = ""

    @property
    def slot(self) -> Slot:
        """Tell what words offered here are, also where the script leaves it open."""
        return self.gives or _SLOTS.get(self.kind, Slot.PIECE)

    def option(self, option_id: str) -> Option | None:
        """Find an option of the one who acts."""
        return next((each for each in self.options if each.id == option_id), None)

    def aside(self, option_id: str) -> Option | None:
        """Find an option of the one who waits."""
        return next((each for each in self.meanwhile if each.id == option_id), None)


_SLOTS = {Kind.FEEL: Slot.FEELINGS, Kind.FITS: Slot.FITS, Kind.PICK: Slot.GIFT}


class First(Struct, frozen=True):
    """Who tells first. `title` is how it is asked where nobody knows, `label` the answer of whoever it is."""

    who: Literal["asker", "asked", "child", "either"] = ASKER
    title: str = "Who begins?"
    label: str = "I begin"


class Script(Struct, frozen=True, dict=True):
    """A whole dialogue as data: its parts, its stages and its steps.

    `people` are the fewest and the most it is for; without `paces` every pace suits it.
    """

    script: str
    title: str
    about: str
    version: int
    language: str
    minutes: int
    parts: tuple[str, ...]
    stages: tuple[str, ...]
    always: tuple[str, ...]
    start: str
    closing: str
    steps: tuple[Step, ...]
    people: tuple[int, int] = (2, 2)
    paces: tuple[Pace, ...] = ()
    first: First = First()

    @cached_property
    def by_id(self) -> dict[str, Step]:
        """Give every step under its name."""
        return {step.id: step for step in self.steps}

    def step(self, step_id: str) -> Step:
        """Find a step by its name; the reader has made sure that it exists."""
        return self.by_id[step_id]

    @cached_property
    def first_gathering(self) -> str:
        """Name the step in which people arrive, if there is one."""
        return next((step.id for step in self.steps if step.kind is Kind.GATHER), "")

    @cached_property
    def changed_over(self) -> frozenset[str]:
        """Name the steps to which people come when they have just changed over."""
        by_themselves = {step.to for step in self.steps if step.swap}
        return frozenset(
            by_themselves | {each.to for step in self.steps for each in step.options if each.swap}
        )

    @cached_property
    def told_on(self) -> frozenset[str]:
        """Name the steps to which people come back with more to say, and not to say the same anew."""
        been, back = set[str](), set[str]()
        for step in self.steps:
            been.add(step.id)
            back |= {each.to for each in step.options if each.to in been and not (each.drops or each.swap)}
        return frozenset(back)

    @cached_property
    def lays_cards(self) -> bool:
        """Tell whether a gift that reached the other comes onto a card, which outlives the dialogue."""
        return any(option.gives is Slot.REACHED for step in self.steps for option in step.options)


def gathering_at(step: Step, script: Script) -> Gathering | None:
    """Tell what a gathering is for, by what the script says of it: where it stands, why it is there, what it shows."""
    if step.kind is not Kind.GATHER:
        return None
    if step.id == script.first_gathering:
        return Gathering.ARRIVING
    if step.id in script.changed_over:
        return Gathering.CHANGING_OVER
    if step.why == GROUNDING:
        return Gathering.BREATHING
    return None if step.why or step.shows else Gathering.RESTING


def destinations(step: Step, script: Script) -> set[str]:
    """Tell which steps can follow this one, however the people choose."""
    named = {step.to, step.after_all}
    for option in (*step.options, *step.meanwhile):
        named |= {option.otherwise} if option.to == COME_BACK else {option.to}
        named |= {option.after_all}
        named |= {option.come_back} if option.to == COME_BACK else set()
    if any(option.to == COME_BACK for option in step.options):
        named |= {option.come_back for each in script.steps for option in each.options}
    return named - {"", COME_BACK}


def ends(step: Step) -> bool:
    """Tell whether the dialogue can end from this step."""
    return any(option.end for option in (*step.options, *step.meanwhile))


def field_names(kind: type[Struct]) -> frozenset[str]:
    """Give the keys that a part of a script may carry."""
    return frozenset(each.name for each in structs.fields(kind))
