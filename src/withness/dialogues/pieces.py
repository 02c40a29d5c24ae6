"""Long texts in pieces that are good to mirror. Pure."""

from __future__ import annotations

import re


def first_part(text: str, good: int) -> tuple[str, str]:
    """Split a text after the last sentence that ends within `good` characters; at least one sentence goes."""
    sentences = re.findall(r".+?(?:[.!?…]+[\"”’)]*(?=\s|$)|\n+|$)\s*", text, re.DOTALL)
    first = ""
    for sentence in sentences:
        if first and len(first) + len(sentence.rstrip()) > good:
            break
        first += sentence
    return first.strip(), text[len(first) :].strip()
