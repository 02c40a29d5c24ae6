"""Every address of the house: the same headers, the same gate, whoever asks."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from people.journeys import FORM, Visitor
from withness.web.security import HEADERS

pytestmark = pytest.mark.django_db


def every_path(resolver=None, above=""):
    """Each address pattern of the house, with 1 for every number and x for every word."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = above + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from every_path(pattern, route)
        else:
            yield "/" + re.sub(r"<int:\w+>", "1", re.sub(r"<(str:|slug:)?\w+>", "x", route))


PATHS = sorted(set(every_path()))


def assert_framed(answer, path):
    for name, value in HEADERS.items():
        assert answer.headers.get(name) == value, (path, name)
    assert "no-store" in answer.headers["Cache-Control"], path


def test_the_walk_sees_the_whole_house():
    assert {"/", "/about/", "/begin/", "/us/1/invite/", "/talk/1/"} <= set(PATHS)


def test_every_page_carries_the_headers_for_a_stranger_and_for_a_member():
    for browser in (Client(), Visitor("Ada").begin().browser):
        for path in PATHS:
            assert_framed(browser.get(path), path)


def test_refusals_and_pages_that_do_not_exist_carry_them_too(client):
    assert_framed(client.get("/nothing/here/"), "404")
    assert_framed(client.get("/", headers={"host": "elsewhere.example"}), "400")
    assert_framed(client.put("/about/"), "405")


def test_scripts_styles_and_pictures_come_from_here_alone():
    sources = [part.split() for part in HEADERS["Content-Security-Policy"].split("; ")]
    allowed = {word for part in sources for word in part[1:]} - {"'script'", "withness"}
    assert allowed == {"'none'", "'self'", "data:"}


def test_only_three_methods_are_known_anywhere(client):
    for path in PATHS:
        for method in ("put", "patch", "delete", "options", "trace"):
            assert getattr(client, method)(path).status_code == 405, (method, path)


def test_a_name_that_is_not_ours_is_refused_everywhere(client):
    for path in PATHS:
        assert client.get(path, headers={"host": "rebound.example"}).status_code == 400, path


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_post_that_another_site_started_is_refused(client, site):
    for path in PATHS:
        assert client.post(path, headers={"sec-fetch-site": site}).status_code == 403, path


def test_a_post_without_the_token_is_refused():
    strict = Client(enforce_csrf_checks=True)
    for path in PATHS:
        answer = strict.post(path, "a=b", content_type=FORM)
        assert answer.status_code in {403, 404, 405}, path
        if answer.status_code == 403:
            assert_framed(answer, path)


def test_a_post_with_the_token_but_from_a_page_of_another_origin_is_refused():
    strict = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get("/sign-in/").content.decode())[
        1
    ]
    fields = f"csrfmiddlewaretoken={token}&name=Ada&passphrase=x"
    ours = strict.post("/sign-in/", fields, content_type=FORM, headers={"origin": "http://testserver"})
    theirs = strict.post("/sign-in/", fields, content_type=FORM, headers={"origin": "http://evil.example"})
    assert (ours.status_code, theirs.status_code) == (422, 403)


def test_file_uploads_have_no_way_in(client):
    for path in PATHS:
        assert client.post(path, {"a": "b"}).status_code == 415, path  # the test client posts multipart


def test_a_body_up_to_the_limit_passes_and_one_byte_more_is_too_much(client):
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    fits = client.post("/sign-in/", "name=" + "a" * (limit - 5), content_type=FORM)
    assert fits.status_code == 422
    answer = client.post("/sign-in/", "name=" + "a" * (limit - 4), content_type=FORM)
    assert answer.status_code == 413
    assert_framed(answer, "413")


def test_fifty_fields_pass_and_one_more_is_too_much(client):
    fields = "&".join(f"f{number}=1" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS))
    assert client.post("/sign-in/", fields, content_type=FORM).status_code == 422
    assert client.post("/sign-in/", fields + "&more=1", content_type=FORM).status_code == 413


def test_the_refusal_for_too_much_says_what_to_do(client):
    answer = client.post("/sign-in/", "name=" + "a" * 300_000, content_type=FORM)
    assert "<h1" in answer.content.decode()


def test_cookies_are_out_of_reach_for_script_and_other_sites(client):
    ada = Visitor("Ada").begin()
    assert {"session", "ticket", "csrf"} <= set(ada.browser.cookies)
    for morsel in ada.browser.cookies.values():
        assert morsel["httponly"], morsel.key
        assert morsel["samesite"] in {"Lax", "Strict"}, morsel.key


def test_the_banner_of_an_open_wifi_is_on_every_page(client, settings):
    settings.MODE = "open-wifi"
    for path in ("/about/", "/begin/", "/sign-in/", "/"):
        assert "Anyone on this Wi-Fi can read this" in client.get(path).content.decode(), path


def test_no_page_and_no_style_sheet_points_to_another_place(client):
    ada = Visitor("Ada").begin()
    for path in PATHS:
        page = ada.get(path).content.decode(errors="replace")
        found = re.findall(r"""(?:src|href|action|srcset)=["'](?:https?:)?//[^"']*""", page)
        assert found == [], path
