"""Numbered faults of a script, each with a sentence that tells its author what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from withness.protocol.script import (
    ALL_OF,
    CHILD,
    COME_BACK,
    EITHER,
    EVERYONE,
    TOGETHER,
    First,
    Kind,
    Option,
    Script,
    Slot,
    Step,
    destinations,
    ends,
)

TELLS: Mapping[str, str] = {
    "W01": "This is not a script: {}.",
    "W02": "Unknown key {!r}. Known here: {}.",
    "W03": "{!r} is missing.",
    "W04": "{!r} must be {}.",
    "W05": "There is no step called {!r}.",
    "W06": "There is no part called {!r}; this script has {}.",
    "W07": "Nobody can get to step {!r}.",
    "W08": "Step {!r} leads nowhere: give it a `to`, or options that lead on or end.",
    "W09": "At step {!r} nobody may move: give it options.",
    "W10": "From step {!r} the people can go round, but never out.",
    "W11": "{!r} is missing from `always`: everybody may always pause and leave.",
    "W12": "Unknown name {{{}}} in a sentence. Known: {{speaker}}, {{listener}}, {{other}}.",
    "W13": "Option {!r} comes back, but no step says where from (`come_back`), or it needs an `otherwise`.",
    "W14": "Two options of step {!r} are called {!r}.",
    "W15": "Step {!r} shows or picks {!r}, which no step gives.",
    "W16": "There is no stage called {!r}; this script has {}.",
    "W17": "Step {!r} takes words back to be said again, but leads to no step where one person says them.",
    "W18": "Step {!r} is `{}`, so `who` must be {}.",
    "W19": "At step {!r} people move at once, so `{}` has no place there.",
    "W20": "Option {!r} of an agreement is chosen unseen: it cannot carry `{}`.",
    "W21": "Option {!r} needs both or neither: words (or `says`) and what they are (`gives`).",
    "W22": "Option {!r} has fixed words (`says`), so it cannot ask for others (`words`).",
    "W23": "Option {!r} cannot both lead on (`to`) and end.",
    "W24": "`{}` becomes somebody's own words, so no name in braces can stand in it.",
    "W25": "Step {!r} is `{}`: a step of the kind `pick`, and no other, says what is picked (`picks`).",
    "W26": "Option {!r} counts words (`up_to`), but leads to no step where one person says them.",
    "W27": "`people` must be the fewest and the most, from 2 to 8, such as [2, 2].",
    "W28": "Option {!r} lays a gift on a card, but nothing gives a `gift`, or no option says how long it `lasts`.",
    "W29": "Who tells first is not simply who asked, so it has to be asked: give `first` a `title` and a `label`.",
    "W30": "The child tells first, so nobody can change over (`swap`): a child does not listen for a parent.",
    "W31": "`first` asks before anybody has a part, so no name in braces can stand in it.",
    "P01": "A plan begins with its people: `Ada speaks first, Bo listens.`",
    "P02": "There is nobody called {!r} in this plan; there are {}.",
    "P03": "This is not a sentence of the plan language: {}",
}
"""Every fault by number: W of a script, P of a plan. docs/scripts.md has an example that produces each."""

ALWAYS = ("pause", "leave")
NAMES = ("speaker", "listener", "other")
FEWEST, MOST = 2, 8


class Fault(Struct, frozen=True, order=True):
    """Something wrong in a script, with the line (from 1) where it stands."""

    line: int
    number: str
    told: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.number} {self.told}"


def fault(number: str, line: int, *about: object) -> Fault:
    """Make a fault from its number, its line and what it is about."""
    return Fault(line, number, TELLS[number].format(*about))


Lines = Mapping[tuple[str, ...], int]
"""The line of every path of keys in the file."""


def faults_of(script: Script, lines: Lines) -> tuple[Fault, ...]:
    """Find what the shape of a script cannot show: names that lead nowhere, and ways that never end."""
    wrong = (_wrong_names, _wrong_always, _wrong_people, _wrong_cards, _wrong_first)
    named = sorted({each for found in wrong for each in found(script, lines)})
    return tuple(named) if named else tuple(sorted(_wrong_ways(script, lines)))


def _line(lines: Lines, *path: str) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _wrong_always(script: Script, lines: Lines) -> Iterator[Fault]:
    for needed in ALWAYS:
        if needed not in script.always:
            yield fault("W11", _line(lines, "always"), needed)


def _wrong_people(script: Script, lines: Lines) -> Iterator[Fault]:
    fewest, most = script.people
    if not FEWEST <= fewest <= most <= MOST:
        yield fault("W27", _line(lines, "people"))


def _wrong_first(script: Script, lines: Lines) -> Iterator[Fault]:
    """Whoever is not known by asking has to be asked for, and a child keeps the part of who tells."""
    first, asked = script.first, (script.first.title, script.first.label)
    for key, sentence in zip(("title", "label"), asked, strict=True):
        if "{" in sentence:
            yield fault("W31", _line(lines, "first", key))
    if first.who in (CHILD, EITHER) and (First().title == first.title or First().label == first.label):
        yield fault("W29", _line(lines, "first"))
    for step in script.steps if first.who == CHILD else ():
        if step.swap or any(option.swap for option in (*step.options, *step.meanwhile)):
            yield fault("W30", _line(lines, "steps", step.id))


def _wrong_cards(script: Script, lines: Lines) -> Iterator[Fault]:
    """A card needs what is given, and for how many days."""
    choices = [(step, option) for step in script.steps for option in step.options]
    lasts = any(option.gives is Slot.UNTIL and option.lasts > 0 for _, option in choices)
    for step, option in choices:
        if option.gives is Slot.REACHED and not (lasts and Slot.GIFT in _given(script)):
            yield fault("W28", _line(lines, "steps", step.id, "options", option.id), option.id)


def _given(script: Script) -> set[Slot | None]:
    """Tell which words some step or option gives; what it is about comes with the beginning of a dialogue."""
    chosen = {option.gives for step in script.steps for option in (*step.options, *step.meanwhile)}
    return {Slot.TOPIC} | chosen | {step.slot for step in script.steps if _has_words(step)}


def _wrong_names(script: Script, lines: Lines) -> Iterator[Fault]:
    for key, step_id in (("start", script.start), ("closing", script.closing)):
        if step_id not in script.by_id:
            yield fault("W05", _line(lines, key), step_id)
    given = _given(script)
    for step in script.steps:
        yield from _wrong_step_names(script, step, lines)
        for slot in (*step.shows, *step.waits_shows, *([step.picks] if step.picks else [])):
            if ALL_OF.get(slot, slot) not in given:
                yield fault("W15", _line(lines, "steps", step.id, "shows"), step.id, slot)


def _wrong_step_names(script: Script, step: Step, lines: Lines) -> Iterator[Fault]:
    here = ("steps", step.id)
    yield from _wrong_who(script, step, lines)
    if step.stage and step.stage not in script.stages:
        yield fault("W16", _line(lines, *here, "stage"), step.stage, ", ".join(script.stages))
    for key, target in (("to", step.to), ("after_all", step.after_all)):
        if target and target not in script.by_id:
            yield fault("W05", _line(lines, *here, key), target)
    if (step.kind is Kind.PICK) != bool(step.picks):
        yield fault("W25", _line(lines, *here), step.id, step.kind.value)
    for group, options in (("options", step.options), ("meanwhile", step.meanwhile)):
        for option in options:
            line = _line(lines, *here, group, option.id)
            yield from (
                *_wrong_option_names(script, option, line),
                *_wrong_option_words(step, option, line),
            )


def _has_words(step: Step) -> bool:
    return step.kind in (Kind.SAY, Kind.FEEL, Kind.FITS, Kind.EACH, Kind.PICK)


def _wrong_who(script: Script, step: Step, lines: Lines) -> Iterator[Fault]:
    """One person's step needs that person; where people move at once, nobody who waits can step in."""
    here = ("steps", step.id)
    together = step.kind in TOGETHER
    if step.who not in (*script.parts, EVERYONE):
        yield fault("W06", _line(lines, *here, "who"), step.who, ", ".join(script.parts))
    elif step.who == EVERYONE and not together:
        needed = "one of " + ", ".join(script.parts)
        yield fault("W18", _line(lines, *here, "who"), step.id, step.kind.value, needed)
    if together and step.meanwhile:
        yield fault("W19", _line(lines, *here, "meanwhile"), step.id, "meanwhile")
    if step.kind in (Kind.GATHER, Kind.EACH) and step.options:
        yield fault("W19", _line(lines, *here, "options"), step.id, "options")


