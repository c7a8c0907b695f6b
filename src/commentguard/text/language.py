"""Which of our languages a comment is written in, if that can be told.

A guess by script and function words, both cheap and explainable. Short comments stay
*unknown* on purpose: a wrong guess would switch off the right lexicon.
"""

from __future__ import annotations

import re

LANGUAGES = ("en", "es", "de", "fr", "pt", "nl", "it", "ru", "id")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ANY_SCRIPT = re.compile("[\u0370-\u1fff\u3040-\ud7ff]")
# Not what stands between words of a Latin text, dashes, quotation marks and signs of money, of which none is a letter.
_BEYOND_LATIN = re.compile("[\u0250-\u200f\u2028-\u202f\u205f-\u209f\u20c0-\U0010ffff]")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0530-\u1fff\u3040-\ud7ff]")

MIN_HITS, MIN_PERCENT = 2, 12
"""How many function words a language has in a text, and their share of its words: two may be a coincidence in a text of
ten, not in a text of three."""

LEAD_PERCENT = 125
"""How far the best language must lead: Spanish and Portuguese share many of their words."""


def spoken_in(text: str, told: int, hint: str) -> str:
    """Two-letter code of a folded text, that of the caller's `hint` when it does not say, else "".

    `told` is what its function words say (`Said.languages`).
    """
    return _spoken(text, told) or hint[:2].lower()


def _spoken(text: str, told: int) -> str:
    # Most of what is not ASCII is a quotation mark, and its text need not be counted.
    if not text.isascii() and _ANY_SCRIPT.search(begin := text[:2000]):
        cyrillic, other = len(_CYRILLIC.findall(begin)), len(_OTHER_SCRIPT.findall(begin))
        letters = max(1, sum(map(str.isalpha, begin)))
        if cyrillic > letters * 0.4:
            return "ru"
        if other > letters * 0.4:
            return ""
    return LANGUAGES[told - 1] if told else ""


def believable(language: str, text: str) -> str:
    """`language`, or "" where a text is plainly not written in its letters.

    A site's own language is a hint for lexicons; as a fact about one comment it may be wrong.
    """
    begin = text[:2000]
    if begin.isascii() or not _BEYOND_LATIN.search(begin):
        return "" if language == "ru" and any(map(str.isalpha, begin)) else language
    letters = [letter for letter in begin if letter.isalpha()]
    latin = sum(letter < "\u0250" for letter in letters)
    if letters and language in LANGUAGES and (latin * 2 < len(letters)) != (language == "ru"):
        return ""
    return language
