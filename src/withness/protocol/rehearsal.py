"""Walks a plan through its script: does the dialogue let happen what the plan tells?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from withness.protocol.fold import PICK_SIGN, evolve
from withness.protocol.moves import Choose, Move, Offer
from withness.protocol.plan import Begins, Chooses, Does, Keeps, Looks, Meets, Picks, Plan, Sentence, Stands
from withness.protocol.rules import Refused, decide
from withness.protocol.script import Script, Slot
from withness.protocol.sight import Sight, named, seen_by
from withness.protocol.state import State, Words, begin, first_to_tell, latest


class Passed(Struct, frozen=True):
    """All of it happened. `walked` are the (step, option) pairs on the way; a step of words has no option."""

    walked: tuple[tuple[str, str], ...]


class Failed(Struct, frozen=True):
    """Something did not happen, with the line of the plan and a sentence that tells what happened instead."""

    line: int
    told: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.told}"


class _Walk(Struct, frozen=True):
    """How far a plan has come."""

    script: Script
    people: tuple[str, ...]
    state: State
    answering: frozenset[int] = frozenset()
    walked: tuple[tuple[str, str], ...] = ()

    def seat(self, who: str) -> int:
        return self.people.index(who)

    def sight(self, who: str) -> Sight:
        return seen_by(self.script, self.state, self.seat(who))

    def named(self, sentence: str, who: str) -> str:
        return named(sentence, self.people, speaker=self.state.speaker, seat=self.seat(who))


def rehearse(script: Script, plan: Plan) -> Passed | Failed:
    """Let the plan happen from the beginning, and stop where it does not."""
    walk = _Walk(script, (), begin(script))
    for sentence in plan.sentences:
        after = _after(walk, sentence)
        if isinstance(after, str):
            return Failed(sentence.line, after)
        walk = after
    return Passed(walk.walked)


def _after(walk: _Walk, sentence: Sentence) -> _Walk | str:
    """Give how far it came with this sentence, or what is wrong with it."""
    match sentence:
        case Meets():
            return _met(walk, sentence)
        case Does():
            return _done(walk, sentence)
        case Looks():
            return _looked(walk, sentence) or walk
        case Begins(who=who):
            return replace(walk, answering=frozenset({walk.seat(who)}))
        case Stands():
            return _stood(walk.state, sentence) or walk


def _met(walk: _Walk, meets: Meets) -> _Walk:
    first = first_to_tell(walk.script, asker=0, roles=meets.roles) if meets.roles else 0
    state = begin(walk.script, speaker=first, seats=len(meets.people))
    return replace(walk, people=meets.people, state=state, answering=frozenset())


def _done(walk: _Walk, does: Does) -> _Walk | str:
    move = _move(walk, does)
    if isinstance(move, str):
        return move
    decided = decide(walk.script, walk.state, walk.seat(does.who), move, answering=walk.answering)
    if isinstance(decided, Refused):
        return walk if does.refused else f"{does.who} is refused: {decided.reason}"
    if does.refused:
        return f"{does.who} could do this."
    state = evolve(walk.script, walk.state, walk.seat(does.who), move)
    option = move.option if isinstance(move, Choose) and not isinstance(does.act, Picks) else ""
    return replace(walk, state=state, answering=frozenset(), walked=(*walk.walked, (walk.state.step, option)))


def _move(walk: _Walk, does: Does) -> Move | str:
    match does.act:
        case Chooses():
            return _choose(walk, does, does.act)
        case Picks(text=text):
            return _pick(walk, does, text)
        case Keeps(kept=kept, added=added):
            guessed = latest(walk.state, Slot.FEELINGS)
            strange = [each for each in kept if guessed is None or each not in guessed.feelings]
            return f"Nobody guessed {', '.join(strange)}." if strange else Offer(feelings=(*kept, *added))
        case Offer(stem=stem) if stem and not does.refused:
            return does.act if stem in _stems(walk, does.who) else _instead("beginning", walk, does.who)
    return does.act


def _choose(walk: _Walk, does: Does, chooses: Chooses) -> Choose | str:
    here = walk.sight(does.who).options
    anywhere = [each for step in walk.script.steps for each in (*step.options, *step.meanwhile)]
    for option in (*here, *anywhere) if does.refused else here:
        if walk.named(option.label, does.who) == chooses.label:
            return Choose(option.id, chooses.text, chooses.stem, chooses.aloud)
    return _instead("choice", walk, does.who)


def _pick(walk: _Walk, does: Does, text: str) -> Choose | str:
    there = [_sentence(words) for words in walk.sight(does.who).picks]
    if text in there:
        return Choose(f"{PICK_SIGN}{there.index(text) + 1}")
    return (
        Choose(f"{PICK_SIGN}{len(there) + 1}") if does.refused else f"{text} does not lie there to be picked."
    )


def _stems(walk: _Walk, who: str) -> list[str]:
    field = walk.sight(who).field
    return [stem.say for stem in field.stems] if field else []


def _instead(what: str, walk: _Walk, who: str) -> str:
    labels = [walk.named(option.label, who) for option in walk.sight(who).options]
    there = _stems(walk, who) if what == "beginning" else labels
    return f"{who} has no such {what}. There is: {', '.join(there) or 'none'}."


def _looked(walk: _Walk, looks: Looks) -> str:
    """Tell what is wrong with a page, or nothing."""
    who, text, sight = looks.who, looks.text, walk.sight(looks.who)
    title = walk.named(sight.title, who)
    deeper = sight.deeper.say if sight.deeper else ""
    back = sight.returned.text if sight.returned else ""
    labels = [walk.named(option.label, who) for option in sight.options]
    sees = any(text in each for each in seen_words(sight, walk.people, walk.seat(who)))
    right, instead = {
        "asked": (sight.acts and title == text, _where(who, title, acts=sight.acts)),
        "waits": (not sight.acts and title == text, _where(who, title, acts=sight.acts)),
        "sees": (sees, f"{who} does not see that."),
        "does not see": (not sees, f"{who} sees that."),
        "may choose": (text in labels, _instead("choice", walk, who)),
        "may begin": (text in _stems(walk, who), _instead("beginning", walk, who)),
        "offered": (deeper == text, f"{who} is offered {deeper or 'nothing deeper'}."),
        "gets back": (back == text and bool(back), f"{who} gets {back or 'nothing'} back."),
        "may take back": (sight.may_take_back, f"{who} has nothing to take back."),
    }[looks.look]
    return "" if right else instead


def _where(who: str, title: str, *, acts: bool) -> str:
    return f'{who} {"is asked" if acts else "waits at"} "{title}".'


def seen_words(sight: Sight, people: tuple[str, ...], seat: int) -> Iterator[str]:
    """Give every sentence and every word that stands on one person's page."""
    sentences = (sight.title, sight.note, sight.label, *(option.label for option in sight.options))
    yield from (named(each, people, speaker=sight.speaker, seat=seat) for each in sentences)
    yield from (sight.topic, sight.stem, sight.left.note if sight.left else "")
    laid = [*(words for shown in sight.shown for words in shown.words), *sight.picks]
    told = [words for table in sight.told for words in table]
    for words in (*laid, *told, sight.returned, sight.mine):
        if words is not None:
            yield from (_sentence(words), *words.feelings)


def _sentence(words: Words) -> str:
    return f"{words.stem} {words.text}".strip()


def _stood(state: State, stands: Stands) -> str:
    """Tell what is wrong with where the dialogue stands, or nothing."""
    how = "ends" if state.ended else "pauses" if state.paused else "rests" if state.left else "goes on"
    if how != stands.how:
        return f"It {how}."
    return "" if stands.outcome == state.outcome else f"It ends: {state.outcome.replace('_', ' ')}."
