"""How long it takes to open a long dialogue: unseal every move with the keys of a request, and fold them."""

from collections.abc import Iterator

from bench.fold import _fastest, _long_dialogue
from bench.measure import Measure
from withness.protocol.fold import fold
from withness.protocol.moves import decode, encode
from withness.scripts import script_named
from withness.vault import Keyring, new_root

MEMBER, SPACE, GENERATION, DIALOGUE = 1, 2, 1, 3


def run() -> Iterator[Measure]:
    """Seal a long dialogue as it is kept, and open it."""
    script, keyring = script_named("whole-dialogue"), Keyring(MEMBER, new_root())
    keyring.new_relationship_key(SPACE, GENERATION)
    sealed = [
        (
            seq,
            seat,
            keyring.seal_shared(SPACE, GENERATION, encode(move).decode(), "move", DIALOGUE, seq, seat),
        )
        for seq, (seat, move) in enumerate(_long_dialogue(), start=1)
    ]

    def opened() -> object:
        unsealed = (
            (seat, decode(keyring.open_shared(SPACE, GENERATION, blob, "move", DIALOGUE, seq, seat)))
            for seq, seat, blob in sealed
        )
        return fold(script, unsealed)

    yield Measure(f"unseal and fold {len(sealed)} moves", _fastest(opened), "ms", 25)
