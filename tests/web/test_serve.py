"""`withness serve` from outside: a real process, its terminal, its folder, its ports and its end."""

import http.client
import shutil
import signal
import socket
import sqlite3
import ssl
import stat
from contextlib import closing
from pathlib import Path

import pytest

from served import Served
from withness.web import house


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


def get(served, path, **headers):
    with closing(http.client.HTTPConnection("localhost", served.port)) as line:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode(errors="replace"), answer.headers


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("house") / "data") as running:
        yield running


def test_it_says_where_it_is_and_what_to_do_next(served):
    assert f"Withness is open at http://localhost:{served.port}/" in served.said
    assert "--lan" in served.said


def test_it_listens_on_this_computer_alone(served):
    """Its port, among all that listen (state 0A), is bound to 127.0.0.1 and to nothing else."""
    rows = [row.split() for name in ("tcp", "tcp6") for row in open_ports(name)]
    bound = [row[1].split(":") for row in rows if row[3] == "0A"]
    assert [address for address, port in bound if int(port, 16) == served.port] == ["0100007F"]


def open_ports(name):
    table = Path("/proc/net") / name
    return table.read_text().splitlines()[1:] if table.exists() else []


def test_no_test_reaches_another_computer():
    with socket.socket() as line, pytest.raises(AssertionError, match="tried to reach"):
        line.connect(("192.0.2.1", 80))


def test_the_folder_and_its_secrets_are_for_the_owner_alone(served):
    assert mode_of(served.data) == mode_of(served.data / "keys") == 0o700
    for name in ("keys/pepper.1", "keys/secret", "withness.sqlite3", "lock"):
        assert mode_of(served.data / name) == 0o600, name
    assert len((served.data / "keys" / "pepper.1").read_bytes()) == 32


def test_the_database_never_says_saved_before_it_is(served):
    with closing(sqlite3.connect(served.data / "withness.sqlite3")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_static_files_are_hashed_compressed_and_kept_for_a_year(served):
    _, page, _ = get(served, "/about/")
    sheet = page.split('href="/static/css/')[1].split('"')[0]
    _, _, headers = get(served, f"/static/css/{sheet}", **{"Accept-Encoding": "br"})
    assert headers["Content-Encoding"] == "br"
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_live_address_refuses_a_stranger_and_a_foreign_name(served):
    for host in (f"localhost:{served.port}", "rebound.example"):
        assert get(served, "/live/1/", Host=host)[0] == 404


def test_a_query_that_is_no_text_is_refused_and_not_a_fault(served):
    with closing(http.client.HTTPConnection("127.0.0.1", served.port)) as line:
        line.putrequest("GET", "/about/")
        line._buffer[0] = b"GET /about/?q=\xff\xfe HTTP/1.1"
        line.endheaders()
        assert line.getresponse().status == 400
    assert "ERROR" not in served.said


def test_a_second_house_on_the_same_folder_stays_closed(served):
    second = Served(served.data)
    assert "already running on the data folder" in second.wait_until_ended()
    assert second.process.returncode == 2
    second.close()


def test_a_taken_port_is_said_in_one_sentence(served, data_folder):
    second = Served(data_folder, port=served.port)
    assert second.wait_until_ended().strip() == (
        f"Port {served.port} is already taken. Choose another one with --port."
    )
    assert second.process.returncode == 2
    second.close()


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    closed = Served(tmp_path / "file" / "data")
    said = closed.wait_until_ended()
    assert "cannot be written" in said
    assert said.count("\n") == 1
    assert closed.process.returncode == 2
    closed.close()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_quietly_when_asked(lived_in, sign):
    with Served(lived_in) as running:
        said = running.stop(sign)
        assert "Traceback" not in said
        assert running.process.returncode == 0


def test_a_database_of_a_newer_withness_is_left_alone(lived_in):
    with closing(sqlite3.connect(lived_in / "withness.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_later', '2030-01-01')"
        )
    closed = Served(lived_in)
    assert "made by a newer Withness" in closed.wait_until_ended()
    assert closed.process.returncode == 2
    closed.close()


def test_a_copy_is_kept_before_tables_change(lived_in):
    assert not list((lived_in / "copies").iterdir())
    with closing(sqlite3.connect(lived_in / "withness.sqlite3")) as database, database:
        database.execute("DELETE FROM django_migrations WHERE app = 'auth' AND name LIKE '0012%'")
    with Served(lived_in):
        pass
    [copy] = (lived_in / "copies").iterdir()
    assert mode_of(copy) == 0o600
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.fixture(scope="module")
def at_home(closed_house, tmp_path_factory):
    with Served(shutil.copytree(closed_house, tmp_path_factory.mktemp("lan") / "data"), "--lan") as running:
        yield running


def test_on_the_home_network_it_answers_https_with_its_own_certificate(at_home):
    context = ssl.create_default_context(cafile=str(at_home.data / "keys" / "lan.crt"))
    context.check_hostname = False
    with (
        socket.create_connection(("127.0.0.1", at_home.port)) as plain,
        context.wrap_socket(plain) as line,
    ):
        assert line.version() in {"TLSv1.2", "TLSv1.3"}
        line.sendall(b"GET /sign-in/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: line.recv(65536), b"")).decode()
    cookies = [row for row in answer.split("\r\n") if row.lower().startswith("set-cookie")]
    assert cookies
    assert all("__Host-" in row and "Secure" in row and "HttpOnly" in row for row in cookies)
    assert "fingerprint" in at_home.said
    assert "strict-transport-security" not in answer.lower()


def test_old_tls_is_refused(at_home):
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", at_home.port)) as plain, pytest.raises(ssl.SSLError):
        old.wrap_socket(plain)


def test_without_encryption_every_page_says_so(lived_in):
    with Served(lived_in, "--lan", "--insecure-http") as running:
        for path in ("/", "/sign-in/", "/about/"):
            assert "Anyone on this Wi-Fi can read this" in get(running, path)[1], path


def test_behind_https_cookies_and_transport_are_strict(lived_in):
    with Served(lived_in, "--behind-https", "talk.example") as running:
        proxied = {"Host": "talk.example", "X-Forwarded-Proto": "https"}
        _, _, headers = get(running, "/sign-in/", **proxied)
        assert headers["Strict-Transport-Security"].startswith("max-age=")
        assert headers["Set-Cookie"].startswith("__Host-csrf=")
        assert "https://talk.example/" in running.said


@pytest.mark.parametrize("options", [["--insecure-http"], ["--lan", "--behind-https", "x.example"]])
def test_options_that_contradict_each_other_are_refused(data_folder, options):
    closed = Served(data_folder, *options)
    assert "--insecure-http goes with --lan" in closed.wait_until_ended()
    assert closed.process.returncode == 2
    closed.close()


def test_network_disks_are_known_by_the_table_of_mounts(tmp_path):
    table = "\n".join(
        ["/dev/sda1 / ext4 rw 0 0", "box:/home /mnt/box nfs4 rw 0 0", "//nas /mnt/my\\040nas cifs rw 0 0"]
    )
    found = [house.file_system_of(Path(at), table) for at in ("/home/ada", "/mnt/box/a", "/mnt/my nas")]
    assert found == ["ext4", "nfs4", "cifs"]


def test_a_folder_on_a_network_disk_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(house, "_mounts", lambda: f"box:/ {tmp_path} nfs4 rw 0 0")
    with pytest.raises(house.CannotStart, match="network disk"):
        house.open_folder(tmp_path / "data")
