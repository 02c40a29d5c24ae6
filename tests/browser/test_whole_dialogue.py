"""Two people, two phones, both stories, every turning once; with script and without. What is private stays so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Route, expect

from browser.asking import say_yes
from browser.phones import Phone
from browser.wire import Wire, play

LONG = "We came late, and then she asked why, and you laughed, and I said nothing."
SHORT = "We came late, she asked why, and you laughed."
FEELS = "small, when you laugh and she looks at me."
THOUGHT = "but I was only tired that evening"


@pytest.fixture(params=[True, False], ids=["with script and hints", "without script and hints"])
def ada_and_bo(
    request: pytest.FixtureRequest, phone: Callable[..., Phone], wires: tuple[Wire, Wire]
) -> Iterator[tuple[Phone, Phone]]:
    """Two phones; a dialogue in which a test got stuck is let go, so that it is in nobody's way afterwards."""
    ada, bo = (phone(name, script=request.param) for name in ("Ada", "Bo"))
    for person in (ada, bo):
        if not request.param:
            person.context.add_cookies([{"name": "hints", "value": "off", "url": person.address}])
    yield ada, bo
    if stuck := re.search(r"/talk/\d+/", ada.page.url):
        for wire in wires:
            wire.path = stuck[0]
        wires[0].let_go(wires[1])


def test_both_stories_with_every_turning(ada_and_bo: tuple[Phone, Phone]) -> None:
    ada, bo = ada_and_bo
    come_together(ada, bo)
    first_pieces(ada, bo)
    mirrors(ada, bo)
    summary(ada, bo)
    making_sense(ada, bo)
    feelings(ada, bo)
    changing_over(ada, bo)
    second_story(ada, bo)
    thanks_and_what_stays(ada, bo)


def come_together(ada: Phone, bo: Phone) -> None:
    ada.ask("The evening at my mother’s").sees("Asked.")
    say_yes(bo).sees("You are here.")
    ada.sees("You are here.")
    ada.press("ready")
    bo.sees("You are here.").press("ready")
    for person in (bo, ada):
        person.sees("Breathe out").press("ready")


def first_pieces(ada: Phone, bo: Phone) -> None:
    """The pocket, a pause, and giving a piece back to be said smaller."""
    ada.sees("Say what it is like").write(LONG)
    bo.sees("Ada is finding words").does_not_know(LONG, "laughed").pocket(THOUGHT)
    ada.does_not_know(THOUGHT).aside("pause", "pause:20").sees("You asked for a pause")
    bo.sees("Ada asked for a pause").does_not_know("laughed", "name=“text”")
    ada.press("resume").sees("Say what it is like").holds(LONG).press("offer")
    bo.sees("Mirror what you heard").reads(LONG).choose("smaller")
    ada.sees("Say what it is like").holds(LONG)
    bo.sees("Ada is finding words").does_not_know("laughed")
    ada.offer(SHORT)
    bo.sees("Mirror what you heard").reads(SHORT)
    ada.press("take_back").sees("Say what it is like").holds(SHORT)
    bo.sees("Ada is finding words").does_not_know("laughed")
    ada.press("offer")


def mirrors(ada: Phone, bo: Phone) -> None:
    """Mostly; once more; and a mirror said aloud."""
    bo.sees("Mirror what you heard").write("We came late and I made fun.")
    ada.sees("Bo is mirroring").does_not_know("made fun")
    bo.press("offer")
    ada.sees("Did Bo get it?").reads("made fun").choose("again")
    bo.sees("Ada is finding words").does_not_know("laughed", "made fun")
    ada.sees("Say what it is like").holds(SHORT)
    ada.begin_with("What I feel is").offer(FEELS)
    bo.sees("Mirror what you heard").reads(FEELS).offer("You feel small when she looks.")
    ada.sees("Did Bo get it?").choose("add", "that it was your laugh, then her look.")
    bo.sees("Mirror what you heard").reads("your laugh, then her look")
    bo.touch("say_aloud").page.wait_for_url("**aloud=1**")
    bo.press("aloud")
    ada.sees("Did Bo get it?").reads("Said aloud").choose("got_it")
    ada.sees("Is there more?").choose("more")
    ada.sees("Say what it is like").begin_with("What I long for is").offer("that you look at me.")
    bo.sees("Mirror").offer("You long for me to look at you.")
    ada.sees("Did Bo").choose("got_it").choose("all")


def summary(ada: Phone, bo: Phone) -> None:
    bo.sees("Take it all together").reads(FEELS, "that you look at me.").offer(
        "You felt small at that table."
    )
    ada.sees("Is that all of it?").reads("small at that table").choose("missing", "your laugh.")
    bo.sees("One part is missing").reads("your laugh.").offer("it began with my laugh.")
    ada.sees("Is that all of it?").reads("small at that table", "it began with my laugh").choose("all")


def making_sense(ada: Phone, bo: Phone) -> None:
    bo.sees("Make sense of it").choose("ask", "what my laugh did.")
    ada.sees("Say what it is like").reads("what my laugh did.").offer("It told me that I was alone.")
    bo.sees("Mirror").offer("My laugh told you that you were alone.")
    ada.sees("Did Bo").choose("got_it")
    bo.sees("Make sense of it").offer("you were alone at that table")
    ada.sees("Does it reach you?").choose("part", "that I had asked you before.")
    bo.sees("Make sense of it").reads("that I had asked you before.").offer("you had asked me, and I laughed")
    ada.sees("Does it reach you?").choose("reaches")


