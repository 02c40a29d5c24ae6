"""Ada and Bo share a space; Cleo is a stranger who must see nothing."""

from dialogues.conftest import ada, bo, cleo, space

__all__ = ["ada", "bo", "cleo", "space"]
