"""The data folder: where the database, the keys and the collected static files live. Knows nothing of Django."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_NAME = "withness.sqlite3"

# privacy: secure_delete wipes freed pages; durability: FULL loses nothing at a power cut, fullfsync says so to macOS.
SQLITE_PRAGMAS = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA fullfsync=1;
PRAGMA checkpoint_fullfsync=1; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF; PRAGMA journal_size_limit=16777216;
"""


def data_folder() -> Path:
    """Where this instance keeps everything: WITHNESS_DATA, or a folder of one's own in the home folder."""
    chosen = os.environ.get("WITHNESS_DATA")
    if chosen:
        return Path(chosen).expanduser().resolve()
    shared = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(shared) / "withness"


def secret_key(folder: Path) -> str:
    """The key for Django's signatures; without its file, one for this process alone."""
    path = folder / "keys" / "secret"
    return path.read_text(encoding="ascii").strip() if path.is_file() else secrets.token_urlsafe(50)


def peppers(folder: Path) -> dict[int, bytes]:
    """Every pepper by its number; an empty answer means that none is there, and no slot can be opened."""
    files = (folder / "keys").glob("pepper.*")
    return {int(file.suffix[1:]): file.read_bytes() for file in files if file.suffix[1:].isdigit()}


def database(folder: Path, url: str) -> dict[str, object]:
    """What Django needs to reach the database: SQLite in the data folder, or the PostgreSQL that `url` names."""
    return _postgresql(url) if url else _sqlite(folder)


def _sqlite(folder: Path) -> dict[str, object]:
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": " ".join(SQLITE_PRAGMAS.split()),
    }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / SQLITE_NAME,
        "CONN_MAX_AGE": None,  # each worker thread keeps its connection
        "OPTIONS": options,
    }


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    limits = "-c statement_timeout=10000 -c idle_in_transaction_session_timeout=30000"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": limits, **dict(parse_qsl(parts.query))},
    }
