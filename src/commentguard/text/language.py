"""Which of our languages a comment is written in, if that can be told.

A guess by script and function words, both cheap and explainable. Short comments stay
*unknown* on purpose: a wrong guess would switch off the right lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LANGUAGES = ("en", "es", "de", "fr", "pt", "nl", "it", "ru", "id")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0530-\u1fff\u3040-\ud7ff]")

# Two function words may be a coincidence in a text of ten, not in a text of three.
_MIN_HITS = 2
_MIN_SHARE = 0.12
# How far the best language must lead: Spanish and Portuguese share many of their words.
_LEAD = 1.25


def guess(text: str, function_words: Sequence[int], words: int) -> str:
    """Two-letter code, or "" when the text does not say.

    `function_words` counts lexicon hits of the class for each of `LANGUAGES`.
    """
    if not text.isascii():
        begin = text[:2000]
        cyrillic, other = len(_CYRILLIC.findall(begin)), len(_OTHER_SCRIPT.findall(begin))
        # Most of what is not ASCII is a quotation mark, and its text need not be counted.
        if cyrillic or other:
            letters = max(1, sum(map(str.isalpha, begin)))
            if cyrillic > letters * 0.4:
                return "ru"
            if other > letters * 0.4:
                return ""
    second, count = sorted(function_words)[-2:]
    # Where two lead together neither does, so it does not matter which is found first.
    if count < _MIN_HITS or count < words * _MIN_SHARE or count < second * _LEAD:
        return ""
    return LANGUAGES[function_words.index(count)]


class Spoken:
    """The language of one text, guessed when it is first asked for; else a caller's hint, else "".

    Apart from the document, which hands it on to what must not hold on to the document.
    """

    __slots__ = ("_asked", "_hint", "_told")

    def __init__(self, text: str, function_words: Sequence[int], words: int, hint: str) -> None:
        self._asked, self._hint = (text, function_words, words), hint
        self._told: str | None = None

    def __call__(self) -> str:
        if self._told is None:
            self._told = guess(*self._asked) or self._hint
        return self._told


def believable(language: str, text: str) -> str:
    """`language`, or "" where a text is plainly not written in its letters.

    A site's own language is a hint for lexicons; as a fact about one comment it may be wrong.
    """
    letters = [letter for letter in text[:2000] if letter.isalpha()]
    latin = sum(letter < "\u0250" for letter in letters)
    if letters and language in LANGUAGES and (latin * 2 < len(letters)) != (language == "ru"):
        return ""
    return language
