"""Kinds of relationship: what each one is called, and which dialogues and beginnings fit it.

One engine holds every dialogue. The kind chooses scripts, times of stems, how gently it starts and the words for the
people; nothing else branches on it (practice 2.18).
"""

from __future__ import annotations

from typing import NamedTuple

NOW, THEN, LONGING = "now", "then", "longing"
EVERY_TIME = (NOW, THEN, LONGING)
NOT_THEN = (NOW, LONGING)
"""Where nobody is to be led back to childhood: a child is not the one to carry it, and work is not the place."""


class Kind(NamedTuple):
    """One kind: `title` is said by whoever opens the space, `between` stands over it, `sentence` tells what fits.

    `scripts` are in the order in which they are offered; those of `own`, made for this kind, are among the first from
    the beginning. `least` and `most` count the people, `warm` how many appreciations come before anything else is
    offered first. `roles` are what the seats are to each other, where one is the child's: whoever opens the space has
    the first.
    """

    id: str
    title: str
    between: str
    sentence: str
    scripts: tuple[str, ...]
    times: tuple[str, ...] = EVERY_TIME
    least: int = 2
    most: int = 2
    warm: int = 3
    roles: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


SPOUSE = Kind(
    "spouse",
    "My spouse or partner",
    "Partners",
    "Everything is here, from a thank you to a scene from back then.",
    (
        "appreciation",
        "light",
        "whole-dialogue",
        "short-form",
        "frustration",
        "change-request",
        "repair",
        "back-then",
    ),
)
CHILD = Kind(
    "child",
    "My child",
    "Child and parent",
    "With a small child, the grown-up listens first, for five minutes. With a grown child, as between two adults.",
    (
        "appreciation",
        "parent-child",
        "light",
        "whole-dialogue",
        "short-form",
        "frustration",
        "change-request",
        "repair",
    ),
    times=NOT_THEN,
    roles=("parent", "child"),
    own=("parent-child",),
)
PARENT = Kind(
    "parent",
    "My mother or father",
    "Child and parent",
    "Two adults who have known each other for a long time. What was may have a place, and need not.",
    (
        "appreciation",
        "light",
        "whole-dialogue",
        "short-form",
        "frustration",
        "change-request",
        "repair",
        "parent-child",
    ),
    roles=("child", "parent"),
)
SIBLING = Kind(
    "sibling",
    "My sister or brother",
    "Siblings",
    "You come from the same house, and each of you lived in a different one.",
    ("appreciation", "light", "whole-dialogue", "short-form", "frustration", "change-request", "repair"),
)
FAMILY = Kind(
    "family",
    "Someone else in my family",
    "Family",
    "For two, or for a circle of up to eight.",
    (
        "appreciation",
        "circle-appreciation",
        "light",
        "circle",
        "whole-dialogue",
        "short-form",
        "frustration",
        "circle-matter",
        "change-request",
        "repair",
    ),
    most=8,
)
FRIEND = Kind(
    "friend",
    "A friend",
    "Friends",
    "A friendship can be talked about, too.",
    ("appreciation", "light", "whole-dialogue", "short-form", "frustration", "change-request", "repair"),
)
COLLEAGUE = Kind(
    "colleague",
    "Someone I work with",
    "At work",
    "Short and about the work: heard, made sense of, one request.",
    ("appreciation", "colleague"),
    times=NOT_THEN,
    warm=0,
    own=("colleague",),
)
COMMUNITY = Kind(
    "community",
    "Someone in my community",
    "Community",
    "For neighbours, a group, a congregation: for two, or for a circle of up to eight.",
    (
        "appreciation",
        "circle-appreciation",
        "light",
        "circle",
        "short-form",
        "whole-dialogue",
        "circle-matter",
    ),
    times=NOT_THEN,
    most=8,
    warm=1,
)
SELF = Kind(
    "self",
    "Myself",
    "With myself",
    "Two parts of you: the one that protects, and the one you are now. Nobody else is told.",
    ("self",),
    least=1,
    most=1,
    warm=0,
)

KINDS = (SPOUSE, CHILD, PARENT, SIBLING, FAMILY, FRIEND, COLLEAGUE, COMMUNITY, SELF)
_BY_ID = {kind.id: kind for kind in KINDS}


def kind_named(kind_id: str) -> Kind:
    """Give a kind by its name."""
    return _BY_ID[kind_id]
