"""The door of the live stream: may this caller listen to this dialogue, right now, and how far has it come."""

from django.conf import settings
from django.db import close_old_connections
from django.http.request import split_domain_port, validate_host

from withness.dialogues.queries import doorbell
from withness.people.access import may_listen
from withness.web.live import Caller, Standing


def door(caller: Caller) -> Standing | None:
    """Ask the database anew each time, in a thread outside any request, so connections are tended here."""
    close_old_connections()
    try:
        return _standing_of(caller) if host_is_ours(caller.host) else None
    finally:
        close_old_connections()


def host_is_ours(host: str) -> bool:
    """Whether the browser reached us by a name that is ours: keeps DNS rebinding out of the stream too."""
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def _standing_of(caller: Caller) -> Standing | None:
    found = doorbell(caller.dialogue_id)
    if found is None:
        return None
    relationship_id, seated, last_seq = found
    seats = frozenset(map(int, seated))
    member_id = may_listen(caller.session_key, caller.ticket, relationship_id, seats=seats)
    return None if member_id is None else Standing(member_id, last_seq)
