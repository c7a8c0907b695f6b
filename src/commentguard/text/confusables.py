"""Letters that look like Latin letters and are not.

The table is made of the Unicode consortium's confusables data (UTS #39): single letters that pass for a
Latin one in running text, where not a few were judged by eye (`training/confusables.py`). It is committed
as text, so that a change is a reviewed diff. Letters of other scripts are looked up only inside words that
mix scripts: applied to every word it would turn Russian ham into nonsense.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_NAMED = re.compile(
    r"(LATIN|CYRILLIC|GREEK) (?:SMALL |CAPITAL |EPIGRAPHIC )?LETTER (?:SMALL CAPITAL )?"
    r"((?:[\w-]+ )*?)([\w-]+)( BAR)?( WITH .+)?"
)
_DRESSED = re.compile(r"NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])")


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
def variant_of(character: str) -> str:
    """The letter that `character` is a variant of by its Unicode name, else itself.

    Small capitals and letters with hooks, strokes and tails, turned, open or without their dot have no
    decomposition, and there are more of them than any table lists: "LATIN SMALL LETTER K WITH HOOK" is
    a k to whoever reads it. Scripts stay apart, so that Cyrillic variants become Cyrillic letters.
    """
    if len(character) != 1 or character.isascii():
        return character
    name = unicodedata.name(character, "")
    dressed = _DRESSED.fullmatch(name)
    if dressed:
        return dressed[1].lower()
    named = _NAMED.fullmatch(name)
    if not named:
        return character
    script, before, letter, *_ = named.groups()
    if script == "LATIN":
        # What has more than one letter for a name is a letter of its own: ENG, ESH, TONE SIX.
        return letter.lower() if len(letter) == 1 else character
    for words in (f"{before}{letter}", letter):
        try:
            return unicodedata.lookup(f"{script} SMALL LETTER {words}")
        except KeyError:
            continue
    return character


@lru_cache(maxsize=8192)
def base_letter(character: str) -> str:
    """The letter that `character` is read as wherever it stands, else itself.

    Variants of Latin letters are Latin letters in every word. Of other scripts only what has a mark that
    Unicode does not take apart becomes its base, in its script.
    """
    if len(character) != 1 or character.isascii():
        return character
    name = unicodedata.name(character, "")
    if "LATIN" in name:
        return skeletons().get(character) or variant_of(character)
    return variant_of(character) if " WITH " in name else character
