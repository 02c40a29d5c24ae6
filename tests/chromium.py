"""Debian's Chromium in its two builds, and how it is started: quiet, and knowing no other place than this machine."""

import shutil


def _first(*names: str) -> str:
    return next(filter(None, map(shutil.which, names)), names[0])


WHOLE = _first("chromium", "chromium-browser")
"""As people have it: for what is measured."""
EXECUTABLE = _first("chromium-headless-shell", "chromium", "chromium-browser")
"""The build without a window, where it is there: tests spend a quarter less of the machine in it."""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
CHROMIUM = [*QUIET, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"]
STILL = [*CHROMIUM, "--disable-threaded-compositing"]
"""One that lays out and colours every page and draws none: for pages that are only looked at. Nothing can be touched,
for a touch waits for a picture."""
