"""One dialogue goes live, by letter, into the room and back to live; three pieces are written, opened and mirrored."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from browser.phones import Phone
from browser.test_tunnel import LIES, put_away


def change(person: Phone, pace: str) -> Phone:
    person.touch("to_pace")
    person.page.wait_for_url("**/pace/")
    person.touch(f"pace:{pace}")
    person.page.wait_for_url(lambda url: "/pace/" not in url)
    return person


def send(person: Phone, *pieces: str) -> None:
    for number, piece in enumerate(pieces):
        name = f"block_{number}" if number else "text"
        if not person.page.locator(f"#{name}").count():
            person.touch("another")
            expect(person.page.locator(f"#{name}")).to_be_focused()
        person.write(piece, field=name)
    person.touch("read_once")
    person.page.wait_for_url("**/seal/**")
    person.reads(*pieces)
    person.page.get_by_role("button", name="Seal it").click()
    person.page.wait_for_url(lambda url: "/seal/" not in url)
    person.sees("Your letter is on its way.")


def read(person: Phone) -> None:
    person.sees("A letter is here.").touch("open_letter")
    person.page.wait_for_url("**/letter/")


def test_one_dialogue_at_every_pace(asked: str, phone: Callable[..., Phone]) -> None:
    ada, bo = phone("Ada"), phone("Bo")
    ada.go(asked)
    bo.go(asked)
    change(ada, "letter").sees("Say what it is like")
    send(ada, "I wake up early.", "I wait for you.", "I long for a slow morning.")
    before = ada.version
    bo.go(asked)
    read(bo)
    bo.page.get_by_role("link", name="Next").click()
    bo.reads("I wait for you.")
    bo.page.get_by_role("link", name="All at once").click()
    bo.page.get_by_role("link", name="Mirror this").click()
    bo.sees("Mirror what you heard").reads("I long for a slow morning.")
    bo.write("you wake up early", field="text")
    bo.is_kept("you wake up early")
    assert ada.look_again().version == before, "nothing tells that it was opened"
    send(bo, "you wake up early", "you wait for me", "you long for a slow morning")
    ada.look_again()
    read(ada)
    ada.go(asked).sees("Did Bo get it?").reads("you long for a slow morning")
    change(ada, "live").sees("Did Bo get it?")
    bo.look_again().reads("Ada would like to talk now.").press("pace:live")
    bo.sees("Ada is listening to your mirror.")
    ada.look_again().choose("got_it").sees("Is there more?")
    bo.sees("Ada is looking inside.")  # live again: the page hears of it by itself
    change(ada, "room")
    bo.look_again().press("pace:room")
    for each in (ada, bo):
        each.look_again().sees("You are in the room together.")
    ada.press("pace:live")
    bo.look_again().press("pace:live")
    ada.look_again().sees("Is there more?")


def test_a_letter_is_written_in_a_tunnel_and_goes_out_once(asked: str, phone: Callable[..., Phone]) -> None:
    ada, bo = phone("Ada").forgive("net::ERR_"), phone("Bo")
    change(ada.go(asked), "letter").sees("Say what it is like")
    ada.context.set_offline(True)
    ada.write("I wake up early.", field="text")
    ada.touch("another")
    expect(ada.page.locator("#block_1")).to_be_focused()
    ada.touch("begin:block_1:What hurts most is")
    ada.page.keyboard.type("that I wait.")
    ada.page.wait_for_function(f"() => ({LIES}).length > 0")
    ada.page.wait_for_timeout(100)  # the last letter is sealed, too
    put_away(ada)
    ada.go(asked).holds("I wake up early.").holds("What hurts most is that I wait.", field="block_1")
    ada.context.set_offline(True)
    ada.touch("read_once")
    expect(ada.page.locator(".told.offline")).to_contain_text("they go out when you are back")
    ada.context.set_offline(False)
    ada.page.wait_for_url("**/seal/**")
    ada.reads("I wake up early.", "What hurts most is that I wait.")
    ada.page.get_by_role("button", name="Seal it").click()
    ada.sees("Your letter is on its way.")
    assert ada.page.evaluate(LIES) == []
    read(bo.go(asked))
    bo.page.get_by_role("link", name="All at once").click()
    bo.reads("I wake up early.", "What hurts most is that I wait.").page.get_by_role(
        "link", name="Mirror this"
    ).click()
    send(bo.sees("Mirror what you heard"), "you wake up early", "it hurts that you wait")
    expect(ada.look_again().page.locator(".thoughts")).to_have_count(0)
    assert ada.page.evaluate(LIES) == [], "nothing of it comes a second time"
