"""A comment that is longer than what is kept: its two ends, and in their midst what it was.

It is cut where nothing is read anyhow, so that it is judged as the whole would be. The digest in the text makes two
comments with the same ends two texts: what a person says of one counts for no other (`repeats`).
"""

from __future__ import annotations

import re
from hashlib import sha256

LONGEST = 128 * 1024
"""Characters that are kept. WordPress itself cuts a comment at 65,525."""
_TAIL, _MARK = 32 * 1024, 200
_HEAD = LONGEST - _TAIL - _MARK
_LEFT_OUT = re.compile(
    r"\n\[… ([0-9]{1,9}) characters left out; SHA-256 of the whole: [0-9a-f]{64} …\]\n"
)


def shortened(text: str) -> str:
    """`text`, or of what is longer than `LONGEST` the ends."""
    if len(text) <= LONGEST:
        return text
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    lost = len(text) - _HEAD - _TAIL
    mark = f"\n[… {lost} characters left out; SHA-256 of the whole: {digest} …]\n"
    return text[:_HEAD] + mark + text[-_TAIL:]


def left_out(text: str) -> int:
    """How many characters `shortened` took out of a text that is kept; 0 where it is whole."""
    found = _LEFT_OUT.search(text) if len(text) > _TAIL else None
    return int(found[1]) if found else 0
