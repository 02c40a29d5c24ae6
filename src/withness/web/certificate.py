"""A certificate of one's own for the home network: encrypted for both phones, vouched for by nobody else."""

import datetime
import hashlib
import ipaddress
import os
import socket
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from withness.vault.words import words_from

VALID_FOR = datetime.timedelta(days=398)  # the longest that phones accept
RENEW_BEFORE = datetime.timedelta(days=30)
A_LITTLE_EARLIER = datetime.timedelta(hours=1)  # phones' clocks differ
WORDS = 8


def home_names() -> tuple[str, ...]:
    """How this computer can be reached from the home network: its addresses there, then its .local name."""
    name = socket.gethostname().split(".")[0].lower()
    return (*home_addresses(), f"{name}.local")


def home_addresses() -> tuple[str, ...]:
    """This computer's IPv4 addresses on the home network, the one that routes outward first."""
    found = dict.fromkeys([*_outward_address(), *_named_addresses()])
    return tuple(text for text in found if not ipaddress.ip_address(text).is_loopback)


def certificate_for(names: Sequence[str], folder: Path, *, now: datetime.datetime) -> tuple[Path, Path]:
    """The certificate's file and its key's; a new pair when names changed or its time is nearly over."""
    certificate, key = folder / "lan.crt", folder / "lan.key"
    if not (key.is_file() and _serves(certificate, names, now)):
        pair = ec.generate_private_key(ec.SECP256R1())
        _write_private(key, _key_bytes(pair))
        _write_private(certificate, signed(names, pair, now=now))
    return certificate, key


def signed(names: Sequence[str], pair: ec.EllipticCurvePrivateKey, *, now: datetime.datetime) -> bytes:
    """A certificate for `names`, signed by its own key, as PEM. It can vouch for nothing but itself."""
    title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Withness at home")])
    draft = (
        x509.CertificateBuilder(title, title)
        .public_key(pair.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - A_LITTLE_EARLIER)
        .not_valid_after(now - A_LITTLE_EARLIER + VALID_FOR)
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    )
    return draft.sign(pair, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def fingerprint(certificate: Path) -> bytes:
    """The SHA-256 that a browser's certificate view shows."""
    der = x509.load_pem_x509_certificate(certificate.read_bytes()).public_bytes(serialization.Encoding.DER)
    return hashlib.sha256(der).digest()


def fingerprint_words(certificate: Path) -> str:
    """The fingerprint's first bits as eight words, to say aloud."""
    return " ".join(words_from(fingerprint(certificate), WORDS))


def fingerprint_digits(certificate: Path) -> str:
    """The fingerprint as browsers write it."""
    return fingerprint(certificate).hex(":").upper()


def _serves(certificate: Path, names: Sequence[str], now: datetime.datetime) -> bool:
    if not certificate.is_file():
        return False
    held = x509.load_pem_x509_certificate(certificate.read_bytes())
    listed = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {_general_name(name) for name in names} <= set(
        listed
    ) and now < held.not_valid_after_utc - RENEW_BEFORE


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _key_bytes(pair: ec.EllipticCurvePrivateKey) -> bytes:
    encoding, shape = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return pair.private_bytes(encoding, shape, serialization.NoEncryption())


def _write_private(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(path)


def _outward_address() -> list[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(
                ("192.0.2.1", 9)
            )  # documentation address; a datagram socket sends nothing on connect
        except OSError:
            return []
        return [str(probe.getsockname()[0])]


def _named_addresses() -> list[str]:
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    except OSError:
        return []
