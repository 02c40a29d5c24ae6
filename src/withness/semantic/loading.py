"""Loads the sentence model, once, in its own time, and only when it answers rightly; until then the rules answer."""

import ctypes
import logging
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from threading import Lock, Timer
from typing import Protocol

from withness.semantic.finding import Refused, found
from withness.semantic.minilm import MiniLM
from withness.semantic.wordpiece import WordPieces, vocabulary

SETTING = "WITHNESS_MODEL"
REST = 3.0
"""Seconds after the start: the first pages come first."""
PROBES = (
    "i waited for you on sunday",
    "you were waiting for me last sunday",
    "the price of bread has gone up",
    "my chest gets tight when you shout",
    "when i raise my voice your breath stops",
)
KEPT = (0.8548, 0.0811, 0.2045, 0.2582, 0.6441)
"""How near the first probe was to each other one, and the fourth to the fifth, when the model was pinned."""
NEAR = 0.01


class Encoder(Protocol):
    """Gives each text a direction; texts that mean alike point alike."""

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit vector for each text."""
        ...


def load(setting: str) -> Encoder | Refused:
    """Load the model that the setting leads to, or say why not."""
    files = found(setting)
    if isinstance(files, Refused):
        return files
    if not all(find_spec(name) for name in ("onnxruntime", "numpy")):
        return Refused("onnxruntime is not installed: pip install 'withness[semantic]'.")
    model = MiniLM(files.model.content, WordPieces(vocabulary(*files.vocabulary)))
    del files  # its content is in the model by now
    _give_back()
    return model if answers_rightly(model) else Refused("The model does not answer as it should.")


def _give_back() -> None:
    """Loading takes a third more memory than stays in use; the C library of Linux gives it back when it is asked."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def answers_rightly(model: Encoder) -> bool:
    """Whether the model finds the sentences of the self-test as near to each other as they were when it was pinned."""
    vectors = model.encode(PROBES)
    near = [sum(x * y for x, y in zip(vectors[0], other, strict=True)) for other in vectors[1:]]
    near += [sum(x * y for x, y in zip(vectors[3], vectors[4], strict=True))]
    return all(abs(one - kept) < NEAR for one, kept in zip(near, KEPT, strict=True))


class Waiting:
    """A model on its way: asked for once, there when it is there. A page only looks and never waits."""

    def __init__(self) -> None:
        self.encoder: Encoder | None = None
        self._asked = Lock()

    def begin(self, *, rest: float = REST) -> None:
        """Load in the background, after a rest; a second call does nothing."""
        if self._asked.acquire(blocking=False):
            timer = Timer(rest, self._load, args=(os.environ.get(SETTING, ""),))
            timer.daemon = True
            timer.start()

    def _load(self, setting: str) -> None:
        model = load(setting)
        if not isinstance(model, Refused):
            self.encoder = model
        elif model.asked:
            told = {"event": "model.refused", "result": model.reason}
            logging.getLogger(__name__).warning("The coach goes on without its model.", extra=told)


_WAITING = Waiting()
begin = _WAITING.begin


def encoder() -> Encoder | None:
    """The model, once it is there; nothing before that, nor where there is none."""
    return _WAITING.encoder
