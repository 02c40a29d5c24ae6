"""Words for the glass that no script holds: headings over cards, and how a dialogue ends."""

from __future__ import annotations

HEADINGS: dict[str, tuple[str, str]] = {
    # what: (over my own words, over the other's words)
    "topic": ("It is about", "It is about"),
    "when": ("About the time, you said", "About the time, {name} said"),
    "piece": ("You said", "Words from {name}"),
    "pieces": ("You said", "Words from {name}"),
    "mirror": ("Your mirror", "{name} heard"),
    "summary": ("Your summary", "All together, as {name} heard it"),
    "missing": ("The part you added", "The part that was missing"),
    "sense": ("You offered", "Words from {name}"),
    "question": ("You asked", "{name} asks"),
    "feelings": ("Your guess", "{name} imagines you might feel"),
    "fits": ("This is how it is", "How it is for {name}"),
    "thanks": ("Your thanks", "Thanks from {name}"),
    "wish": ("Your wish", "{name} wishes"),
    "request": ("You asked for", "{name} asks for"),
    "requests": ("You asked for", "{name} asks for"),
    "gift": ("You give", "{name} gives"),
    "until": ("For how long", "For how long"),
    "reached": ("You said", "{name} said"),
    "reminder": ("What helps you remember", "What helps {name} remember"),
    "owned": ("You said", "Words from {name}"),
    "amends": ("You offered", "{name} offers"),
    "need": ("What you need", "What {name} needs"),
    "learned": ("What you learned to do", "What {name} learned to do"),
    "newly": ("What is new to you", "What is new to {name}"),
    "limit": ("What stays", "What stays"),
    "affirmation": ("What you value", "What {name} values in you"),
    "witness": ("What it touched in you", "What it touched in {name}"),
    "onward": ("Your next step", "The next step"),
}

ENDINGS: dict[str, tuple[str, str]] = {
    "kept": ("You talked.", "The words are kept, {whom}."),
    "talked": ("You talked.", "That you did is all that is kept."),
    "let_go": ("You talked.", "Everything was let go. Nothing of the words is left."),
    "not_today": ("Not today.", "The one who said so asks when it suits. Nothing else is needed."),
    "withdrawn": ("The question was taken back.", "It can be asked again whenever it suits."),
    "set_aside": ("It was set aside.", "Nothing had been said yet, so nothing is kept."),
}
"""What stands on the page of a dialogue that is over, by its outcome."""


STAYS: dict[str, str] = {
    "kept": "They can be read again, in Talk.",
    "talked": "The day stays. The words are gone for good.",
    "let_go": "Neither the words nor the day stay, only that there was a dialogue.",
}
"""What each way of closing means, in a few words under its button."""


LETTERS: dict[str, tuple[str, str]] = {
    "sealed": ("Your letter is on its way.", "There is nothing to do now. {other} answers when it suits."),
    "arrived": ("A letter is here.", "It is from {other}. Open it when you have a quiet moment."),
    "room": ("You are in the room together.", "Put this aside and look up, or put it between you."),
}
"""What stands on the pages that take the place of a step's own, while people are not live."""
