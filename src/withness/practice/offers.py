"""Which dialogues are offered first, and which a little later: depth by depth, and short forms once the way is known.

Counted is only what two people have finished together. Nothing is rated, nothing is locked, and nothing here can tell
whose answer it was: there are no answers in it (practice 1.9 and 2.0, decision 0011).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from withness.library.kinds import KINDS, Kind, kind_named
from withness.protocol.script import EITHER
from withness.scripts import script_named

DEPTHS = {
    "appreciation": 0,
    "circle-appreciation": 0,
    "self": 0,
    "light": 1,
    "parent-child": 1,
    "colleague": 1,
    "circle": 1,
    "whole-dialogue": 1,
    "short-form": 1,
    "frustration": 2,
    "circle-matter": 2,
    "change-request": 2,
    "repair": 2,
    "back-then": 3,
}
"""How deep a dialogue goes: a thank you, something light, something that rubs, something from long ago."""
BEFORE = {2: 3, 3: 4}
"""How many dialogues of the depth before come first; before the first depth it is the kind's `warm`."""
SHORT, WHOLE = "short-form", "whole-dialogue"
WAY_IS_KNOWN = 6
"""After so many whole ones the short form is enough for most matters (practice 1.9)."""

A_LITTLE_LATER = "These go deeper. You can choose one anyway, when you both want to."
ALL_WANT_TO = "These go deeper. You can choose one anyway, when all of you want to."
KNOWN = "You know the way by now. The short form may be enough."


class Offered(Struct, frozen=True):
    """A dialogue as it stands among the others to choose from."""

    name: str
    title: str
    about: str
    minutes: int
    later: bool
    who: str = ""
    """The question who tells first, where whoever asks says so, and what they answer for themselves."""
    mine: str = ""


class Offers(Struct, frozen=True):
    """What is offered first, what a little later, and a sentence for each that gives no reason."""

    first: tuple[Offered, ...]
    later: tuple[Offered, ...]
    note: str
    later_note: str

    @property
    def names(self) -> list[str]:
        """Give everything that can be chosen, in the order in which it stands."""
        return [each.name for each in (*self.first, *self.later)]


def offers(kind: Kind | str, done: Mapping[str, int], *, people: int = 2) -> Offers:
    """Give the dialogues that fit a kind and so many people, by what they have finished (`done`, by script)."""
    fitting = kind_named(kind) if isinstance(kind, str) else kind
    there = _in_order(_fit(fitting, people), done)
    near = {name for name in there if _is_near(name, fitting, done)}
    near = near or {name for name in there if DEPTHS[name] == min(DEPTHS[each] for each in there)}
    offered = [_offered(name, later=name not in near) for name in there]
    return Offers(
        first=tuple(each for each in offered if not each.later),
        later=tuple(each for each in offered if each.later),
        note=KNOWN if _knows_the_way(done) and SHORT in fitting.scripts else "",
        later_note=ALL_WANT_TO if people > 2 else A_LITTLE_LATER,
    )


def in_order(mine: Iterable[Kind] = ()) -> tuple[str, ...]:
    """Give all dialogues as one may read of them: as the kinds of one's own spaces have them, then as the others do."""
    return tuple(dict.fromkeys(name for kind in (*mine, *KINDS) for name in kind.scripts))


def _fit(kind: Kind, people: int) -> Iterable[str]:
    for name in kind.scripts:
        least, most = script_named(name).people
        if kind.most == 1 or least <= people <= most:
            yield name


def _in_order(fitting: Iterable[str], done: Mapping[str, int]) -> list[str]:
    """Let the short form stand before the whole one, once the way is known; all else as the kind has it."""
    ordered = list(fitting)
    if _knows_the_way(done) and SHORT in ordered and WHOLE in ordered:
        ordered.remove(SHORT)
        ordered.insert(ordered.index(WHOLE), SHORT)
    return ordered


def _offered(name: str, *, later: bool) -> Offered:
    script = script_named(name)
    asked = (script.first.title, script.first.label) if script.first.who == EITHER else ("", "")
    return Offered(name, script.title, script.about, script.minutes, later, *asked)


def _is_near(name: str, kind: Kind, done: Mapping[str, int]) -> bool:
    """Tell whether enough of what comes before was held. What was chosen once is near from then on."""
    if done.get(name) or name in kind.own:
        return True
    if name == SHORT and WHOLE in kind.scripts:
        return _knows_the_way(done)
    return all(
        _finished(done, step - 1) >= BEFORE.get(step, kind.warm) for step in range(1, DEPTHS[name] + 1)
    )


def _finished(done: Mapping[str, int], depth: int) -> int:
    """Count what was finished at a depth or deeper: whoever went deeper needs no more of the lighter ones."""
    return sum(count for name, count in done.items() if DEPTHS.get(name, 0) >= depth)


def _knows_the_way(done: Mapping[str, int]) -> bool:
    return done.get(WHOLE, 0) >= WAY_IS_KNOWN
