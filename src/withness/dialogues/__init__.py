"""Dialogues between members: the log of sealed moves, drafts and the pocket."""
