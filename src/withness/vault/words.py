"""Short, plain, clearly different words: to compare aloud, and to make a passphrase of."""

import secrets
from functools import cache
from importlib.resources import files

from withness.vault.sealing import derive

COUNT, BITS = 1024, 10
COMPARED, PROPOSED = 4, 5


@cache
def word_list() -> tuple[str, ...]:
    """All 1,024 words; any two differ in at least two letters."""
    return tuple((files("withness.vault") / "words.txt").read_text(encoding="ascii").split())


def words_from(drawn: bytes, count: int) -> tuple[str, ...]:
    """Say the first bits of some bytes as words, ten bits each."""
    number = int.from_bytes(drawn, "big") >> (len(drawn) * 8 - count * BITS)
    places = (number >> BITS * (count - 1 - turn) & COUNT - 1 for turn in range(count))
    return tuple(word_list()[place] for place in places)


def same_words(public_a: bytes, public_b: bytes, *, relationship_id: int, code: str = "") -> tuple[str, ...]:
    """Give the four words both phones show when two people join.

    They differ when somebody swapped a public key. The invitation's code goes in because a copy of the
    database does not hold it: whoever changes rows cannot search for keys that give the same words.
    """
    keys = b"".join(sorted((public_a, public_b))) + code.encode()
    return words_from(
        derive(keys, "same-words", length=COMPARED * BITS // 8, salt=b"%d" % relationship_id), COMPARED
    )


def propose_passphrase() -> str:
    """Draw a passphrase of five words, 50 bits: easy to keep in mind, and out of reach behind a slow slot."""
    return " ".join(secrets.choice(word_list()) for _ in range(PROPOSED))


def is_proposal(text: str) -> bool:
    """Tell whether these words could have been proposed here."""
    words = text.split(" ")
    return len(words) == PROPOSED and all(word in word_list() for word in words)
