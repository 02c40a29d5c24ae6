"""From a closed house to a served one: open it in the right order, say where it is, serve until told to stop."""

import errno
import os
import signal
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Literal, NamedTuple

import uvicorn
from starlette.types import ASGIApp

from withness.web import house

Mode = Literal["localhost", "lan", "open-wifi", "behind-https"]
GOODBYE_AFTER = 8  # seconds that a page under way may still take once the process was told to stop


class Plan(NamedTuple):
    """What the person who runs this place asked for."""

    data: Path
    port: int
    mode: Mode
    hosts: tuple[str, ...] = ()


class House(uvicorn.Server):
    """The server, which ends the open streams at once when it is told to stop."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Hang up every line, then let uvicorn finish the pages under way."""
        from withness.hub import hub

        hub().close()
        super().handle_exit(sig, frame)


def serve(plan: Plan, say: Callable[[str], None]) -> None:
    """Open the house, announce it through `say`, and serve until a signal. Raises CannotStart with one sentence."""
    house.harden()
    house.open_folder(plan.data)
    held = house.lock_folder(plan.data)
    try:
        with listening(plan) as open_socket:
            _wake(plan, say)
            _serve(plan, open_socket, say)
    finally:
        os.close(held)


def _wake(plan: Plan, say: Callable[[str], None]) -> None:
    """Make the folder's keys, start Django, bring tables and static files up to date."""
    secret_is_new = house.make_secret(plan.data)
    wake_django(plan)
    from withness.web import upkeep

    upkeep.assert_durable()
    if sentence := upkeep.update_tables(datetime.now(UTC)):
        say(sentence)
    for sentence in upkeep.ready_keys(plan.data, secret_is_new=secret_is_new):
        say(sentence)
    upkeep.forget_what_is_over(plan.data, datetime.now(UTC))
    upkeep.collect_static(plan.data / "static")


def wake_django(plan: Plan) -> None:
    """Hand the plan to the settings and start Django."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "withness.web.settings"
    os.environ["WITHNESS_DATA"] = str(plan.data)
    os.environ["WITHNESS_MODE"] = plan.mode
    os.environ["WITHNESS_HOSTS"] = ",".join(plan.hosts)
    os.environ["WITHNESS_CERTIFICATE_WORDS"] = _certificate_words(plan)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as fault:
        if "psycopg" not in str(fault):
            raise
        raise house.CannotStart(
            "WITHNESS_DATABASE_URL needs psycopg: install psycopg[binary] beside Withness."
        ) from fault


def _certificate_words(plan: Plan) -> str:
    """Give the words that the about page shows, so that the one at the terminal and the one with the phone compare."""
    if plan.mode != "lan":
        return ""
    from withness.web.certificate import certificate_for, fingerprint_words

    return fingerprint_words(certificate_for(plan.hosts, plan.data / "keys", now=datetime.now(UTC))[0])


def listening(plan: Plan) -> socket.socket:
    """Take the port before anything slow, so that a taken one is said at once."""
    address = "0.0.0.0" if plan.mode in {"lan", "open-wifi"} else "127.0.0.1"  # noqa: S104 - asked for by --lan
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((address, plan.port))
    except OSError as fault:
        taken.close()
        why = "is already taken" if fault.errno == errno.EADDRINUSE else f"cannot be used ({fault.strerror})"
        raise house.CannotStart(f"Port {plan.port} {why}. Choose another one with --port.") from fault
    return taken


def _serve(plan: Plan, open_socket: socket.socket, say: Callable[[str], None]) -> None:
    from withness.web.announcing import announcement
    from withness.web.asgi import switchboard

    server = House(configured(plan, switchboard()))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))  # uvicorn raises the signal again once it is done
    say(announcement(plan))
    server.run(sockets=[open_socket])


def configured(plan: Plan, app: ASGIApp) -> uvicorn.Config:
    """How uvicorn is to serve `app` for this plan."""
    certificate: tuple[Path | None, Path | None] = None, None
    if plan.mode == "lan":
        from withness.web.certificate import certificate_for

        certificate = certificate_for(plan.hosts, plan.data / "keys", now=datetime.now(UTC))
    return uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=plan.mode == "behind-https",
        forwarded_allow_ips=os.environ.get("WITHNESS_PROXIES", "127.0.0.1"),
        timeout_graceful_shutdown=GOODBYE_AFTER,
        ssl_certfile=certificate[0],
        ssl_keyfile=certificate[1],
    )
