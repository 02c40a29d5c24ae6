"""Who waits for which dialogue: rings a bell when something happened, and never carries a word."""

from functools import cache

from withness.hub.contract import Hub, Line, Presence, Ring
from withness.hub.memory import MemoryHub

__all__ = ["Hub", "Line", "MemoryHub", "Presence", "Ring", "hub"]


@cache
def hub() -> Hub:
    """The hub of this process; one process is the product, so it lives in memory."""
    return MemoryHub()
