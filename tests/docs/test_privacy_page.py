"""The page about privacy names every column there is, on the side where it belongs."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps
from django.db.models import BinaryField

PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
OURS = ("people", "dialogues", "practice")
BYTES_THAT_TELL_NOTHING = {"public_key", "salt", "secret_hash", "code_hash"}
Row = tuple[set[str], set[str], set[str]]


def rows() -> dict[str, Row]:
    part = PAGE.partition("## What is stored")[2].partition("\n## ")[0]
    lines = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| ")][1:]
    named = {cells[0].strip(): [set(re.findall(r"\w+", cell)) for cell in cells[1:]] for cells in lines}
    return {name: (cells[0], cells[1], cells[2]) for name, cells in named.items()}


def test_every_column_is_named_once() -> None:
    columns = {
        model.__name__: sorted(field.attname for field in model._meta.concrete_fields)
        for app in OURS
        if apps.is_installed(f"withness.{app}")
        for model in apps.get_app_config(app).get_models()
    }
    assert {name: sorted([*row[0], *row[1], *row[2]]) for name, row in rows().items()} == columns


def test_what_is_called_sealed_is_bytes_and_no_bytes_are_called_readable() -> None:
    for name, (_readable, _digests, sealed) in rows().items():
        model = next(each for each in apps.get_models() if each.__name__ == name)
        binary = {field.attname for field in model._meta.concrete_fields if isinstance(field, BinaryField)}
        assert sealed == binary - BYTES_THAT_TELL_NOTHING, name
