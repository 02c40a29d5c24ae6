"""How long it takes to arrive at where a dialogue stands, and at what one person sees of it."""

from collections.abc import Callable, Iterator
from time import perf_counter

from bench.measure import Measure
from withness.protocol.fold import fold
from withness.protocol.moves import Begin, Choose, Move, Offer, Ready, decode, encode
from withness.protocol.script import Script
from withness.protocol.sight import seen_by
from withness.scripts import script_named

MOVES, TIMES = 500, 20
SOME_WORDS = (
    "On Sundays I wake early and lie there, and the story I tell myself is that you would rather be alone."
)


def run() -> Iterator[Measure]:
    """Fold a long dialogue of both people, from values and from the bytes that are kept, and look at it."""
    script = script_named("whole-dialogue")
    log = list(_long_dialogue())
    kept = [(seat, encode(move)) for seat, move in log]
    state = fold(script, log)
    yield Measure(f"fold {len(log)} moves", _fastest(lambda: fold(script, log)), "ms", 5)
    yield Measure("fold, with the reading of the moves", _fastest(lambda: _folded(script, kept)), "ms", 10)
    yield Measure("what one person sees of it", _fastest(lambda: seen_by(script, state, 0)), "ms", 1)


def _folded(script: Script, kept: list[tuple[int, bytes]]) -> object:
    return fold(script, [(seat, decode(written)) for seat, written in kept])


def _fastest(work: Callable[[], object]) -> float:
    times = []
    for _ in range(TIMES):
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return min(times) * 1000


def _long_dialogue() -> Iterator[tuple[int, Move]]:
    """Ada tells piece after piece, each mirrored and found right."""
    yield 0, Begin("Sundays")
    yield from ((seat, Ready()) for seat in (0, 1, 0, 1))
    for _ in range((MOVES - 5) // 4):
        yield 0, Offer(SOME_WORDS)
        yield 1, Offer(SOME_WORDS)
        yield 0, Choose("got_it")
        yield 0, Choose("more")
