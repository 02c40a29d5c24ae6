"""Validation of what the pages submit, and nothing else."""
