"""What an opening house does once Django is awake: newest tables after a kept copy, the pepper, static files."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from withness import __version__
from withness.people.actions import forget_expired
from withness.people.erasing import empty_write_log
from withness.people.queries import lost_peppers
from withness.web import folder, house
from withness.web.copies import forget_old_copies, keep_copy

LOST_PEPPER = (
    "The pepper file {path} is missing, so nobody can sign in with a passphrase that was made with it. "
    "Put it back from your backup; until then a recovery code still works."
)
SIGNING_KEY_LOST = (
    "The file {path} was missing and is made anew: everybody is signed out, and no name is found at sign-in. "
    "Put the old one back from your backup and start again, or let each person come back once with their name and "
    "recovery code; nothing that was written is lost."
)
NEWER = "This database was made by a newer Withness (it knows {name}). Install that version, or restore an older copy."
UNSAFE_POSTGRESQL = "This PostgreSQL runs with {name}={value}, which can lose words. Set it to on."
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


def update_tables(now: datetime) -> str:
    """Bring the tables up to date, after keeping a copy of what was there; says why there is no copy."""
    executor = MigrationExecutor(connection)
    _refuse_newer(executor)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return ""
    said = keep_copy(settings.DATA, now) if executor.loader.applied_migrations else ""
    call_command("migrate", verbosity=0, interactive=False)
    return said


def ready_keys(data: Path, *, secret_is_new: bool) -> list[str]:
    """See to it that new slots have a pepper; of a lost pepper or secret, say in one sentence what it means."""
    lost = lost_peppers()
    said = [LOST_PEPPER.format(path=data / "keys" / f"pepper.{number}") for number in lost]
    newest = max([*lost, *settings.PEPPERS], default=0)
    if newest not in settings.PEPPERS:
        house.make_pepper(data, newest + 1)  # under the lost one's number, the lost one could not come back
        settings.PEPPERS.update(folder.peppers(data))
    if secret_is_new and get_user_model()._default_manager.exists():
        said.append(SIGNING_KEY_LOST.format(path=data / "keys" / "secret"))
    return said


def forget_what_is_over(data: Path, now: datetime) -> None:
    """Drop what has no use any more: sign-ins, invitations, wrong tries, copies, and the file of writes."""
    forget_expired()
    forget_old_copies(data, now)
    empty_write_log()


def assert_durable() -> None:
    """Refuse a PostgreSQL that answers "saved" before it is."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for name in DURABLE:
            cursor.execute("SELECT current_setting(%s)", [name])
            value = cursor.fetchone()[0]
            if value == "off":
                raise house.CannotStart(UNSAFE_POSTGRESQL.format(name=name, value=value))


def collect_static(target: Path) -> bool:
    """Collect and compress static files when one of them changed; says whether there was anything to do."""
    mark = target.with_suffix(".digest")
    digest = f"{__version__} {house.digest_of(list(_static_sources()))}"
    if mark.is_file() and mark.read_text() == digest:
        return False
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(digest)
    return True


def _static_sources() -> Iterator[Path]:
    from django.contrib.staticfiles.finders import get_finders

    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


def _refuse_newer(executor: MigrationExecutor) -> None:
    known = executor.loader.disk_migrations
    ours = {app for app, _ in known}
    for app, name in executor.loader.applied_migrations:
        if app in ours and (app, name) not in known:
            raise house.CannotStart(NEWER.format(name=f"{app}.{name}"))
