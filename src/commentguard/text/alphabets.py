"""Letters that no alphabet puts beside each other.

A Latin letter with a hook, a small capital or a sign of phonetics stands in words of Hausa, Ewe or Azeri, in
a transcription, or in place of the letter it resembles so that a filter does not read the word. Languages
know few of them each, so a comment whose odd letters all belong to one alphabet is written in it; words
out of several, or out of none, were dressed up.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from commentguard.text.confusables import base_letter

SPELLED = {
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "æ": "ae",
    "œ": "oe",
    "ð": "d",
    "þ": "th",
}
"""Latin letters of living languages that do not decompose into a letter and an accent, as ASCII spells them."""

# Living languages write these without a thought, too.
_EVERYDAY = frozenset(SPELLED) | frozenset("ßŋ")
ALPHABETS = tuple(
    map(
        frozenset,
        (
            "ɓɗƙƴŋ",  # Hausa
            "ɓɗɠŋɲƴ",  # Fula
            "ɓƈɗŋƥƭƴ",  # Serer
            "ɖɛƒɣŋɔʋ",  # Ewe, Fon; Akan and Bambara write fewer
            "ɛɣŋɔʒ",  # Dagbani
            "ɛɔŋɲɣɓ",  # Bambara, Kpelle
            "ɖɛɣɩŋɔʊ",  # Kabiye
            "ɓɗəɛɨŋɔʉ",  # languages of Cameroon
            "əŋɵ",  # Azeri, Tatar
            "ǝŋ",  # Kanuri
            "ɛɣəǧ",  # Berber
            "đŋŧʒǥ",  # Sami
            "ĸ",  # Greenlandic of old
            "ȝƿᵹꝥ",  # English of old
            "ⱥȼꝁⱦƛł",  # Saanich and its neighbours
            "əɪʊɛɔɑʌɜɒɐɚɝŋʃʒɹɾʔɡɫʍɨʉɲɬɯɥʁɸβθχʎɣɕʑʂʐɻɭɳɖʈɽʋɱɰɦɤœøʏɵɘɞɶ",  # transcriptions
            "ɐɔǝɟƃɥıɾʞʃɯɹʇʌʍʎɓ",  # upside down, for fun
        ),
    )
)
# Sounds are written between these, or with these marks.
_NOTATION = re.compile(r"/[^/\n]{1,60}/|\[[^\]\n]{1,60}\]|⟨[^⟩\n]{1,60}⟩")
_MARKS = frozenset("ˈˌːˑʰʲʷˠˤ'\u2019")
_WORD = re.compile(r"[^\W_]+")
# One such word may be a name or a slip.
_SEVERAL = 2
_SHORTEST = 2


@lru_cache(maxsize=8192)
def is_odd(character: str) -> bool:
    """Whether `character` is a Latin letter of few alphabets: no accent takes it apart, no ASCII spells it."""
    if character.isascii() or character.lower() in _EVERYDAY:
        return False
    if not unicodedata.name(character, "").startswith("LATIN"):
        return False
    return unicodedata.category(character)[0] == "L" and not unicodedata.decomposition(character)


def dressed_words(text: str) -> list[tuple[int, int]]:
    """Start and end of the words of `text` as written that odd letters dress up, if there are several."""
    odd = {character.lower() for character in set(text) if is_odd(character)}
    if not odd or any(alphabet.issuperset(odd) for alphabet in ALPHABETS):
        return []
    told = [match.span() for match in _NOTATION.finditer(text)]
    begins = [start for start, _ in told]
    found = []
    for word in _WORD.finditer(text):
        token = word.group()
        if len(token) < _SHORTEST or token.isascii() or not _MARKS.isdisjoint(token):
            continue
        dressed = [c for c in token if is_odd(c)]
        # What stands for no letter is a smiley's eye or nose.
        if not dressed or not all(base_letter(c.lower()).isascii() for c in dressed):
            continue
        last = bisect_right(begins, word.start()) - 1
        if last < 0 or word.start() >= told[last][1]:
            found.append(word.span())
    return found if len(found) >= _SEVERAL else []
