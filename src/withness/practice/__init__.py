"""Exercises and what grows from them. For now one honest page."""
