"""Withness: a calm place for two people who want to be heard by each other."""

__version__ = "0.1.0"
