"""Reads of letters: what is on its way, what has arrived, and what one person's page shows of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from withness.dialogues.glass.pieces import BLOCK, beginning_of
from withness.dialogues.glass.wording import LETTERS
from withness.dialogues.models import Letter
from withness.dialogues.queries import Opened
from withness.dialogues.queries.seats import is_with_oneself
from withness.protocol.letters import is_by_letter
from withness.protocol.moves import Begin, ChangePace, Offer, Pace, decode
from withness.protocol.rules import MOST_BLOCKS
from withness.protocol.script import Slot
from withness.protocol.sight import Sight
from withness.protocol.state import Words, latest
from withness.vault import Damaged, Keyring


def letter_context(letter: Letter) -> tuple[str | int, ...]:
    """What a letter is sealed to: it opens at this visit of this step, as words of this seat, and nowhere else."""
    return ("letter", letter.dialogue_id, letter.place, letter.seat)


def offer_in(letter: Letter, keyring: Keyring) -> Offer:
    """Unseal a letter; anything else that lies sealed in its place is damage."""
    relationship = letter.dialogue.relationship
    written = keyring.open_shared(
        relationship.pk, relationship.generation, bytes(letter.blob), *letter_context(letter)
    )
    offer = decode(written)
    if not isinstance(offer, Offer):
        raise Damaged("no letter")
    return offer


def own_letter(here: Opened) -> Letter | None:
    """Give my letter that is on its way. A dialogue that never went by letter is not asked."""
    if here.log and not any(_slows(entry.move) for entry in here.log):
        return None
    mine = Letter.objects.filter(dialogue=here.dialogue, member=here.me.member_id)
    return mine.select_related("dialogue__relationship").first()


def _slows(move: object) -> bool:
    return isinstance(move, Begin | ChangePace) and move.pace is Pace.LETTER


def can_be_opened(here: Opened, letter: Letter) -> bool:
    """Tell whether the dialogue still stands where the letter was written, at the slow pace, with nobody gone."""
    alive = here.dialogue.is_open and here.dialogue.relationship.is_open and not here.state.left
    stands = letter.place == here.state.place and is_by_letter(here.script, here.state)
    return alive and stands and not any(person.has_left for person in here.people)


def letter_for(here: Opened, *, now: datetime) -> Letter | None:
    """Give the letter that has arrived for me and lies there unopened."""
    if not is_by_letter(here.script, here.state) or here.state.paused:
        return None
    arrived = Letter.objects.filter(dialogue=here.dialogue, arrives_at__lte=now).exclude(seat=here.me.seat)
    letter = arrived.select_related("dialogue__relationship").first()
    return letter if letter and can_be_opened(here, letter) else None


def to_mirror(here: Opened) -> tuple[str, ...]:
    """Give the pieces that are to be mirrored one by one in this step: those of the last letter."""
    piece = latest(here.seen, Slot.PIECE)
    mirrors = here.script.step(here.seen.step).slot is Slot.MIRROR
    return (piece.text, *piece.blocks) if piece and mirrors and here.sight.acts else ()


def side_by_side(here: Opened) -> tuple[tuple[str, str], ...]:
    """Pair each piece of a letter with its mirror, where the one who wrote it looks whether it was heard."""
    piece, mirror = latest(here.seen, Slot.PIECE), latest(here.seen, Slot.MIRROR)
    shown = {each.what for each in here.sight.shown}
    if not (piece and mirror and {"piece", "mirror"} <= shown and here.sight.acts):
        return ()
    alike = len(piece.blocks) == len(mirror.blocks) > 0
    return tuple(zip(_sentences(piece), _sentences(mirror), strict=True)) if alike else ()


def _sentences(words: Words) -> tuple[str, ...]:
    return (f"{words.stem} {words.text}".strip(), *words.blocks)


class Piece(Struct, frozen=True):
    """One field of a letter: what it is called in the form, what stands in it, and what it answers to.

    It is `bare` while nothing is written but a beginning, perhaps.
    """

    name: str
    number: int
    text: str
    answers: str = ""
    bare: bool = False


BLANK = Piece(f"{BLOCK}n", 0, "", bare=True)
"""What a script makes another piece from, without asking for one."""


def pieces_of(here: Opened, texts: Mapping[str, str], *, first: str, more: bool = False) -> tuple[Piece, ...]:
    """Give the fields of a letter: one for each piece to mirror, else what is written, with an empty one on demand."""
    asked = to_mirror(here)
    written = [texts.get(f"{BLOCK}{number}", "") for number in range(1, MOST_BLOCKS)]
    filled = max((number for number, text in enumerate(written, 1) if text.strip()), default=0)
    count = len(asked) if len(asked) > 1 else min(filled + 1 + more, MOST_BLOCKS)
    everything = [first, *written][: max(count, filled + 1)]
    known = beginnings_at(here)
    return tuple(
        Piece(
            f"{BLOCK}{number}" if number else "text",
            number + 1,
            text,
            asked[number] if number < len(asked) else "",
            bare=text.strip() == beginning_of(text, known),
        )
        for number, text in enumerate(everything)
    )


def beginnings_at(here: Opened) -> tuple[str, ...]:
    """Give the beginnings of a sentence that are offered in this step."""
    field = here.sight.field
    return tuple(stem.say for stem in field.stems) if field else ()


class Post(Struct, frozen=True):
    """What lies between people who are not live, as one of them may know it.

    `look` is the page that takes the place of the step's own: one is writing a letter, has sealed one or finds one,
    or all are in the room. `arrives_at` stands there until it has arrived.
    """

    look: str = ""
    arrives_at: datetime | None = None

    def over(self, sight: Sight) -> Sight:
        """Put what this page says in the place of what the step says, on Home too."""
        if self.look not in LETTERS:
            return sight
        title, note = LETTERS[self.look]
        return replace(sight, title=title, note=note, why="", acts=self.look == "arrived", options=())

    @property
    def mark(self) -> str:
        """Name what the page shows of it, so that a page notices news; to its author, opening is none."""
        return f"{self.look} {self.arrives_at or ''}"


NOTHING = Post()


def post_of(here: Opened, *, now: datetime) -> Post:
    """Tell which page takes the place of the step's own."""
    state = here.state
    if state.pace is Pace.LIVE or state.ended or state.paused or state.left or here.frozen:
        return NOTHING
    return Post("room") if state.pace is Pace.ROOM else _by_letter(here, now)


def waits_for_a_letter(here: Opened, *, now: datetime) -> bool:
    """Tell whether somebody waits for the other's words, as their page shows it; opening is no news to an author."""
    resting = here.state.paused or here.state.left or is_with_oneself(here.dialogue)
    if not here.by_letter or resting or not here.dialogue.relationship.is_open:
        return False
    return not post_of(here, now=now).over(here.sight).acts


def _by_letter(here: Opened, now: datetime) -> Post:
    if letter_for(here, now=now):
        return Post("arrived")
    if here.unanswered.mine:
        return Post("sealed")
    if letter := own_letter(here):
        return Post("sealed", letter.arrives_at if letter.arrives_at > now else None)
    return Post("letter") if here.sight.acts and is_by_letter(here.script, here.state) else NOTHING


def sealed_words(here: Opened, keyring: Keyring) -> Offer | None:
    """Give my letter that nobody has answered, to read it again: the same before and after it was opened."""
    letter = None if here.unanswered.mine else own_letter(here)
    return offer_in(letter, keyring) if letter else here.unanswered.mine
