"""Tags of the dialogues' templates."""
