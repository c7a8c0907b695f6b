"""Letters that look like Latin letters and are not.

The table is a selection from the Unicode consortium's confusables data: single characters that
pass for a Latin letter in running text. It is committed and short enough to be read, so that a
change is a reviewed diff. It is consulted only inside words that mix scripts. Applied to every
word it would turn Russian ham into nonsense.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_NAMED = re.compile(
    r"(LATIN|CYRILLIC|GREEK) (?:SMALL |CAPITAL )?LETTER (SMALL CAPITAL )?(\w+)( WITH .+)?"
)


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


@lru_cache(maxsize=8192)
def base_letter(character: str) -> str:
    """The letter that `character` is a variant of by its Unicode name, else itself.

    Small capitals and letters with hooks, strokes and tails have no decomposition, and there are
    more of them than any table lists: "LATIN SMALL LETTER K WITH HOOK" is a k to whoever reads
    it. Scripts stay apart, so that Cyrillic variants become Cyrillic letters.
    """
    if len(character) != 1 or character.isascii():
        return character
    named = _NAMED.fullmatch(unicodedata.name(character, ""))
    if not named or not (named[2] or named[4]):
        return character
    try:
        return unicodedata.lookup(f"{named[1]} SMALL LETTER {named[3]}")
    except KeyError:
        return character
