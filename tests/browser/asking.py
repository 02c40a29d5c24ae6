"""Two phones on the way to a dialogue: asking, and saying yes after a moment alone."""

from __future__ import annotations

import re

from browser.phones import Phone


def say_yes(phone: Phone) -> Phone:
    """Say yes to what is asked for now, after a look at whether it is a good moment."""
    phone.go("/").tap("Yes, now")
    phone.tap("I am here")
    phone.page.wait_for_url(re.compile(r"/talk/\d+/$"))
    return phone
