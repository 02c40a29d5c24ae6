"""Ada, Bo and Cleo below the pages: members with a browser's cookies, and requests made with them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cast import PASSPHRASES
from withness.people import actions, keyring
from withness.people.models import Member, Relationship, SignIn
from withness.people.sessions import SessionStore, row_key
from withness.vault import Keyring

HOME = "home"


class Browser:
    """What a browser keeps: the session's cookie and the ticket."""

    def __init__(self, session_key: str = "", ticket: str = "") -> None:
        self.session_key = session_key
        self.ticket = ticket

    def request(self, path: str = "/", *, post: dict[str, str] | None = None) -> HttpRequest:
        make = RequestFactory(headers={"user-agent": "Mobile"})
        form = {"content_type": "application/x-www-form-urlencoded"}
        request = make.get(path) if post is None else make.post(path, urlencode(post), **form)
        request.session = SessionStore(self.session_key)
        request.COOKIES[settings.SESSION_TICKET_COOKIE] = self.ticket
        request.user = keyring.member_of(request)
        return request

    def keep(self, request: HttpRequest, response: HttpResponse) -> None:
        self.session_key = request.session.session_key or ""
        if settings.SESSION_TICKET_COOKIE in response.cookies:
            self.ticket = response.cookies[settings.SESSION_TICKET_COOKIE].value

    def keys(self) -> Keyring:
        return keyring.keyring_of(self.request())

    def row(self) -> SignIn:
        return SignIn.objects.get(pk=row_key(self.session_key))

    def wait(self, passed: timedelta) -> None:
        """Let time pass: everything this browser did lies so much further back."""
        row = self.row()
        row.unlocked_at -= passed
        row.used_at -= passed
        row.expire_date -= passed
        row.save()


class Somebody:
    """A member with one browser."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.passphrase = PASSPHRASES[name]
        made = actions.sign_up(name, self.passphrase)
        self.member: Member = made.member
        self.recovery_code: str = made.recovery_code
        self.browser = enter(made.member, made.root)

    @property
    def keys(self) -> Keyring:
        return self.browser.keys()

    def sign_in(self) -> Browser:
        found = actions.sign_in(self.name, self.passphrase, place=HOME)
        return enter(found.member, found.root)


def enter(member: Member, root: bytes) -> Browser:
    browser, response = Browser(), HttpResponse()
    request = browser.request()
    keyring.enter(request, response, member, root=root)
    browser.keep(request, response)
    return browser


def space_of(ada: Somebody) -> Relationship:
    return actions.start_relationship(ada.member, ada.keys, kind="spouse", palette="ember-tide", hue="tide")


def together() -> tuple[Somebody, Somebody, Relationship]:
    """Ada and Bo share a space, and Bo has been there."""
    ada, bo = Somebody("Ada"), Somebody("Bo")
    space = space_of(ada)
    code = actions.invite(ada.member, ada.keys, space.pk).code
    actions.ask_to_join(bo.member, bo.keys, code=code)
    actions.confirm_join(ada.member, ada.keys, space.pk)
    keyring.do_pending(bo.keys)
    return ada, bo, space
