"""Long texts in pieces that are good to mirror. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

BLOCK = "block_"
"""What the fields of a letter's further pieces are called, followed by their number from 1."""


def first_part(text: str, good: int) -> tuple[str, str]:
    """Split a text after the last sentence that ends within `good` characters; at least one sentence goes."""
    sentences = re.findall(r".+?(?:[.!?…]+[\"”’)]*(?=\s|$)|\n+|$)\s*", text, re.DOTALL)
    first = ""
    for sentence in sentences:
        if first and len(first) + len(sentence.rstrip()) > good:
            break
        first += sentence
    return first.strip(), text[len(first) :].strip()


def blocks_named(blocks: Sequence[str]) -> dict[str, str]:
    """Give the further pieces of a letter under the names of their fields."""
    return {f"{BLOCK}{number}": text for number, text in enumerate(blocks, 1)}


def blocks_in(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Give the further pieces of a letter, in their order, out of all the fields of a page. Empty ones are left out."""
    numbered = {key.removeprefix(BLOCK): text for key, text in fields.items() if key.startswith(BLOCK)}
    numbers = sorted(int(number) for number in numbered if number.isascii() and number.isdigit())
    return tuple(text for number in numbers if (text := numbered.get(str(number), "")).strip())


def as_one(text: str, fields: Mapping[str, str]) -> str:
    """Give a text and a letter's further pieces as one text, where there is one field for all."""
    return "\n\n".join(piece for piece in (text, *blocks_in(fields)) if piece.strip()) or text


def begun_with(text: str, beginning: str, *, known: Iterable[str]) -> str:
    """Let a further piece begin with these words, in the place of the beginning it has. What else is written stays."""
    written = text.lstrip()
    return f"{beginning} {written.removeprefix(beginning_of(written, known)).lstrip()}"


def beginning_of(text: str, known: Iterable[str]) -> str:
    """Find the beginning that a text has, among those that are offered."""
    written = f"{text.strip()} "
    return max((each for each in known if written.startswith(f"{each} ")), key=len, default="")