def feelings(ada: Phone, bo: Phone) -> None:
    bo.sees("I imagine you might feel").tick("lonely", "disheartened").own_feeling("like a guest").press(
        "offer"
    )
    ada.sees("What fits?").reads("lonely", "like a guest").tick("lonely").own_feeling("far away").press(
        "offer"
    )
    bo.sees("Say it back").reads("lonely", "far away").does_not_know("disheartened, ")
    bo.choose("said")


def changing_over(ada: Phone, bo: Phone) -> None:
    """Leaving and coming back, then two private choices of which the more careful one counts."""
    ada.sees("one whole story")
    bo.sees("one whole story").aside("leave", "leave", "Back after supper").sees("You stopped for now")
    ada.sees("Bo stopped for now").reads("Back after supper")
    bo.press("resume").sees("one whole story")
    ada.sees("one whole story").choose("change")
    bo.sees("one whole story").does_not_know("Ada has chosen", "Ada chose")
    assert bo.page.locator("button[value^='choose:'][aria-pressed], button.chosen").count() == 0
    bo.choose("rest")
    for person in (ada, bo):
        person.sees("Rest a little").does_not_know("chose to", "wanted to").press("ready")
    for person in (ada, bo):
        person.sees("Now it is Bo").press("ready")


def second_story(ada: Phone, bo: Phone) -> None:
    """It begins with the thought from the pocket, and the honest minimum is enough."""
    bo.sees("Say what it is like").page.locator("details.pocket > summary").click()
    bo.follow(bo.page.get_by_role("link", name="Begin with it")).holds(THOUGHT)
    ada.sees("Bo is finding words").does_not_know(THOUGHT)
    bo.press("offer")
    expect(bo.page.locator(".thoughts")).to_have_count(0)
    ada.sees("Mirror what you heard").reads(THOUGHT).offer("You were only tired.")
    bo.sees("Did Ada").choose("got_it").choose("all")
    ada.sees("Take it all together").offer("You were tired, that is all.")
    bo.sees("Is that all").choose("all")
    ada.sees("Make sense").choose("not_yet")
    bo.sees("Ada is feeling with you").reads("I do not see all of it yet")
    ada.sees("I imagine").tick("heavy").press("offer")
    bo.sees("What fits?").touch("offer").reads("Tick what fits").choose("none")
    ada.sees("Say it back").choose("said")
    for person in (bo, ada):
        person.sees("one whole story").choose("enough")


def thanks_and_what_stays(ada: Phone, bo: Phone) -> None:
    ada.sees("Thank Bo").write("for staying at the table")
    bo.sees("Thank Ada").does_not_know("staying at the table")
    ada.press("offer")
    bo.does_not_know("staying at the table").offer("for asking me twice")
    ada.sees("Take it in").reads("for asking me twice", "for staying at the table").press("ready")
    bo.sees("Take it in").reads("for staying at the table").press("ready")
    ada.sees("What do you want to keep").choose("keep")
    what_stays(ada, bo, bo_keeps=ada.script)


def what_stays(ada: Phone, bo: Phone, *, bo_keeps: bool) -> None:
    """Kept only when both keep; otherwise the more private choice counts, and nobody is told whose it was."""
    bo.sees("What do you want to keep").does_not_know("Ada keeps", "Ada chose").choose(
        "keep" if bo_keeps else "talked"
    )
    for person in (ada, bo):
        person.sees("You talked.").does_not_know("chose")
        words = person.page.get_by_role("link", name="Read the words")
        expect(words).to_have_count(1 if bo_keeps else 0)
    if bo_keeps:
        ada.follow(words := ada.page.get_by_role("link", name="Read the words"))
        expect(words).to_have_count(0)
        expect(ada.page.locator("main")).to_contain_text(THOUGHT)
    ada.go("/talk/")
    assert ("The words are kept" in ada.page.content()) == bo_keeps or not bo_keeps


def test_a_third_person_finds_nothing_there(asked: str, phone: Callable[..., Phone]) -> None:
    cleo = phone("Cleo")
    for path in (asked, f"{asked}words/", f"{asked}pause/", f"/live/{asked.split('/')[2]}/"):
        answer, nothing = (cleo.context.request.get(cleo.address + each) for each in (path, "/talk/999999/"))
        assert (answer.status, nothing.status) == (404, 404)
        if not path.startswith("/live/"):
            assert answer.text() == nothing.text()


def test_words_that_reach_the_other_too_early_would_be_noticed(
    asked: str, wires: tuple[Wire, Wire], phone: Callable[..., Phone]
) -> None:
    """A control: a page that carries the other's words, unseen, is told apart from one that does not."""
    play(*wires, until="speaking")
    bo = phone("Bo").go(asked).sees("Ada is finding words").does_not_know(LONG)

    def leak(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</form>", f"<p hidden>{LONG}</p></form>"))

    bo.page.route(f"**{asked}", leak)
    with pytest.raises(AssertionError):
        bo.look_again().does_not_know(LONG)
