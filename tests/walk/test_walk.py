"""Every address of the house and every role: who gets in, who is told nothing, and what a look changes (nothing)."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from dialogues.test_pages import talk_of
from people.journeys import FORM, Visitor, two_together
from practice.giving import at_browser, give
from withness.dialogues.models import Dialogue, LoggedMove
from withness.people.models import Relationship

pytestmark = pytest.mark.django_db
ROLES = ("nobody", "owner", "partner", "stranger")

# What GET and POST (with an empty form) answer to each role. "door" leads to signing in and back here, "home" to Home.
FOR_ALL = "200 200 200 200", "405 405 405 405"
TABLE: dict[str, tuple[str, str]] = {
    "web:about": FOR_ALL,
    "web:breathe": FOR_ALL,
    "web:care": FOR_ALL,
    "web:worker": FOR_ALL,
    "web:manifest": FOR_ALL,
    "dialogues:room": ("door 302 302 404", "door 303 303 404"),
    "dialogues:decks": FOR_ALL,
    "dialogues:deck": FOR_ALL,
    "dialogues:decks_of_us": ("door 200 200 404", "door 200 200 404"),
    "dialogues:deck_of_us": ("door 302 302 404", "door 303 303 404"),
    "practice:printed": FOR_ALL,
    "practice:listening": FOR_ALL,
    "practice:listen": ("200 200 200 200", "404 404 404 404"),
    "web:zone": ("200 200 200 200", "home home home home"),
    "web:look": ("405 405 405 405", "303 303 303 303"),
    "dialogues:home": FOR_ALL,
    "dialogues:talk": ("door 200 200 200", "405 405 405 405"),
    "dialogues:new": ("door 200 200 200", "door 422 422 200"),
    "dialogues:oneself": ("door 200 200 200", "door 303 303 303"),
    "dialogues:asked": ("door 200 200 404", "door 422 422 404"),
    "dialogues:calendar": ("door 200 200 404", "door 405 405 405"),
    "dialogues:ready": ("door 200 200 404", "door 405 405 405"),
    "dialogues:ready_for": ("door 200 200 404", "door 405 405 405"),
    "dialogues:dialogue": ("door 200 200 404", "door 422 422 404"),
    "dialogues:pause": ("door 200 200 404", "door 405 405 405"),
    "dialogues:leave": ("door 200 200 404", "door 405 405 405"),
    "dialogues:remind": ("door 302 302 404", "door 303 303 404"),
    "dialogues:pace": ("door 200 200 404", "door 405 405 405"),
    "dialogues:letter": ("door 302 302 404", "door 405 405 405"),
    "dialogues:seal": ("door 302 302 404", "door 303 303 404"),
    "dialogues:draft": ("door 405 405 405", "door 422 422 404"),
    "dialogues:words": ("door 302 302 404", "door 303 303 404"),
    "dialogues:kept": ("door 302 302 404", "door 405 405 405"),
    "dialogues:hints": ("door 405 405 405", "door 303 303 303"),
    "dialogues:thoughts": ("door 200 200 200", "door 404 404 404"),
    "people:begin": ("200 home home home", "422 home home home"),
    "people:sign_in": ("200 home home home", "422 home home home"),
    "people:recover": ("200 200 200 200", "422 422 422 422"),
    "people:join": ("200 200 200 200", "422 422 422 422"),
    "people:recovery_code": ("door 200 200 200", "door 200 200 200"),
    "people:unlock": ("door 200 200 200", "door 422 422 422"),
    "people:lock": ("door 405 405 405", "door 303 303 303"),
    "people:still_open": ("410 410 410 410", "405 405 405 405"),
    "people:sign_out": ("405 405 405 405", "home home home home"),
    "people:us": ("door 200 200 200", "door 405 405 405"),
    "people:new_us": ("door 200 200 200", "door 422 422 422"),
    "people:invite": ("door 302 302 404", "door 303 303 404"),
    "people:leave": ("door 200 200 404", "door 422 422 404"),
    "people:mine": ("door 200 200 200", "door 405 405 405"),
    "people:passphrase": ("door 200 200 200", "door 422 422 422"),
    "people:new_recovery_code": ("door 200 200 200", "door 422 422 422"),
    "people:delete": ("door 200 200 200", "door 422 422 422"),
    "people:sign_ins": ("door 200 200 200", "door 303 303 303"),
    "practice:practise": ("door 200 200 200", "door 405 405 405"),
    "practice:script": FOR_ALL,
    "practice:gift": ("door 200 200 404", "door 404 404 404"),
}


class Scene(NamedTuple):
    """Ada (owner) and Bo (partner) with a space, an open dialogue, a time agreed for another one and a gift, Cleo
    (stranger), and somebody not signed in.
    """

    visitors: dict[str, Visitor]
    us: int
    dialogue: int
    appointment: int
    gift: int

    def path(self, route: str, *, missing: bool = False) -> str:
        ids = {
            "relationship_id": self.us, "dialogue_id": self.dialogue, "appointment_id": self.appointment,
            "card_id": self.gift,
        }  # fmt: skip
        route = route.replace(
            "<slug:name>", "a-hand-in-the-night" if "listening" in route else "whole-dialogue"
        )
        return "/" + re.sub(r"<int:(\w+)>", lambda found: str(999_999 if missing else ids[found[1]]), route)


@pytest.fixture(scope="module")
def morning(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """What all tests begin with, made once; each takes back what it did, and in the end nobody has been there."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield begun()
        transaction.set_rollback(True)


