"""A phone: one browser context with what a person does on it. Works with script and without."""

from __future__ import annotations

import re
from html import escape
from typing import Literal, TypedDict, Unpack

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    StorageState,
    expect,
)

from cast import PASSPHRASES

PATIENCE = 10_000
ANSWERS = re.compile(
    r"status of (404|409|410|422|423|429)"
)  # Chromium calls every page that says no an error
ON_VIOLATION = """addEventListener("securitypolicyviolation",
  (event) => console.error("policy: " + event.violatedDirective + " " + event.blockedURI))"""


class How(TypedDict, total=False):
    """What kind of phone it is."""

    script: bool
    size: tuple[int, int]
    theme: Literal["light", "dark"]
    motion: Literal["reduce", "no-preference"]
    """Reduced unless asked for: pages that fade into each other cost a third of a second at every step."""
    zone: str
    touch: bool


class Phone:
    """One person's browser, and what they touch, type and read."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        name: str,
        *,
        cookies: StorageState | None = None,
        **how: Unpack[How],
    ) -> None:
        script, size = how.get("script", True), how.get("size", (390, 844))
        self.name, self.address, self.script = name, address, script
        self.complaints: list[str] = []
        self.forgiven = ANSWERS
        self.context: BrowserContext = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=how.get("theme", "light"),
            java_script_enabled=script,
            reduced_motion=how.get("motion", "reduce"),
            storage_state=cookies,
            timezone_id=how.get("zone"),
            has_touch=how.get("touch", False),
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.add_init_script(ON_VIOLATION)
        self.page: Page = self.context.new_page()
        self.recovery_code = ""

    def _hear(self, message: ConsoleMessage) -> None:
        """Nothing may go wrong, and nothing be asked of any other place: this Chromium finds none, and says so."""
        if message.type in ("error", "warning") and not self.forgiven.search(message.text):
            self.complaints.append(message.text)

    def forgive(self, more: str) -> Phone:
        """Let the console say this too: a test that breaks the line hears that it is broken."""
        self.forgiven = re.compile(f"{self.forgiven.pattern}|{more}")
        return self

    def close(self) -> None:
        self.context.close()

    def told(self) -> str:
        """What stands on the glass, for the report of a test that failed."""
        body = self.page.locator("body")
        return f"{self.page.url}\n{body.inner_text()}\n{self.complaints}" if body.count() else self.page.url

    def tab(self) -> Phone:
        """Open a second tab on the same phone."""
        twin = object.__new__(Phone)
        twin.__dict__.update(self.__dict__)
        twin.page = self.context.new_page()
        return twin

    def go(self, path: str) -> Phone:
        self.page.goto(self.address + path)
        return self

    def look_again(self) -> Phone:
        """Reload. A page that waits fetches itself now and then; where the two cross, its own reload will do."""
        try:
            self.page.reload()
        except Error as crossed:
            if "ERR_ABORTED" not in crossed.message:
                raise
            self.page.wait_for_load_state()
        return self

    def tap(self, words: str, *, exact: bool = False) -> None:
        self.page.locator("button:visible, a:visible, summary:visible").filter(has_text=words).first.click()

    def begin(self) -> Phone:
        """Sign up, and write the recovery code on paper."""
        self.go("/begin/")
        self.page.fill("[name=name]", self.name)
        self.page.fill("[name=passphrase]", PASSPHRASES[self.name.split()[0]])
        self.tap("Go on")
        self.page.wait_for_url("**/recovery-code/**")
        groups = self.page.locator("ol.code li").all_inner_texts()
        self.recovery_code = "-".join(groups)
        self.page.fill("[name=last_group]", groups[-1])
        self.tap("I have it on paper")
        self.page.wait_for_url(lambda url: "recovery-code" not in url)
        return self

    def sign_in(self) -> Phone:
        self.go("/sign-in/")
        self.page.fill("[name=name]", self.name)
        self.page.fill("[name=passphrase]", PASSPHRASES[self.name.split()[0]])
        self.page.locator("form button").filter(has_text="Sign in").click()
        self.page.wait_for_url(self.address + "/")
        return self

    def open_space(self) -> str:
        """Open a space for two and show the invitation; gives the code to read out."""
        self.go("/us/new/")
        self.page.locator("[name=kind]").first.check()
        self.page.locator("[name=hue]").first.check()
        self.page.locator("form button.btn").last.click()
        self.page.wait_for_url("**/invite/")
        self.page.locator("button[value=invite]").click()
        return self.page.locator(".spoken").inner_text()

    def join(self, code: str) -> Phone:
        self.go("/join/")
        self.page.fill("[name=invitation]", code)
        self.tap("Go on")
        return self

    def confirm(self) -> Phone:
        """Say yes to who asked. With script the page notices by itself, and a reload would cross its own."""
        if not self.script:
            self.look_again()
        self.page.locator("button[value=confirm]").click()
        return self

    def ask(self, topic: str) -> Phone:
        self.go("/talk/new/?script=whole-dialogue")
        self.page.fill("[name=text]", topic)
        self.page.locator("form button.btn").last.click()
        self.page.wait_for_url(re.compile(r"/talk/asked/\d+/$"))
        return self

    # inside a dialogue

    @property
    def title(self) -> Locator:
        return self.page.locator("#stage h1")

    def sees(self, title: str) -> Phone:
        """Wait until the heading says this; without script a person reloads, and so does the page by itself."""
        if not self.script and title not in self.title.inner_text():
            self.look_again()
        expect(self.title).to_contain_text(title, timeout=PATIENCE)
        return self

    def press(self, do: str) -> Phone:
        """Touch the button of the page that does this, and wait until the step has gone on."""
        before = self.version
        self.touch(do)
        if self.script and not self.page.url.endswith(("/pause/", "/leave/")):
            moved = "before => document.getElementById('stage')?.dataset.version !== before"
            self.page.wait_for_function(moved, arg=before)
        return self

    def touch(self, do: str) -> Phone:
        """Touch the button that does this; it may lead anywhere."""
        return self.follow(self.page.locator(f'button[name=do][value="{do}"]:visible').first)

    def follow(self, way: Locator) -> Phone:
        """Touch a button or a link; without script wait for the page it leads to."""
        if self.script:
            way.click()
        else:
            with self.page.expect_navigation():
                way.click()
        return self

    def aside(self, corner: str, answer: str, note: str = "") -> Phone:
        """Go to Pause or Leave, and answer there."""
        self.touch(f"to_{corner}")
        self.page.wait_for_url(f"**/{corner}/")
        if note:
            self.page.fill("[name=text]", note)
        self.follow(self.page.locator(f'button[name=do][value="{answer}"]'))
        self.page.wait_for_url(re.compile(r"/talk/\d+/$"))
        return self

    def begin_with(self, stem: str) -> Phone:
        """Choose another beginning for the sentence."""
        self.touch(f"stem:{stem}")
        expect(self.page.locator(".compose label").first).to_contain_text(stem, timeout=PATIENCE)
        return self

    def does_not_know(self, *words: str) -> Phone:
        """Nothing of this is anywhere in the page, now or after asking the server once more."""
        here = self.page.url
        for page in (self.page.content(), self.context.request.get(here).text()):
            assert [each for each in words if each in page] == []
        return self

    def reads(self, *words: str) -> Phone:
        for each in words:
            expect(self.page.locator("#stage")).to_contain_text(each, timeout=PATIENCE)
        return self

    def holds(self, text: str, *, field: str = "text") -> Phone:
        """This is what stands in the field."""
        expect(self.page.locator(f"#step [name={field}]").first).to_have_value(text, timeout=PATIENCE)
        return self

    def is_kept(self, text: str) -> Phone:
        """Wait until the server has it, without looking at this page: another request shows it."""
        here, tries = self.page.url, PATIENCE // 100
        while escape(text) not in self.context.request.get(here).text():
            tries -= 1
            assert tries, f"{text!r} never came to the server"
            self.page.wait_for_timeout(100)
        return self

    def pocket(self, thought: str) -> Phone:
        fold = self.page.locator("details.pocket")
        if not fold.evaluate("fold => fold.open"):
            fold.locator("summary").click()
        in_peace = fold.get_by_role("link", name="Write a thought down")
        if not self.script and in_peace.count():  # this page fetches itself; the one it leads to does not
            self.follow(in_peace)
            expect(self.page.locator("meta[http-equiv=refresh]")).to_have_count(0)
        self.write(thought, field="thought_text")
        self.touch("pocket")
        expect(self.page.locator(".thoughts")).to_contain_text(thought, timeout=PATIENCE)
        return self

    def own_feeling(self, word: str) -> Phone:
        """Write a feeling in the own words, wherever the field is folded away."""
        for fold in self.page.locator("details:has([name=own_feeling]) > summary").all():
            if not fold.locator("..").evaluate("fold => fold.open"):
                fold.click()
        return self.write(word, field="own_feeling")

    @property
    def version(self) -> str | None:
        return self.page.locator("#stage").get_attribute("data-version")

    def write(self, text: str, *, field: str = "text") -> Phone:
        self.page.locator(f"#step [name={field}]").fill(text)
        return self

    def offer(self, text: str) -> Phone:
        return self.write(text).press("offer")

    def choose(self, option: str, text: str = "") -> Phone:
        if text:
            self.page.locator(f"details:has([name=text_{option}]) > summary").click()
            self.write(text, field=f"text_{option}")
        return self.press(f"choose:{option}")

    def tick(self, *feelings: str) -> Phone:
        for feeling in feelings:
            self.page.locator(f'#step [name=feelings][value="{feeling}"]').first.evaluate(
                "box => box.click()"
            )
        return self


def two_together(ada: Phone, bo: Phone) -> None:
    """From nothing to a shared space: sign up, invite, join, compare the words, confirm."""
    ada.begin()
    code = ada.open_space()
    bo.begin().join(code)
    ada.confirm()
