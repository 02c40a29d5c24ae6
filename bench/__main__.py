"""Run the named parts, or all of them: `python -m bench streams …`. Every module with a `run` is a part."""

import sys
from importlib import import_module
from pathlib import Path

from bench.measure import table

NO_PARTS = {"__init__", "__main__", "measure", "stage", "stream_server", "ground", "bare_server"}


def parts() -> list[str]:
    """The names of all parts, in order."""
    return sorted({file.stem for file in Path(__file__).parent.glob("*.py")} - NO_PARTS)


def main(asked: list[str]) -> int:
    """Measure and print; 1 when a goal was missed, 2 when a name is unknown."""
    unknown = set(asked) - set(parts())
    if unknown:
        print(f"There is no part {', '.join(sorted(unknown))}. There are: {', '.join(parts())}.")
        return 2
    missed = False
    for name in asked or parts():
        measures = list(import_module(f"bench.{name}").run())
        print(table(measures), flush=True)
        missed |= not all(measure.met for measure in measures)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
