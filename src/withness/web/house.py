"""Opening the house before anybody comes in: folder, keys, database, static files. One clear sentence when it cannot.

Everything up to `wake_django` runs before the settings are read; everything after it needs them.
"""

import ctypes
import fcntl
import hashlib
import os
import resource
import secrets
import sys
from pathlib import Path

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone"}
)
PR_SET_DUMPABLE = 4
CHOOSE_FOLDER = "Choose another one with --data or WITHNESS_DATA."
ON_NETWORK = (
    "The data folder {folder} is on a network disk ({kind}), where words can be lost. " + CHOOSE_FOLDER
)


class CannotStart(Exception):
    """Why the house stays closed, in one sentence for the person who runs it."""


def harden() -> None:
    """Keep keys out of core dumps and of other processes of the same user; new files are for the owner alone."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def open_folder(folder: Path) -> None:
    """Make the data folder and its parts when missing, for the owner alone, or say why that cannot be."""
    try:
        for place in (folder, folder / "keys", folder / "copies"):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        trial = folder / ".writable"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as fault:
        raise CannotStart(
            f"The data folder {folder} cannot be written ({fault.strerror}). {CHOOSE_FOLDER}"
        ) from fault
    kind = file_system_of(folder, _mounts())
    if kind in NETWORK_FILE_SYSTEMS:
        raise CannotStart(ON_NETWORK.format(folder=folder, kind=kind))


def lock_folder(folder: Path) -> int:
    """Hold the folder for this process until it ends: two servers on one folder would not hear each other."""
    held = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        raise CannotStart(f"Another Withness is already running on the data folder {folder}.") from fault
    return held


def file_system_of(folder: Path, mounts: str) -> str:
    """The type of the file system that holds `folder`, by a table like /proc/mounts; empty when unknown."""
    rows = [line.split() for line in mounts.splitlines()]
    points = [(Path(row[1].replace("\\040", " ")), row[2]) for row in rows if len(row) > 2]
    above = [(len(point.parts), kind) for point, kind in points if folder.is_relative_to(point)]
    return max(above, default=(0, ""))[1]


def make_secret(folder: Path) -> bool:
    """Make the key of Django's signatures when there is none; tells whether there was none."""
    path = folder / "keys" / "secret"
    if path.exists():
        return False
    _write_new(path, secrets.token_urlsafe(64).encode())
    return True


def make_pepper(folder: Path, number: int = 1) -> None:
    """Make a pepper, under a number that no slot has ever been made with."""
    _write_new(folder / "keys" / f"pepper.{number}", secrets.token_bytes(32))


def digest_of(files: list[Path]) -> str:
    """A digest over names, sizes and times: changes whenever static files have to be collected anew."""
    marks = [f"{file}:{file.stat().st_size}:{file.stat().st_mtime_ns}" for file in sorted(files)]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()


def _write_new(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # a key that a power cut forgets would close every slot


def _mounts() -> str:
    table = Path("/proc/self/mounts")
    return table.read_text(errors="replace") if table.exists() else ""
