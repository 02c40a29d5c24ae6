"""The certificate for the home network: for these names, for a while, and for nothing else."""

import datetime
import ssl
import stat

import pytest
from cryptography import x509

from withness.web import certificate
from withness.web.announcing import announcement, picture_of
from withness.web.serving import Plan

NOW = datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC)
NAMES = ("192.168.1.20", "kitchen.local")


def made(folder, names=NAMES, now=NOW):
    return certificate.certificate_for(names, folder, now=now)[0]


def test_it_names_every_way_to_this_computer_and_can_vouch_for_nothing(tmp_path):
    held = x509.load_pem_x509_certificate(made(tmp_path).read_bytes())
    names = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["kitchen.local"]
    assert [str(found) for found in names.get_values_for_type(x509.IPAddress)] == ["192.168.1.20"]
    assert held.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    assert held.not_valid_after_utc - held.not_valid_before_utc == datetime.timedelta(days=398)
    assert held.public_key().curve.name == "secp256r1"


def test_only_the_owner_can_read_the_key(tmp_path):
    made(tmp_path)
    assert stat.S_IMODE((tmp_path / "lan.key").stat().st_mode) == 0o600


def test_a_server_can_use_it(tmp_path):
    files = certificate.certificate_for(NAMES, tmp_path, now=NOW)
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(*files)


def test_it_stays_the_same_from_start_to_start(tmp_path):
    assert made(tmp_path).read_bytes() == made(tmp_path, now=NOW + datetime.timedelta(days=300)).read_bytes()


@pytest.mark.parametrize(
    ("names", "later"), [(("10.0.0.7", "kitchen.local"), 1), (NAMES, 369)], ids=["new address", "nearly over"]
)
def test_it_is_made_anew_when_it_no_longer_fits(tmp_path, names, later):
    first = made(tmp_path).read_bytes()
    assert made(tmp_path, names, NOW + datetime.timedelta(days=later)).read_bytes() != first


def test_the_terminal_shows_what_to_compare(tmp_path):
    (tmp_path / "keys").mkdir()
    held = made(tmp_path / "keys")
    text = announcement(Plan(tmp_path, 8321, mode="lan", hosts=NAMES))
    assert "https://192.168.1.20:8321/" in text
    assert certificate.fingerprint_digits(held) in text
    assert certificate.fingerprint_words(held) in text
    assert len(certificate.fingerprint_words(held).split()) == 8
    assert picture_of("https://192.168.1.20:8321/") in text


def test_the_open_wifi_says_how_little_it_protects(tmp_path):
    text = announcement(Plan(tmp_path, 8321, mode="open-wifi", hosts=NAMES))
    assert "http://192.168.1.20:8321/" in text
    assert "Anyone on this Wi-Fi can read this" in text
