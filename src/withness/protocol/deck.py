"""A script as a deck: with it one device leads people through the script aloud, and nothing is typed.

The device walks the deck by itself, also without a network: `static/js/deck.js` is the twin of the fold for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from withness.protocol.fold import PICK_SIGN
from withness.protocol.moves import Choose, Move, Offer, Ready
from withness.protocol.outcomes import WITHOUT_WORDS
from withness.protocol.script import EVERYONE, TOGETHER, Kind, Option, Script, Stem, Step
from withness.protocol.state import State

SAID, READY, CHOOSE = "said", "ready", "choose:"
"""What a touch stands for: words said aloud, being there, or an option (its id follows)."""
BOTH_TOUCH = "Each of you touches one. If they differ, it is “{least}”."
IN_TURN = "Say it aloud, one after the other."
ORDINALS = ("The first", "The second", "The third", "The fourth", "The fifth")
HAVE_SAID, IT_FITS, GO_ON = "I have said it", "It fits", "Go on"


class Button(Struct, frozen=True, omit_defaults=True):
    """Something to touch, and where it leads. `first` is a sentence to be said aloud before it counts.

    `least` is how many words of what the card picks from have to lie there.
    """

    act: str
    label: str
    first: str = ""
    to: str = ""
    otherwise: str = ""
    come_back: str = ""
    end: str = ""
    gives: str = ""
    swap: bool = False
    drops: bool = False
    after_all: str = ""
    up_to: int = 0
    least: int = 0


class Half(Struct, frozen=True, omit_defaults=True):
    """One side of the glass: a small line, the large words, beginnings to be said aloud, and what can be touched."""

    lead: str = ""
    large: str = ""
    note: str = ""
    after: str = ""
    beginnings: tuple[str, ...] = ()
    deeper: tuple[str, ...] = ()
    beginnings_after_change: tuple[str, ...] = ()
    deeper_after_change: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()


class Card(Struct, frozen=True):
    """One step: whose it is, and what each part's half shows. Sentences carry {speaker}, {listener} and {other}.

    `slot` is what words of this step are: saying them anew takes the last of these back; `picks` is what to pick from.
    """

    kind: Kind
    who: str
    stage: int
    slot: str
    picks: str
    halves: dict[str, Half]


class Deck(Struct, frozen=True):
    """A whole script for one device between the people."""

    script: str
    title: str
    minutes: int
    parts: tuple[str, ...]
    stages: tuple[str, ...]
    begins: str
    closing: str
    cards: dict[str, Card]


class Place(Struct, frozen=True):
    """Where people stand in a deck, without a word of theirs: as much of a state as a device needs to go on.

    `table` has only what kinds of words have been said, in their order; `tellers` and `gone` are as in a state.
    """

    step: str
    seats: int
    speaker: int
    half: int = 1
    seq: int = 0
    entered: int = 0
    come_back: str = ""
    answers: tuple[tuple[int, str], ...] = ()
    table: tuple[str, ...] = ()
    outcome: str = ""
    tellers: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()


def deck_of(script: Script) -> Deck:
    """Turn a script into a deck."""
    return Deck(
        script=script.script,
        title=script.title,
        minutes=script.minutes,
        parts=script.parts,
        stages=script.stages,
        begins=script.start,
        closing=script.closing,
        cards={step.id: _card(script, step) for step in _walked(script)},
    )


def without_words(deck: Deck) -> Deck:
    """Leave only such ways of closing as need no words: there are none to keep."""
    closing = deck.cards[deck.closing]
    halves = {part: _bare(half) for part, half in closing.halves.items()}
    return replace(deck, cards={**deck.cards, deck.closing: replace(closing, halves=halves)})


def written(deck: Deck) -> str:
    """Write a deck down for the device."""
    return msgspec.json.encode(deck).decode()


def place_in(state: State) -> Place:
    """Tell where a dialogue stands, for a device that takes it on aloud."""
    return Place(
        step=state.step,
        seats=state.seats,
        speaker=state.speaker,
        half=state.half,
        seq=state.seq,
        entered=state.entered,
        come_back=state.come_back,
        answers=tuple((answer.seat, answer.option) for answer in state.answers),
        table=tuple(words.slot.value for words in state.table),
        outcome=state.outcome,
        tellers=state.tellers,
        gone=state.gone,
    )


def move_for(step: Step, act: str) -> Move | None:
    """Give the move that a touch stands for: aloud and without words, or none when it belongs to another step."""
    if act == READY:
        return Ready()
    if act == SAID:
        return Offer(aloud=step.aloud)
    if step.kind is Kind.PICK and act.startswith(CHOOSE + PICK_SIGN):
        return Choose(act.removeprefix(CHOOSE))
    option = next((each for each in (*step.options, *step.meanwhile) if CHOOSE + each.id == act), None)
    return Choose(option.id, aloud=option.words == "required" and step.aloud) if option else None


def _walked(script: Script) -> Iterator[Step]:
    """Give the steps that can be come to."""
    ahead, been = [script.start, script.closing], set[str]()
    while ahead:
        step_id = ahead.pop(0)
        if step_id in been:
            continue
        been.add(step_id)
        step = script.step(step_id)
        yield step
        options = (*step.options, *step.meanwhile)
        named = (step.to, step.after_all, *(way for each in options for way in _ways(each)))
        ahead += [each for each in named if each in script.by_id]


def _ways(option: Option) -> tuple[str, ...]:
    return option.to, option.otherwise, option.come_back, option.after_all


def _card(script: Script, step: Step) -> Card:
    stage = script.stages.index(step.stage) + 1 if step.stage else 0
    halves = {part: _half(step, part, script.parts) for part in script.parts}
    return Card(step.kind, step.who, stage, step.slot.value, step.picks.value if step.picks else "", halves)


def _half(step: Step, part: str, parts: tuple[str, ...]) -> Half:
    half = _acting(step, part, parts) if step.who in (EVERYONE, part) else _listening(step)
    me = {0: "speaker", 1: "listener"}.get(parts.index(part), "")
    sentences = {name: _to_me(getattr(half, name), me) for name in ("lead", "large", "note", "after")}
    buttons = tuple(replace(button, label=_to_me(button.label, me)) for button in half.buttons)
    return replace(half, buttons=buttons, **sentences)


def _acting(step: Step, part: str, parts: tuple[str, ...]) -> Half:
    listens = step.who == EVERYONE and part != parts[0] and step.room.listens
    large = listens or step.room.prompt
    beginnings = () if large else _beginnings(step)
    return Half(
        lead=step.title if beginnings and step.kind is not Kind.FEEL else "",
        large=large or ("" if beginnings else step.title),
        note=step.room.note or _default_note(step),
        after=(step.room.listens_note or step.waits_note) if step.kind in TOGETHER else "",
        beginnings=beginnings,
        deeper=_said(step.stems, deeper=True),
        beginnings_after_change=_said(step.stems_after_change, deeper=False),
        deeper_after_change=_said(step.stems_after_change, deeper=True),
        buttons=_buttons(step),
    )


def _listening(step: Step) -> Half:
    return Half(
        large=step.room.listens or step.waits or step.title,
        note=step.room.listens_note or step.waits_note,
        buttons=tuple(_choosing(each, step) for each in step.meanwhile),
    )


def _beginnings(step: Step) -> tuple[str, ...]:
    """Give what can be said aloud as it stands: the stems; a guess at feelings begins with its title."""
    return (step.title.rstrip("…"),) if step.kind is Kind.FEEL else _said(step.stems, deeper=False)


def _default_note(step: Step) -> str:
    if step.kind is Kind.AGREE:
        return BOTH_TOUCH.replace("{least}", step.options[0].label)
    return IN_TURN if step.kind is Kind.EACH else step.note


def _said(stems: tuple[Stem, ...], *, deeper: bool) -> tuple[str, ...]:
    return tuple(stem.say for stem in stems if stem.deeper is deeper)


def _buttons(step: Step) -> tuple[Button, ...]:
    options = [_choosing(each, step) for each in step.options if each.words != "required" or step.aloud]
    return (*_own_buttons(step), *options)


def _own_buttons(step: Step) -> Iterator[Button]:
    """Give the buttons that the step itself has: one to say it is done, or one for each thing to pick."""
    onward = Button("", "", to=step.to, swap=step.swap, gives=_given(step), after_all=step.after_all)
    if step.kind is Kind.PICK:
        for number, label in enumerate(ORDINALS, start=1):
            yield replace(onward, act=f"{CHOOSE}{PICK_SIGN}{number}", label=label, least=number)
    elif step.kind not in (Kind.CHOOSE, Kind.AGREE):
        act = READY if step.kind is Kind.GATHER else SAID
        yield replace(onward, act=act, label=step.room.done or _done(step))


def _given(step: Step) -> str:
    unsaid = step.kind is Kind.EACH and not step.aloud
    silent = unsaid or step.kind in (Kind.GATHER, Kind.CHOOSE, Kind.AGREE)
    return "" if silent else step.slot.value


def _done(step: Step) -> str:
    if step.kind is Kind.GATHER or step.optional:
        return step.label or GO_ON
    return IT_FITS if step.kind is Kind.FITS else HAVE_SAID


def _choosing(option: Option, step: Step) -> Button:
    asked = f"{option.ask}…" if option.words == "required" else ""
    instead = "" if step.kind is Kind.CHOOSE else option.says  # said in the place of own words
    return Button(
        act=CHOOSE + option.id,
        label=option.label,
        first=instead or asked,
        to=option.to,
        otherwise=option.otherwise,
        come_back=option.come_back,
        end=option.end,
        gives=option.gives.value if option.gives and (option.words == "required" or option.says) else "",
        swap=option.swap,
        drops=option.drops,
        after_all=option.after_all,
        up_to=option.up_to,
    )


def _bare(half: Half) -> Half:
    return replace(half, buttons=tuple(each for each in half.buttons if each.end in WITHOUT_WORDS))


def _to_me(sentence: str, me: str) -> str:
    """Speak to the one whose half it is, instead of about them."""
    if not me or f"{{{me}}}" not in sentence:
        return sentence
    for name, word in ((f"{{{me}}}’s", "your"), (f"{{{me}}} is", "you are"), (f"{{{me}}}", "you")):
        sentence = sentence.replace(name, word)
    return re.sub(r"(^|[.?…] )([a-z])", lambda found: found[1] + found[2].upper(), sentence)
