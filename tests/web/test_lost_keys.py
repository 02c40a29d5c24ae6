"""A key file that is gone: said in one sentence, never made anew under the old one's name, and survivable."""

import os
import re
import sqlite3
import time
from contextlib import closing

from served import Served
from visitor import HIDDEN
from visitor import Visitor as Browser

PASSPHRASE = "lantern gravel pillow orbit"
NEW = "pebble sonata cardigan frost"


class Visitor(Browser):
    """A browser that hangs up after every answer."""

    def _ask(self, *asked):
        try:
            return super()._ask(*asked)
        finally:
            self.hang_up()


def begin(port, name="Ada"):
    """Sign somebody up and write the recovery code down."""
    visitor = Visitor(port)
    send(visitor, "/begin/", name=name, passphrase=PASSPHRASE)
    page = visitor.get("/recovery-code/").text
    groups = re.search(r'<ol class="[^"]*\bcode\b.*?</ol>', page, re.S)[0]
    return visitor, "-".join(re.findall(r"<li[^>]*>\s*(\w+)\s*</li>", groups))


def send(visitor, path, **fields):
    token = dict(HIDDEN.findall(visitor.get(path).text))["csrfmiddlewaretoken"]
    return visitor.post(path, {"csrfmiddlewaretoken": token, **fields})


def sign_in(port, passphrase, name="Ada"):
    return Visitor(port).sign_in(name, passphrase)


def peppers_in(folder):
    return sorted(path.name for path in (folder / "keys").glob("pepper.*"))


def test_a_lost_pepper_is_said_never_replaced_and_the_next_one_is_made(lived_in):
    pepper = lived_in / "keys" / "pepper.1"
    with Served(lived_in) as running:
        _, code = begin(running.port)
        begin(running.port, "Bo")
    kept = pepper.read_bytes()
    pepper.unlink()
    with Served(lived_in) as running:
        assert running.said.count("pepper.1 is missing") == 1
        assert "pepper.1 is missing" in sign_in(running.port, PASSPHRASE).text
        back = send(Visitor(running.port), "/recover/", name="Ada", code=code, passphrase=NEW)
        assert back.leads_to == "/recovery-code/"
        assert sign_in(running.port, NEW).status == 303
    assert peppers_in(lived_in) == ["pepper.2"]
    assert slots_with(lived_in, kind="passphrase") == {1, 2}
    pepper.write_bytes(kept)
    with Served(lived_in) as running:
        assert "missing" not in running.said
        assert sign_in(running.port, PASSPHRASE, "Bo").status == 303
        assert sign_in(running.port, NEW).status == 303
    assert slots_with(lived_in, kind="passphrase") == {2}


def slots_with(folder, *, kind):
    with closing(sqlite3.connect(folder / "withness.sqlite3")) as database:
        return {
            row[0] for row in database.execute("SELECT pepper_id FROM people_keyslot WHERE kind=?", [kind])
        }


def test_a_lost_secret_is_said_and_a_recovery_code_brings_the_name_back(lived_in):
    with Served(lived_in) as running:
        _, code = begin(running.port)
        assert "was missing" not in running.said
    (lived_in / "keys" / "secret").unlink()
    with Served(lived_in) as running:
        assert running.said.count("keys/secret was missing") == 1
        assert sign_in(running.port, PASSPHRASE).status == 422
        back = send(Visitor(running.port), "/recover/", name="Ada", code=code, passphrase=NEW)
        assert back.leads_to == "/recovery-code/"
        assert sign_in(running.port, NEW).status == 303


def test_what_is_over_is_swept_out_at_the_start(lived_in):
    with Served(lived_in) as running:
        begin(running.port)
        begin(running.port, "Bo")
    copies = lived_in / "copies"
    for name, days in (("before-20260101-000000.sqlite3", 8), ("before-20260102-000000.sqlite3", 6)):
        (copies / name).touch()
        os.utime(copies / name, (time.time(), time.time() - days * 86400))
    with closing(sqlite3.connect(lived_in / "withness.sqlite3")) as database, database:
        database.execute("UPDATE people_signin SET expire_date='2026-01-01' WHERE rowid=1")
    with Served(lived_in):
        assert (lived_in / "withness.sqlite3-wal").stat().st_size < 10_000
    with closing(sqlite3.connect(lived_in / "withness.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM people_signin").fetchone() == (1,)
    assert [path.name for path in copies.iterdir()] == ["before-20260102-000000.sqlite3"]
