"""The journal names what happened and where, and never what anybody wrote."""

import io
import logging

import pytest
from django.test import Client

from withness.web.journal import Discreet, PlainLine

CANARY = "quetzal-canary"


@pytest.fixture
def heard(caplog):
    """A log handler set up like the one of the house, on the root logger."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PlainLine())
    handler.addFilter(Discreet())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def test_a_fault_shows_its_place_and_kind_but_not_its_words(heard):
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("withness.trial").exception(CANARY, extra={"event": "fault", "actor": 7})
    line = heard.getvalue()
    assert "ERROR withness.trial event=fault actor=7" in line
    assert "test_journal.py:" in line
    assert "ValueError" in line
    assert CANARY not in line


def test_a_fault_in_a_page_names_the_route_and_not_the_address(heard, monkeypatch):
    from withness.web import pages

    def broken(*arguments, **more):
        raise RuntimeError(CANARY)

    monkeypatch.setattr(pages, "render", broken)
    client = Client(raise_request_exception=False)
    assert client.get(f"/breathe/?q={CANARY}").status_code == 500
    assert "status=500 route=web:breathe" in heard.getvalue()
    assert CANARY not in heard.getvalue()


def test_the_care_page_leaves_no_line_even_when_it_breaks(heard, monkeypatch):
    from withness.web import pages

    monkeypatch.setattr(pages, "render", lambda *_: 1 / 0)
    assert Client(raise_request_exception=False).get("/care/").status_code == 500
    assert heard.getvalue() == ""


def test_a_mere_refusal_leaves_no_line(heard):
    Client().get(f"/{CANARY}/")
    assert heard.getvalue() == ""


def test_nobody_can_forge_a_line(heard):
    logging.getLogger("withness.trial").warning(
        "x", extra={"event": "one\n2026 ERROR forged", "actor": "a b=c\r"}
    )
    assert heard.getvalue().count("\n") == 1
    assert "event=one_2026_ERROR_forged actor=a_b_c_" in heard.getvalue()
