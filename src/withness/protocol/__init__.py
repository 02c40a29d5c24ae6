"""Ground floor: what may be said in a dialogue, by whom and when. Pure functions of (script, moves)."""
