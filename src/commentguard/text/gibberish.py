"""Letters in no order that any language has: typed by machines, or by elbows.

Which parts of a text look random is a finding; how many of them are too many is the signal's to say.
"""

from __future__ import annotations

import re

from commentguard.text.memory import Memory

_RANDOM = re.compile(
    r"(?<![^\W_])(?=[a-z]*[a-z]{4})(?![a-z]*(.)\1\1)(?:[bcdfghjklmnpqrstvwxz]{4,24}|[a-z]{0,12}[bcdfgjkmpqvwxz]{4}[a-z]{0,12}|[a-z]{0,8}(?:q(?!u)|zx|xz|jq|vw|wv|kq|zk|qw|xk|vk)[a-z]{1,12})(?![^\W_])"
)
_ACRONYM = re.compile(r"[A-Z](?<!\w.)[A-Z]{1,5}\b")
_TOKEN_LENGTH = 4
_TOKEN = re.compile(rf"[a-z]{{{_TOKEN_LENGTH},}}")
_KEYS = frozenset(
    {
        "asdf",
        "asdfg",
        "asdfgh",
        "asdfghj",
        "asdfghjk",
        "asdfghjkl",
        "qwer",
        "qwert",
        "qwerty",
        "zxcv",
        "zxcvb",
        "hjkl",
    }
)

_SHORTEST = tuple(sorted({keys[:4] for keys in _KEYS}))


def random_parts(text: str) -> int:
    """How many parts of a lower-case text look random."""
    if text.isalpha() and text.isascii() and text.islower():
        return bool(_RANDOM.match(text)) + (text in _KEYS) if len(text) >= _TOKEN_LENGTH else 0
    # Such a part begins where a run of letters does; a search would try every letter.
    return sum(
        bool(_RANDOM.match(text, token.start())) + (token.group() in _KEYS)
        for token in _TOKEN.finditer(text)
    )


_PARTS = Memory(random_parts)


def keyless(text: str) -> bool:
    """Whether no part of a lower-case text may be keys side by side, however it is cut."""
    return not any(keys in text for keys in _SHORTEST)


def random_words(words: list[str]) -> int:
    """How many parts of single words look random, from memory where the words are known."""
    return sum(map(_PARTS.__getitem__, words))


def without_acronyms(cased: str) -> str:
    """A text in lower case, its acronyms blanked: nobody expects vowels in them."""
    return _ACRONYM.sub(" ", cased).lower()


def tokens(text: str) -> int:
    """How many words of a lower-case text are long enough to look random."""
    return len(_TOKEN.findall(text))
