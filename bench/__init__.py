"""Measures of Withness, each with its goal; `python -m bench` runs them and prints one table."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))  # where the phones of the tests live
