"""Cuts a text into the pieces a sentence model knows, as numbers."""

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path

LONGEST = 64
"""Pieces that are read of one clause; a clause that is longer has been said by then."""
LONGEST_WORD = 100
_UNKNOWN, _BEGIN, _END = "[UNK]", "[CLS]", "[SEP]"


def vocabulary(path: Path, content: bytes) -> dict[str, int]:
    """The number of each piece, from a plain list of pieces or from the description of a tokenizer; by its name."""
    text = content.decode()
    if path.suffix == ".json":
        found: dict[str, int] = json.loads(text)["model"]["vocab"]
        return found
    return {piece: number for number, piece in enumerate(text.splitlines())}


class WordPieces:
    """The pieces of one vocabulary."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers

    def numbers(self, text: str) -> list[int]:
        """The pieces of a text as numbers, with a beginning and an end, at most as many as the model reads."""
        inner = [self._numbers[piece] for word in _words(text) for piece in self._pieces(word)]
        return [self._numbers[_BEGIN], *inner[: LONGEST - 2], self._numbers[_END]]

    def _pieces(self, word: str) -> list[str]:
        if len(word) > LONGEST_WORD:
            return [_UNKNOWN]
        found: list[str] = []
        begin = 0
        while begin < len(word):
            ends = range(len(word), begin, -1)
            lead = "##" if begin else ""
            end = next((end for end in ends if lead + word[begin:end] in self._numbers), 0)
            if not end:
                return [_UNKNOWN]
            found.append(lead + word[begin:end])
            begin = end
        return found


def _words(text: str) -> list[str]:
    spaced = []
    for letter in unicodedata.normalize("NFD", text.lower()):
        kind = unicodedata.category(letter)
        if kind == "Mn":
            continue
        if kind[0] == "P" or (letter.isascii() and not letter.isalnum() and not letter.isspace()):
            spaced.append(f" {letter} ")
        else:
            spaced.append(" " if letter.isspace() or kind in ("Cc", "Cf") else letter)
    return "".join(spaced).split()
