"""The switchboard: what it sends where, and what it says when everything else failed."""

import asyncio

import httpx
import pytest

from withness.semantic import loading
from withness.web import asgi
from withness.web.security import HEADERS


def ask(app, path, **more):
    async def scene():
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as browser:
            return await browser.get(path, **more)

    return asyncio.run(scene())


@pytest.fixture(scope="module")
def board():
    return asgi.switchboard()


@pytest.mark.parametrize(("coach", "begun"), [(True, ["begun"]), (False, [])])
def test_the_sentence_model_is_waited_for_where_there_is_a_coach(settings, monkeypatch, coach, begun):
    came = []
    settings.COACH = coach
    monkeypatch.setattr(loading, "begin", lambda: came.append("begun"))
    asgi.switchboard()
    assert came == begun


def test_pages_go_to_django_and_keep_their_headers(board):
    answer = ask(board, "/about/")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.django_db(transaction=True)
def test_the_doorbell_answers_under_live(board):
    answer = ask(board, "/live/1/")
    assert (answer.status_code, answer.content) == (404, b"")
    assert answer.headers["cache-control"] == "no-store"


def test_other_addresses_under_live_are_pages_that_do_not_exist(board):
    answer = ask(board, "/live/x/")
    assert answer.status_code == 404
    assert "<h1" in answer.text


def test_when_even_the_page_about_a_fault_fails_a_plain_sentence_stays(monkeypatch):
    def broken():
        def django(environ, start_response):
            raise RuntimeError("quetzal-canary")

        return django

    monkeypatch.setattr(asgi, "get_wsgi_application", broken)
    answer = ask(asgi.switchboard(), "/about/")
    assert (answer.status_code, answer.text) == (500, asgi.SORRY)
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