@pytest.fixture
def scene(morning: Scene, db: None) -> Scene:
    """The same morning for every test, with cookies of its own."""
    return morning._replace(visitors={role: twin(each) for role, each in morning.visitors.items()})


def twin(visitor: Visitor) -> Visitor:
    """The same person with a browser that nobody else touches."""
    other = Visitor(visitor.name)
    other.recovery_code = visitor.recovery_code
    other.browser.cookies = copy.deepcopy(visitor.browser.cookies)
    return other


def begun() -> Scene:
    ada, bo, us = two_together()
    cleo = Visitor("Cleo").begin()
    dialogue = talk_of(ada, bo, us, topic="Sundays")
    tomorrow = {"when": "at", "day": str(date.today() + timedelta(days=1)), "hour": "19:00"}
    asked = ada.post("/talk/new/", relationship=str(us), script="whole-dialogue", text="Sundays", **tomorrow)
    bo.post(asked["Location"], do="yes", turn="1")
    visitors = dict(zip(ROLES, (Visitor(), ada, bo, cleo), strict=True))
    gift = give(at_browser(ada), at_browser(bo), Relationship.objects.get(pk=us), "On Sundays I wait.").id
    return Scene(visitors, us, number_in(dialogue), number_in(asked["Location"]), gift)


def number_in(path: str) -> int:
    return int(path.strip("/").rpartition("/")[2])


def routes(resolver: URLResolver | None = None, above: str = "", app: str = "") -> Iterator[tuple[str, str]]:
    """Every named address pattern, as app:name and route."""
    for each in (resolver or get_resolver()).url_patterns:
        route = above + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each, route, each.app_name or app)
        else:
            yield f"{app}:{each.name}", route


ROUTES = dict(routes())
WITH_AN_ID = [name for name, route in ROUTES.items() if "<int:" in route]


def test_every_address_is_in_the_table() -> None:
    assert set(ROUTES) == set(TABLE)
    assert len(ROUTES) == len(list(routes())), "two addresses of one name"


def told(answer: object, path: str) -> str:
    status, leads_to = answer.status_code, answer.headers.get("Location", "")  # type: ignore[attr-defined]
    if leads_to == f"/sign-in/?next={path}":
        return "door"
    return "home" if leads_to == "/" else str(status)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_every_role_gets_the_answer_of_the_table(scene: Scene, name: str) -> None:
    path = scene.path(ROUTES[name])
    seen = [told(visitor.get(path), path) for visitor in scene.visitors.values()]
    sent = [told(visitor.post(path, nothing=""), path) for visitor in scene.visitors.values()]
    assert (" ".join(seen), " ".join(sent)) == TABLE[name]


@pytest.mark.parametrize("name", sorted(WITH_AN_ID))
def test_a_stranger_learns_nothing_from_what_exists(scene: Scene, name: str) -> None:
    """The answer for somebody else's is, byte for byte, the answer for something that never was."""
    cleo, there, nowhere = (
        scene.visitors["stranger"],
        *(scene.path(ROUTES[name], missing=flag) for flag in (False, True)),
    )
    for ask in (cleo.get, cleo.post):
        theirs, nobodys = ask(there), ask(nowhere)
        assert theirs.status_code == nobodys.status_code
        assert theirs.content == nobodys.content
        assert list(theirs.headers.items()) == list(nobodys.headers.items())
        assert b"Sundays" not in theirs.content


