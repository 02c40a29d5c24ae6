"""What all tests share: a cheap key derivation, peppers of their own, and a data folder that goes away."""

import os
import socket
import sys
import tempfile
from pathlib import Path

import hypothesis
import pytest

CHEAP = {"mem_kib": 64, "passes": 1}
PEPPER = b"a pepper for tests, 32 bytes....."[:32]


def only_loopback(event: str, details: tuple[object, ...]) -> None:
    """Stop every test that talks to another computer. A datagram socket that connects sends nothing."""
    if event != "socket.connect" or len(details) != 2:
        return
    line, address = details
    stays = not isinstance(address, tuple) or address[0] in {"127.0.0.1", "::1", "localhost"}
    if not stays and getattr(line, "type", None) != socket.SOCK_DGRAM:
        raise AssertionError(f"a test tried to reach {address}")


def pytest_configure(config: pytest.Config) -> None:
    """Point the settings at a temporary folder before Django starts, and leave the coach's model out of it."""
    os.environ.setdefault("WITHNESS_MODEL", "off")
    sys.addaudithook(only_loopback)
    # That a machine is busy is no fault of a property.
    hypothesis.settings.register_profile("any machine", deadline=None)
    hypothesis.settings.load_profile("any machine")
    from django.conf import settings

    place = tempfile.TemporaryDirectory(prefix="withness-tests-")
    config.add_cleanup(place.cleanup)
    folder = Path(place.name)
    (folder / "static").mkdir()
    settings.DATA = folder
    settings.STATIC_ROOT = folder / "static"
    settings.KDF = CHEAP
    settings.PEPPERS = {1: PEPPER}
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    # Threads of a test end with it, and so must their connections.
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        # A file, so that WAL and threads are real.
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(folder / "tests.sqlite3")


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """An empty data folder for a server of one's own."""
    folder = tmp_path / "withness"
    folder.mkdir(mode=0o700)
    return folder
