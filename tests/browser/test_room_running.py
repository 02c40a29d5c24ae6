"""A dialogue on two phones goes on with one between them, and back: no step is lost, and each touch arrives."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from browser.house import House
from browser.phones import Phone
from browser.test_room import Between
from browser.wire import Wire, play
from cast import PASSPHRASES


def test_from_two_phones_to_one_between_them_and_back(
    browser: Browser, house: House, wires: tuple[Wire, Wire], asked: str
) -> None:
    play(*wires, until="speaking")
    for wire in wires:
        wire.send("pace:room")
    bo = Phone(browser, house.address, "Bo", touch=True).sign_in().go(f"{asked}room/")
    bo.tap("It lies between us")
    here = Between(bo)
    expect(here.page.locator(".near .lead bdi, .near .large")).to_contain_text(["Listen."])
    assert here.glows() == ["far"], "Ada speaks, and Bo's phone lies with his side near him"
    here.touch("far", "said").touch("near", "said")
    here.page.locator("[data-act=undo]").tap()
    assert here.glows() == ["near"]
    here.touch("near", "said").page.reload()
    expect(here.page.locator(".far .large")).to_have_text(
        "Did Bo get it?"
    )  # the last touch outlived the reload
    assert wires[0].seq == wires[1].seq
    here.page.locator("[data-act=stop]").tap()
    with here.page.expect_navigation(url="**/unlock/**"):
        here.page.locator("[data-act=apart]").tap()
    bo.page.fill("[name=passphrase]", PASSPHRASES["Bo"])
    bo.tap("Open")
    bo.page.wait_for_url(f"**{asked}")
    bo.sees("Ada is listening to your mirror.")
    wires[0].send("choose:got_it")
    bo.sees("Ada is looking inside.")
    assert bo.complaints == []
    bo.close()
