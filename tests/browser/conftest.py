"""Helpers of the page tests serve the browser tests too."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "web"))
