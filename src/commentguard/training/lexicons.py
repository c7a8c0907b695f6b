"""Draw the graph that the lexicons are matched with.

Run by `make lexicons` whenever a line has changed; the result is committed, so that no start draws it. A stale
one is noticed by its digest, and costs a start most of a second.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from commentguard.text.drawing import draw
from commentguard.text.lexicon import DRAWN, digest, read_lines
from commentguard.text.phrasebook import Phrasebook

_TARGET = Path(__file__).parents[1] / "text" / "lexicons" / DRAWN


def main(target: Path = _TARGET) -> None:
    """Write the graph beside the lines."""
    kept: dict[str, Any] = {**Phrasebook.of(draw(read_lines())).arrays()}
    np.savez_compressed(target, digest=np.frombuffer(digest(), dtype=np.uint8), **kept)


if __name__ == "__main__":
    main()