def database() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, without the columns that note when a sign-in was last used."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            columns = [column[0] for column in cursor.description]
            keep = [n for n, column in enumerate(columns) if column not in ("used_at", "idle_for")]
            rows[table] = sorted((tuple(row[n] for n in keep) for row in cursor.fetchall()), key=repr)
    return rows


def test_a_look_changes_nothing(scene: Scene) -> None:
    for visitor in scene.visitors.values():
        visitor.get("/us/")  # a gift that waits for its owner is taken at the first look
    before = database()
    for visitor in scene.visitors.values():
        for route in ROUTES.values():
            visitor.get(scene.path(route) + "?stem=x&thought=1&aloud=1&asked=1&done=passphrase&next=/us/")
    assert database() == before
    scene.visitors["owner"].post(scene.path(ROUTES["dialogues:dialogue"]), do="pocket", thought_text="x")
    assert database() != before, "the comparison sees a change"


def test_every_post_without_the_token_is_refused(scene: Scene) -> None:
    before = database()
    for visitor in scene.visitors.values():
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = visitor.browser.cookies
        for name, route in ROUTES.items():
            answer = strict.post(scene.path(route), "do=ready&text=x", content_type=FORM)
            assert answer.status_code == 403, name
    assert database() == before


def test_pages_of_a_member_are_kept_by_no_cache(scene: Scene) -> None:
    for role in ("owner", "partner", "stranger"):
        for name, route in ROUTES.items():
            answer = scene.visitors[role].get(scene.path(route))
            assert "no-store" in answer.headers["Cache-Control"], name
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"], name


def test_seat_order_and_author_cannot_be_sent_along(scene: Scene) -> None:
    """Fields that no page has change nothing: the move is the one of whoever is signed in, at the next place."""
    bo, path = scene.visitors["partner"], scene.path(ROUTES["dialogues:dialogue"])
    hidden = dict(re.findall(r'name="(move_id|place)" value="([^"]*)"', bo.get(path).content.decode()))
    extra = {
        "seat": "0",
        "seq": "99",
        "member": "1",
        "author": "1",
        "outcome": "kept",
        "step": "keep",
        "state": "x",
    }
    assert bo.post(path, **hidden, do="ready", **extra).status_code == 303
    move = LoggedMove.objects.latest("seq")
    assert (move.seq, move.seat) == (2, 1)


def test_a_step_cannot_be_skipped_or_taken_for_the_other(scene: Scene) -> None:
    ada, path = scene.visitors["owner"], scene.path(ROUTES["dialogues:dialogue"])
    place = re.search(r'name="place" value="([^"]*)"', ada.get(path).content.decode())
    before = LoggedMove.objects.count()
    for do in (
        "choose:now",
        "offer",
        "choose:keep",
        "choose:nonsense",
        "nonsense",
        "aloud",
        "deeper:x",
    ):
        answer = ada.post(path, do=do, text="x", place=place[1] if place else "")
        assert answer.status_code == 422, do
    assert ada.post(path, do="offer", text="x", place="speaking.5").status_code == 409
    assert LoggedMove.objects.count() == before


def test_a_sign_in_that_is_locked_or_over_opens_nothing(scene: Scene) -> None:
    for name, shut in (("owner", "/lock/"), ("partner", "/sign-out/")):
        visitor = scene.visitors[name]
        visitor.post(shut)
        for route in ROUTES.values():
            assert b"Sundays" not in visitor.get(scene.path(route)).content, (name, route)


def test_a_door_that_lets_everybody_in_would_be_noticed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: without the door of one view, the stranger's answer is no longer the one of the table."""
    test_every_role_gets_the_answer_of_the_table(scene, "dialogues:draft")
    anybodys = Dialogue.objects.select_related("relationship")
    monkeypatch.setattr(
        "withness.dialogues.views.moves.dialogue_for", lambda member, number: anybodys.get(pk=number)
    )
    with pytest.raises(AssertionError):
        test_every_role_gets_the_answer_of_the_table(scene, "dialogues:draft")
