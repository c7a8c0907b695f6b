"""Where sentences end, well enough for comments.

NLTK's punkt needs data that cannot be had offline and costs more than the whole scorer;
what the signals ask is only *is this near that*, which survives a wrong boundary.
"""

from __future__ import annotations

import re

# The lookbehind keeps "e.g. ", "St. " and initials from ending a sentence. It stands behind the
# first sign instead of before it: a pattern that begins with a set of signs is searched at once.
_END = re.compile(
    r"[.!?…\n](?:(?<=\n)|(?<![^\w)][a-z].)(?<![^\w)](?:st|dr|mr|ms|no).)[.!?…]*[\"')\]]?(?=\s|$))"
)


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open ranges that hold something other than white space, in order."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in (*(m.end() for m in _END.finditer(text)), len(text)):
        if text[start:end].strip():
            found.append((start, end))
        start = end
    return found
