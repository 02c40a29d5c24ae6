"""What is practised between dialogues, and what grows from them: reading, listening alone, gifts."""
