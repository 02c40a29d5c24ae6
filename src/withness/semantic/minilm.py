"""The sentence model itself: texts in, directions out, on one core."""

from collections.abc import Iterator, Sequence
from typing import Any

from withness.semantic.wordpiece import WordPieces

STARTING = 10
"""What one more reading costs, in pieces of words: so many may be read as padding instead."""


class MiniLM:
    """The model and its vocabulary; texts of like length are read together."""

    def __init__(self, model: bytes, pieces: WordPieces) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.graph_optimization_level = (
            onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        )  # more is slower here
        options.enable_cpu_mem_arena = False  # it would keep the memory of the longest text ever read
        self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._session._model_bytes = (
            None  # it keeps them to begin anew on another processor, and there is none
        )
        self._wanted = {one.name for one in self._session.get_inputs()}
        self._pieces = pieces

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit vector for each text; a text that comes twice is read once."""
        rows = {text: self._pieces.numbers(text) for text in texts}
        known: dict[str, list[float]] = {}
        for together in batches({text: len(row) for text, row in rows.items()}):
            known.update(zip(together, self._encoded([rows[text] for text in together]), strict=True))
        return [known[text] for text in texts]

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


def batches(lengths: dict[str, int]) -> Iterator[list[str]]:
    """Group texts of like length, shortest first, so that padding never costs more than another reading would."""
    together: list[str] = []
    wasted = 0
    for text in sorted(lengths, key=lengths.__getitem__):
        wasted += (lengths[text] - lengths[together[-1]]) * len(together) if together else 0
        if wasted > STARTING:
            yield together
            together, wasted = [], 0
        together.append(text)
    if together:
        yield together
