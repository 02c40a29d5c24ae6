"""What the terminal says when the house is open: where it is, and how much the way to it protects."""

import io
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from withness.web.serving import Plan

LOCALHOST = """
Withness is open at {url}

Only this computer can reach it. For two phones:
  withness serve --lan                  on your own Wi-Fi
  withness serve --behind-https NAME    behind a proxy that has a certificate
Press Ctrl+C to close."""

LAN = """
Withness is open on your Wi-Fi at {url}

{picture}
Your browser warns once, because this computer made its own certificate. Before you go on,
open the certificate in the browser and compare its SHA-256 fingerprint:
  {digits}
The same as words, to read aloud:
  {words}
Press Ctrl+C to close."""

OPEN_WIFI = """
Withness is open on your Wi-Fi, without encryption, at {url}

{picture}
Anyone on this Wi-Fi can read this. Do not use it for things that matter.
Press Ctrl+C to close."""

BEHIND_HTTPS = """
Withness waits at 127.0.0.1:{port} for the proxy that answers {url}
Press Ctrl+C to close."""


def announcement(plan: "Plan") -> str:
    """The whole text for a plan."""
    url = url_of(plan)
    if plan.mode == "lan":
        return LAN.format(url=url, picture=picture_of(url), **_fingerprint(plan))
    if plan.mode == "open-wifi":
        return OPEN_WIFI.format(url=url, picture=picture_of(url))
    text = BEHIND_HTTPS if plan.mode == "behind-https" else LOCALHOST
    return text.format(url=url, port=plan.port)


def url_of(plan: "Plan") -> str:
    """The address to open, or to point a phone's camera at."""
    if plan.mode == "behind-https":
        return f"https://{plan.hosts[0]}/"
    scheme = "https" if plan.mode == "lan" else "http"
    host = plan.hosts[0] if plan.hosts else "localhost"
    return f"{scheme}://{host}:{plan.port}/"


def picture_of(url: str) -> str:
    """The address as a QR code for a terminal."""
    drawn = io.StringIO()
    segno.make(url, error="m", micro=False).terminal(out=drawn, compact=True)
    return drawn.getvalue()


def _fingerprint(plan: "Plan") -> dict[str, str]:
    from withness.web.certificate import fingerprint_digits, fingerprint_words

    certificate = plan.data / "keys" / "lan.crt"
    return {"digits": fingerprint_digits(certificate), "words": fingerprint_words(certificate)}
