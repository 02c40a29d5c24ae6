"""Measures of Withness, each with its goal; `python -m bench` runs them and prints one table."""