def _wrong_option_words(step: Step, option: Option, line: int) -> Iterator[Fault]:
    if step.kind is Kind.AGREE:
        for key, carried in (("words", option.words != "no"), ("says", option.says), ("drops", option.drops)):
            if carried:
                yield fault("W20", line, option.id, key)
    if option.says and option.words != "no":
        yield fault("W22", line, option.id)
    elif bool(option.says or option.words != "no") != bool(option.gives):
        yield fault("W21", line, option.id)
    if option.end and option.to:
        yield fault("W23", line, option.id)


def _wrong_option_names(script: Script, option: Option, line: int) -> Iterator[Fault]:
    to = option.to if option.to != COME_BACK else ""
    targets = (to, option.otherwise, option.come_back, option.after_all)
    for target in targets:
        if target and target not in script.by_id:
            yield fault("W05", line, target)
    if option.to == COME_BACK:
        sources = any(each.come_back for step in script.steps for each in step.options)
        if not (sources and option.otherwise):
            yield fault("W13", line, option.id)


def _wrong_ways(script: Script, lines: Lines) -> Iterator[Fault]:
    reached = _reached(script)
    for step in script.steps:
        line = _line(lines, "steps", step.id)
        if step.id not in reached:
            yield fault("W07", line, step.id)
        elif step.kind in (Kind.CHOOSE, Kind.AGREE, Kind.PICK) and not step.options:
            yield fault("W09", line, step.id)
        elif _leads_nowhere(step):
            yield fault("W08", line, step.id)
        yield from _wrong_counts(script, step, lines)
    endless = [
        step for step in script.steps if step.id not in _can_end(script) and destinations(step, script)
    ]
    for step in endless[:1]:  # all the steps of a ring are endless; one of them is enough to tell
        yield fault("W10", _line(lines, "steps", step.id), step.id)


