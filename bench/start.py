"""From the command to the first page, and what a first view weighs on the way to a phone."""

import re
import time
from collections.abc import Iterable
from contextlib import closing
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.couples import couples
from tests.served import Served

from bench.ground import empty_folder
from bench.measure import Measure

LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')
GOALS = {"html": 12, "css": 14, "js": 24, "all": 120}


class Piece(NamedTuple):
    """One file of a view: its words, and its bytes on the way."""

    text: bytes
    weight: int


def run() -> Iterable[Measure]:
    """Measure a second start on the same folder, the signed-out home, and the page of a dialogue."""
    with empty_folder() as folder:
        (couple,) = couples(folder, 1, 30)
        with Served(folder):
            pass
        began = time.monotonic()
        with Served(folder) as house:
            _fetched(house.url + "/")
            yield Measure("from the command to the first page", (time.monotonic() - began) * 1000, "ms", 2000)
            cookies = "; ".join(f"{name}={value}" for name, value in couple.cookies[0].items())
            yield from _weights("home, signed out", house.url, "/", "")
            yield from _weights("a dialogue", house.url, couple.path, cookies)


def _weights(name: str, address: str, path: str, cookies: str) -> Iterable[Measure]:
    page = _fetched(address + path, cookies)
    weights = {"html": page.weight, "css": 0, "js": 0, "other": 0}
    seen = set(LINKED.findall(page.text.decode()))
    for file in sorted(seen):
        kind = file.rpartition(".")[2]
        weights[kind if kind in weights else "other"] += _with_imports(address, file, seen)
    weights["all"] = sum(weights.values())
    for kind, goal in GOALS.items():
        yield Measure(f"{name}: {kind}, as sent", weights[kind] / 1000, "KB", goal)


def _with_imports(address: str, file: str, seen: set[str]) -> int:
    piece = _fetched(address + file)
    weight = piece.weight
    if file.endswith(".js"):
        for name in re.findall(r'(?:from|import)\s*"\./([^"]+)"', piece.text.decode()):
            imported = f"{file.rpartition('/')[0]}/{name}"
            if imported not in seen:
                seen.add(imported)
                weight += _with_imports(address, imported, seen)
    return weight


def _fetched(url: str, cookies: str = "") -> Piece:
    headers = {"Cookie": cookies, "Accept-Encoding": "br"}
    place = urlsplit(url)
    with closing(HTTPConnection(place.netloc)) as line:
        line.request("GET", place.path, headers=headers)
        answer = line.getresponse()
        body, packed = answer.read(), answer.getheader("Content-Encoding") == "br"
    import brotli

    return Piece(brotli.decompress(body) if packed else body, len(body))
