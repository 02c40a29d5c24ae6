"""How somebody's words stand on a card."""

import pytest

from withness.dialogues.templatetags.words import said
from withness.protocol.script import Slot
from withness.protocol.state import Words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (Words(Slot.PIECE, 0, "lonely", "I feel"), '<span class="stem">I feel</span> lonely'),
        (Words(Slot.PIECE, 0, "I wait", "In bed"), '<span class="stem">In bed</span> I wait'),
        (Words(Slot.PIECE, 0, "I’m here", "In bed"), '<span class="stem">In bed</span> I’m here'),
        (Words(Slot.PIECE, 0, "On Sundays", "I feel"), '<span class="stem">I feel…</span> On Sundays'),
        (Words(Slot.TOPIC, 0, "Sundays", "Now"), "Sundays"),
        (Words(Slot.PIECE, 0, "one\ntwo", blocks=("three",)), "one<br>two<br><br>three"),
        (Words(Slot.PIECE, 0, "", aloud=True), '<span class="quiet">Said aloud.</span>'),
        (Words(Slot.PIECE, 0, "", "I feel", aloud=True), '<span class="quiet">I feel… Said aloud.</span>'),
        (Words(Slot.FEELINGS, 1, "", feelings=("sad", "warm")), "sad, warm"),
        (Words(Slot.FITS, 0, ""), "Something else."),
        (Words(Slot.TOPIC, 0, ""), "Left open."),
    ],
)
def test_words_as_they_stand(words: Words, shown: str) -> None:
    assert said(words) == shown


@pytest.mark.parametrize("slot", [Slot.PIECE, Slot.FEELINGS, Slot.TOPIC])
def test_nothing_typed_becomes_markup(slot: Slot) -> None:
    evil = "<b onclick=x>&\"'"
    words = Words(slot, 0, evil, evil, feelings=(evil,) if slot is Slot.FEELINGS else (), blocks=(evil,))
    assert "<b" not in said(words).replace("<br>", "")
