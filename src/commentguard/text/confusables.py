"""Letters that look like Latin letters and are not.

The table is a selection from the Unicode consortium's confusables data: single characters that
pass for a Latin letter in running text. It is committed and short enough to be read, so that a
change is a reviewed diff. It is consulted only inside words that mix scripts. Applied to every
word it would turn Russian ham into nonsense.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def skeletons() -> dict[str, str]:
    """Look-alike character to the lower-case ASCII letter it imitates."""
    lines = files("commentguard.text").joinpath("confusables.txt").read_text("utf-8").splitlines()
    table: dict[str, str] = {}
    for line in lines:
        if line and not line.startswith("#"):
            latin, lookalikes = line.split("\t")
            table.update(dict.fromkeys(lookalikes, latin))
    return table
