"""What a comment quotes instead of saying.

Readers who warn of an advert, mock it, or ask about a letter they got repeat its words in
quotation marks. Those words are not theirs. The trap: an advert could be put between quotation
marks, so a quotation counts as one only where the comment also says something of its own.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r'"([^"\n]{12,600})"')
# Between apostrophes as well, which stand inside words too: "he wrote 'don't miss our sale' again".
_APOSTROPHES = re.compile(r"(?<![\w'])'((?:[^'\n]|(?<=\w)'(?=\w)){12,600})'(?!\w)")
# Words outside the quotation that make it somebody's report and not a decorated advert.
_OWN_WORDS = 8


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Ranges of `text` (folded) between quotation marks; none if little is said outside them."""
    found = [m.span(1) for m in _QUOTED.finditer(text)] if '"' in text else []
    if " '" in text or text.startswith("'"):
        found += [m.span(1) for m in _APOSTROPHES.finditer(text)]
    if not found:
        return []
    quoted = sum(len(text[a:b].split()) for a, b in found)
    return found if len(text.split()) - quoted >= _OWN_WORDS else []