def _wrong_counts(script: Script, step: Step, lines: Lines) -> Iterator[Fault]:
    """What takes words back, or counts them, must lead to where one person says them."""
    for option in (*step.options, *step.meanwhile):
        ahead = script.by_id.get(option.to)
        if ahead is None or ahead.kind is not Kind.SAY:
            line = _line(lines, "steps", step.id, "options", option.id)
            yield from [fault("W17", line, step.id)] if option.drops else []
            yield from [fault("W26", line, option.id)] if option.up_to else []


def _leads_nowhere(step: Step) -> bool:
    """A step of words needs its own way on; a choice needs one from every option."""
    if step.kind not in (Kind.CHOOSE, Kind.AGREE) and not step.to:
        return True
    return any(not (option.to or option.end) for option in (*step.options, *step.meanwhile))


def _reached(script: Script) -> set[str]:
    reached: set[str] = set()
    ahead = {script.start, script.closing}
    while ahead:
        step_id = ahead.pop()
        reached.add(step_id)
        ahead |= destinations(script.step(step_id), script) - reached
    return reached


def _can_end(script: Script) -> set[str]:
    """Steps from which people can reach an end by their own choices (closing gently does not count)."""
    can = {step.id for step in script.steps if ends(step)}
    while True:
        more = {step.id for step in script.steps if destinations(step, script) & can} - can
        if not more:
            return can
        can |= more
