"""Ada and Bo share a space; Cleo is a stranger who must see nothing."""

from __future__ import annotations

import pytest

from dialogues.letters import by_letter
from dialogues.table import Guest
from withness.dialogues.models import Dialogue
from withness.people.models import Relationship


@pytest.fixture
def ada(db: None) -> Guest:
    return Guest("Ada")


@pytest.fixture
def bo(db: None) -> Guest:
    return Guest("Bo")


@pytest.fixture
def cleo(db: None) -> Guest:
    return Guest("Cleo")


@pytest.fixture
def space(ada: Guest, bo: Guest) -> Relationship:
    return ada.open_space(bo)


@pytest.fixture
def dialogue(ada: Guest, space: Relationship) -> Dialogue:
    return ada.ask(space)


@pytest.fixture
def letters(ada: Guest, space: Relationship) -> Dialogue:
    return by_letter(ada, space)
