"""Where sentences end, well enough for comments.

NLTK's punkt needs data that cannot be had offline and costs more than the whole scorer;
what the signals ask is only *is this near that*, which survives a wrong boundary.
"""

from __future__ import annotations

import re
import string

import numpy as np

from commentguard.text.page import BLANK, CAPITAL, FIGURE, LETTER, NUMERIC, Page, Ranges, table

# The lookbehind keeps "e.g. ", "St. " and initials from ending a sentence. It stands behind the
# first sign instead of before it: a pattern that begins with a set of signs is searched at once.
_END = re.compile(
    r"[.!?…\n](?:(?<=\n)|(?<![^\w)][a-z].)(?<![^\w)](?:st|dr|mr|ms|no).)[.!?…]*[\"')\]]?(?=\s|$))"
)


_ABBREVIATIONS = ("st", "dr", "mr", "ms", "no")
_STOP, _ELLIPSIS = table(".!?"), ord("…")
_CLOSING, _BREAK = table("\"')]"), ord("\n")
_BLANK = table("".join(filter(str.isspace, map(chr, range(128)))), BLANK)
_SMALL = table(string.ascii_lowercase)
_APART = ~table(
    string.ascii_letters + string.digits + "_)", LETTER, CAPITAL, FIGURE, NUMERIC
)  # fmt: skip
_ABBREVIATED = np.zeros(1 << 16, dtype=np.bool_)
_ABBREVIATED[[ord(word[0]) << 8 | ord(word[1]) for word in _ABBREVIATIONS]] = True


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open ranges that hold something other than white space, in order."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in (*(m.end() for m in _END.finditer(text)), len(text)):
        if text[start:end].strip():
            found.append((start, end))
        start = end
    return found


def sentences_on(page: Page) -> Ranges:
    """What `find_sentences` finds in each text of a page, as places on it, in one step for all of them."""
    signs = page.signs
    gap = np.zeros(len(signs), dtype=np.bool_)
    gap[page.gaps] = True
    begun = np.zeros(len(signs), dtype=np.bool_)
    begun[page.gaps[:-1] + 1] = begun[page.gaps[-1]] = True
    begun[(signs == _BREAK).nonzero()[0] + 1] = True
    stop = _STOP.take(signs)
    if page.codes is not signs:
        stop |= page.codes == _ELLIPSIS
    blank = _BLANK.take(signs)
    # Behind each row of stops, and behind what closes there.
    behind = (stop[:-1] > stop[1:]).nonzero()[0] + 1
    end = behind + _CLOSING.take(signs.take(behind))
    near, far = signs.take(behind - 2), signs.take(behind - 3)
    one = _SMALL.take(near) & _APART.take(far) & ~gap.take(behind - 3)
    two = _ABBREVIATED.take(far.astype(np.intp) << 8 | near)
    two &= _APART.take(signs.take(behind - 4)) & ~gap.take(behind - 4)
    begun[end[blank.take(end) & ~one & ~two]] = True
    limits = begun.nonzero()[0]
    starts, ends = limits[:-1], limits[1:] - gap.take(limits[1:] - 1)
    if not len(starts):
        return np.empty((3, 0), dtype=np.int64)
    # A text that ends with a sentence leaves the separator behind it.
    kept = np.logical_or.reduceat(~blank, starts)
    return np.stack((page.text_of(starts), starts, ends))[:, kept]
