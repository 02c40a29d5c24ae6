"""People in a data folder of its own, with the cookies of their browsers.

`python -m tests.couples FOLDER HOW_MANY MOVES` makes couples, each in an open dialogue;
`python -m tests.couples FOLDER` lets Ada and Bo share a space, Cleo know neither, and four others be a circle.

Runs in a process of its own, so that tests and measures meet the folder only through the server, as people do.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PASSPHRASE = "lantern gravel pillow orbit"
CHEAP = {"mem_kib": 64, "passes": 1}
CIRCLE = ("Dee", "Eli", "Fay", "Gus")


class Couple(NamedTuple):
    """Where two people meet, and the cookies of each one's browser (Ada has seat 0)."""

    dialogue_id: int
    names: tuple[str, str]
    cookies: tuple[dict[str, str], dict[str, str]]

    @property
    def path(self) -> str:
        return f"/talk/{self.dialogue_id}/"


def couples(folder: Path, how_many: int = 1, moves: int = 7) -> list[Couple]:
    """Let so many couples begin, each with so many moves behind them."""
    found = json.loads(_made(str(folder), str(how_many), str(moves)))
    return [
        Couple(dialogue_id, (names[0], names[1]), (cookies[0], cookies[1]))
        for dialogue_id, names, cookies in found
    ]


def household(folder: Path) -> dict[str, dict[str, str]]:
    """Let Ada and Bo share a space, Cleo come alone, and four others be a circle; gives the cookies of each."""
    cookies: dict[str, dict[str, str]] = json.loads(_made(str(folder)))
    return cookies


def _made(*told: str) -> str:
    command = [sys.executable, "-m", "tests.couples", *told]
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"}
    said = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if said.returncode:
        raise RuntimeError(said.stderr)
    return said.stdout


def wake_django(folder: Path) -> None:
    """Give this process a house in that folder, with tables and a cheap key derivation."""
    os.environ.update(WITHNESS_DATA=str(folder), DJANGO_SETTINGS_MODULE="withness.web.settings")
    from withness.web import house

    house.open_folder(folder)
    house.make_secret(folder)
    if not (folder / "keys" / "pepper.1").exists():
        house.make_pepper(folder)
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.KDF = CHEAP
    call_command("migrate", verbosity=0, interactive=False)


def _couple(number: int, moves: int) -> tuple[int, list[str], list[dict[str, str]]]:
    from dialogues.table import Guest

    names = [f"Ada {number}", f"Bo {number}"]
    ada, bo = Guest(names[0]), Guest(names[1])
    dialogue = ada.ask(ada.open_space(bo))
    _talk(ada, bo, dialogue, moves - 1)
    return dialogue.pk, names, [cookies_of(guest) for guest in (ada, bo)]


def _talk(ada, bo, dialogue, moves):  # type: ignore[no-untyped-def]  # their classes exist only once Django is awake
    from withness.protocol.moves import Choose, Offer, Ready

    arriving = [(ada, Ready()), (bo, Ready())] * 2
    round_ = [
        (ada, Offer("On Sundays I wake early and I wait for you.", stem="What happened was")),
        (bo, Offer("You wake early on Sundays and you wait for me.")),
        (ada, Choose("got_it")),
        (ada, Choose("more")),
    ]
    for guest, move in (arriving + round_ * (moves // 4 + 1))[:moves]:
        guest.do(dialogue, move)


def cookies_of(guest) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """Sign in and unlock without a passphrase: the derivation has tests of its own."""
    from django.conf import settings
    from django.http import HttpResponse
    from django.test import RequestFactory

    from withness.people.keyring import enter
    from withness.people.sessions import SessionStore

    request, response = RequestFactory().get("/"), HttpResponse()
    request.session = SessionStore()
    enter(request, response, guest.member, root=guest.keyring._root)
    ticket = response.cookies[settings.SESSION_TICKET_COOKIE].value
    names = settings.SESSION_COOKIE_NAME, settings.SESSION_TICKET_COOKIE
    return dict(zip(names, (str(request.session.session_key), ticket), strict=True))


def _household() -> dict[str, dict[str, str]]:
    from cast import PASSPHRASES
    from dialogues.circle import come_in, open_circle
    from dialogues.table import Guest

    guests = {name: Guest(name, PASSPHRASES[name]) for name in (*("Ada", "Bo", "Cleo"), *CIRCLE)}
    guests["Ada"].open_space(guests["Bo"])
    host, *others = (guests[name] for name in CIRCLE)
    space = open_circle(host)
    for other in others:
        come_in(other, host, space)
    return {name: cookies_of(guest) for name, guest in guests.items()}


def _main(folder: str, how_many: str = "", moves: str = "") -> None:
    wake_django(Path(folder))
    from django.db import transaction

    with transaction.atomic():
        found = [_couple(number, int(moves)) for number in range(int(how_many))] if moves else _household()
    print(json.dumps(found))


if __name__ == "__main__":
    _main(*sys.argv[1:])
