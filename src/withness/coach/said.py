"""What a listener gives back: something it found in a text, and where."""

from typing import NamedTuple


class Said(NamedTuple):
    """Something found in a text, and where."""

    kind: str
    start: int
    end: int

    @property
    def speaks_for(self) -> str:
        """The kind it is one of: a thought after "I feel" is an accusing feeling too."""
        return "pseudo" if self.kind == "thought" else self.kind
