"""A data folder in which a house has been open before: tables and static files are there, and nobody has come yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from served import Served


@pytest.fixture(scope="session")
def closed_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a first start leaves behind."""
    folder = tmp_path_factory.mktemp("before") / "data"
    with Served(folder):
        pass
    return folder


@pytest.fixture
def lived_in(closed_house: Path, tmp_path: Path) -> Path:
    """A folder like that of one's own, for what does not need to be the first start."""
    return Path(shutil.copytree(closed_house, tmp_path / "lived in"))
