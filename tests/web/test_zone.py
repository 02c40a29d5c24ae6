"""Times follow the clock of who reads them; nothing a cookie may hold breaks a page."""

from __future__ import annotations

import zoneinfo
from datetime import UTC
from urllib.parse import urlencode

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from withness.web.zone import ZONE_COOKIE, areas, zone_named, zoned


def send(browser: Client, **fields: str) -> HttpResponse:
    return browser.post("/zone/", urlencode(fields), content_type="application/x-www-form-urlencoded")  # type: ignore[return-value]


def zone_during(cookie: str) -> str:
    request = HttpRequest()
    request.COOKIES[ZONE_COOKIE] = cookie
    return zoned(lambda _: HttpResponse(timezone.get_current_timezone_name()))(request).content.decode()  # type: ignore[attr-defined]


def test_a_page_is_made_where_its_reader_is_and_the_next_one_is_not() -> None:
    assert zone_during("Asia/Kolkata") == "Asia/Kolkata"
    assert zone_during("") == "UTC"
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize(
    "name", ["", "Europe", "../../etc/passwd", "/etc/localtime", "x" * 500, "\0", "Ada/Bo", "a b"]
)
def test_what_is_no_zone_is_world_time(name: str) -> None:
    assert zone_named(name) is UTC


def test_who_has_no_script_chooses_by_hand() -> None:
    browser = Client()
    page = browser.get("/zone/?next=/care/").content.decode()
    assert 'value="Europe/Berlin"' in page
    chosen = send(browser, zone="Europe/Berlin", next="/care/")
    assert (chosen.status_code, chosen["Location"]) == (303, "/care/")
    assert browser.cookies[ZONE_COOKIE].value == "Europe/Berlin"
    assert 'value="Europe/Berlin" selected' in browser.get("/zone/").content.decode()
    gone = send(browser, zone="Atlantis/Poseidonis", next="https://elsewhere.example/")
    assert gone["Location"] == "/"
    assert browser.cookies[ZONE_COOKIE].value == ""


def test_clocks_are_known_where_the_machine_knows_none() -> None:
    zoneinfo.reset_tzpath(to=())
    try:
        assert "Europe/Berlin" in zoneinfo.available_timezones()
        assert zoneinfo.ZoneInfo.no_cache("Europe/Berlin").key == "Europe/Berlin"
    finally:
        zoneinfo.reset_tzpath()


def test_every_place_that_is_offered_has_a_clock() -> None:
    assert len(areas()) > 8
    assert all(zone_named(name) is not UTC for _, places in areas() for name, _ in places)
