"""Why a step is there: a few sentences for whoever wonders in the middle of it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

LANGUAGE = "en"


def why(name: str, language: str = LANGUAGE) -> str:
    """Give what stands under "Why this?" for a step; nothing when the step has no such note."""
    return reasons(language).get(name, "")


@cache
def reasons(language: str = LANGUAGE) -> dict[str, str]:
    """Give all these notes, by the name under which scripts ask for them."""
    read: dict[str, str] = yaml.safe_load(
        files(__package__).joinpath(f"why.{language}.yaml").read_text("utf-8")
    )
    return read
