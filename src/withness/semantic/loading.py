"""Loads the sentence model from a folder, once, and only when its files are the pinned ones and it answers rightly."""

import hashlib
import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from withness.semantic.wordpiece import WordPieces

SETTING = "WITHNESS_MODEL"
PINS = {
    "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
"""all-MiniLM-L6-v2 (Apache-2.0) in whole numbers, and its vocabulary."""
PROBES = (
    "i waited for you on sunday",
    "you were waiting for me last sunday",
    "the price of bread has gone up",
    "my chest gets tight when you shout",
    "when i raise my voice your breath stops",
)
NEAR = 0.01
TOGETHER = 8


class Refused(NamedTuple):
    """Why there is no model."""

    reason: str


class Encoder(Protocol):
    """Gives each text a direction; texts that mean alike point alike."""

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit vector for each text."""
        ...


class MiniLM:
    """The model and its vocabulary; one text at a time, on one core."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._wanted = {one.name for one in self._session.get_inputs()}
        self._pieces = WordPieces(folder / "vocab.txt")

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit vector for each text; texts of like length are read together, which is faster."""
        read = [self._pieces.numbers(text) for text in texts]
        order = sorted(range(len(read)), key=lambda place: len(read[place]))
        found: dict[int, list[float]] = {}
        for first in range(0, len(order), TOGETHER):
            places = order[first : first + TOGETHER]
            found.update(zip(places, self._encoded([read[place] for place in places]), strict=True))
        return [found[place] for place in range(len(read))]

    def _encoded(self, rows: list[list[int]]) -> list[list[float]]:
        import numpy

        width = max(map(len, rows))
        numbers = numpy.array([row + [0] * (width - len(row)) for row in rows], numpy.int64)
        there = numpy.array([[1] * len(row) + [0] * (width - len(row)) for row in rows], numpy.int64)
        given = {"input_ids": numbers, "attention_mask": there, "token_type_ids": numpy.zeros_like(numbers)}
        words = self._session.run(None, {name: given[name] for name in self._wanted})[0]
        means = (words * there[..., None]).sum(1) / there.sum(1, keepdims=True)
        units: list[list[float]] = (means / numpy.linalg.norm(means, axis=1, keepdims=True)).tolist()
        return units


def load(folder: Path) -> Encoder | Refused:
    """Load the model of a folder, or say why not."""
    for name, pin in PINS.items():
        path = folder / name
        if not path.is_file():
            return Refused(f"There is no {name} in the folder.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != pin:
            return Refused(f"{name} is not the file it should be.")
    if not all(find_spec(name) for name in ("onnxruntime", "numpy")):
        return Refused("onnxruntime is not installed: pip install 'withness[semantic]'.")
    model = MiniLM(folder)
    return model if answers_rightly(model) else Refused("The model does not answer as it should.")


def answers_rightly(model: Encoder) -> bool:
    """Whether the model finds the sentences of the self-test as near to each other as they were when it was pinned."""
    vectors = model.encode(PROBES)
    found = [sum(x * y for x, y in zip(vectors[0], other, strict=True)) for other in vectors[1:]]
    found += [sum(x * y for x, y in zip(vectors[3], vectors[4], strict=True))]
    return all(abs(one - kept) < NEAR for one, kept in zip(found, KEPT, strict=True))


KEPT = (0.8548, 0.0811, 0.2045, 0.2582, 0.6441)
"""How near the first probe was to each other one, and the fourth to the fifth."""


@lru_cache(1)
def _waiting() -> "_Waiting":
    return _Waiting()


class _Waiting:
    """A model on its way: asked for once, there when it is there."""

    def __init__(self) -> None:
        self.encoder: Encoder | None = None
        folder = os.environ.get(SETTING, "")
        if folder:
            threading.Thread(target=self._load, args=(Path(folder),), daemon=True).start()

    def _load(self, folder: Path) -> None:
        found = load(folder)
        self.encoder = None if isinstance(found, Refused) else found


def encoder() -> Encoder | None:
    """The model that the setting names, once it is loaded; nothing before that, and nothing without the setting."""
    return _waiting().encoder
