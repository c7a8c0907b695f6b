"""Letters in no order that any language has: typed by machines, or by elbows.

Which parts of a text look random is a finding; how many of them are too many is the signal's to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

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
    return sum(1 for _ in _parts(text))


def random_parts_of(words: Sequence[str]) -> list[int]:
    """`random_parts` of each of some words."""
    found = [0] * len(words)
    ends: list[int] = []
    # What parts are asked about ends with a line.
    for part in _parts("\n".join(words)):
        ends = ends or list(accumulate(len(word) + 1 for word in words))
        found[bisect_right(ends, part.start())] += 1
    return found


def _parts(text: str) -> Iterator[re.Match[str]]:
    keys = () if keyless(text) else _TOKEN.finditer(text)
    return chain(_RANDOM.finditer(text), (token for token in keys if token.group() in _KEYS))


def keyless(text: str) -> bool:
    """Whether no part of a lower-case text may be keys side by side, however it is cut."""
    return not any(keys in text for keys in _SHORTEST)


def without_acronyms(cased: str) -> str:
    """A text in lower case, its acronyms blanked: nobody expects vowels in them."""
    return _ACRONYM.sub(" ", cased).lower()


def tokens(text: str) -> int:
    """How many words of a lower-case text are long enough to look random."""
    return len(_TOKEN.findall(text))
