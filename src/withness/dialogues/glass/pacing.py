"""How the people talk and would like to: what a page says of it, and which other ways it offers. Pure."""

from __future__ import annotations

from msgspec import Struct

from withness.dialogues.queries import Opened
from withness.dialogues.queries.seats import is_with_oneself
from withness.people.queries import Person
from withness.protocol.moves import Pace

WISHES: dict[tuple[Pace, Pace], str] = {
    (Pace.LIVE, Pace.ROOM): "would like to put one phone between you.",
    (Pace.LETTER, Pace.LIVE): "would like to talk now.",
    (Pace.LETTER, Pace.ROOM): "would like to talk in one room, with one phone between you.",
    (Pace.ROOM, Pace.LIVE): "would like to go back to your own phones.",
}
"""What somebody wishes, by the pace there is and the pace they wish for. By letter needs no wish: it begins at once."""

OWN_WISHES: dict[tuple[Pace, Pace], str] = {
    (Pace.LIVE, Pace.ROOM): "You would like to put one phone between you.",
    (Pace.LETTER, Pace.LIVE): "You would like to talk now.",
    (Pace.LETTER, Pace.ROOM): "You would like to talk in one room.",
    (Pace.ROOM, Pace.LIVE): "You would like to go back to your own phones.",
}

WAYS: dict[tuple[Pace, Pace], tuple[str, str]] = {
    (Pace.LIVE, Pace.LETTER): ("Go on by letter", "Slowly, each when it suits. It changes at once."),
    (Pace.LIVE, Pace.ROOM): ("Put one phone between us", "In one room, aloud. It changes once {all} it."),
    (Pace.LETTER, Pace.LIVE): ("Shall we talk now?", "Each with your own phone. It changes once {all} it."),
    (Pace.LETTER, Pace.ROOM): ("Put one phone between us", "In one room, aloud. It changes once {all} it."),
    (Pace.ROOM, Pace.LIVE): ("Back to our own phones", "It changes once {all} it."),
    (Pace.ROOM, Pace.LETTER): ("Go on by letter", "Slowly, each when it suits. It changes at once."),
}
"""What the ways to change are called, by the pace there is and the one to come: a label, and what it means."""


class Way(Struct, frozen=True):
    """One other way to talk, as a button."""

    pace: str
    label: str
    means: str


class Wish(Struct, frozen=True):
    """Somebody's wish for another way: who, in words, and what saying yes sends."""

    person: Person
    words: str
    pace: str


class Pacing(Struct, frozen=True):
    """How people talk, as one of them sees it: the present way, the wishes, and whether it can be changed here."""

    pace: str
    mine: str = ""
    theirs: tuple[Wish, ...] = ()
    ways: tuple[Way, ...] = ()

    @property
    def mark(self) -> str:
        """Name what a page shows of it, so that it notices news."""
        return f"{self.pace} {self.mine} {' '.join(f'{wish.person.seat}{wish.pace}' for wish in self.theirs)}"


def pacing_of(here: Opened) -> Pacing:
    """Tell how the people talk, who would like another way, and which ways there are."""
    state = here.state
    if state.ended or here.frozen or is_with_oneself(here.dialogue):
        return Pacing(state.pace.value)
    wishes = [wish for wish in state.pace_wishes if (state.pace, wish.pace) in WISHES]
    mine = next((wish.pace for wish in wishes if wish.seat == here.me.seat), None)
    others = [wish for wish in wishes if wish.seat != here.me.seat and wish.pace != mine]
    return Pacing(
        state.pace.value,
        mine=OWN_WISHES[state.pace, mine] if mine else "",
        theirs=tuple(
            Wish(here.people[wish.seat], WISHES[state.pace, wish.pace], wish.pace.value) for wish in others
        ),
        ways=_ways(here),
    )


def _ways(here: Opened) -> tuple[Way, ...]:
    present, suits = here.state.pace, here.script.paces
    everybody = "you both wish" if len(here.others) == 1 else "all of you wish"
    return tuple(
        Way(to.value, label, means.format(all=everybody))
        for (now, to), (label, means) in WAYS.items()
        if now is present and (not suits or to in suits)
    )
