"""The dialogues app."""
