"""How a dialogue can end, by the names that scripts give these ends."""

KEPT, TALKED, LET_GO = "kept", "talked", "let_go"
"""The words stay; only the day stays; neither does."""
SET_ASIDE = "set_aside"
"""Closed before anything was told."""
HELD = frozenset({KEPT, TALKED, LET_GO})
"""What was held to its end."""
WITHOUT_WORDS = HELD - {KEPT}
"""Ends that need no words: where nothing was typed, nothing else can be kept."""
