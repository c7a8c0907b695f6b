"""How much two texts are about the same thing, without a model of language.

Words are compared by their first letters, a poor man's stemmer that needs no data, works
alike in all our languages, and costs a slice.
"""

from __future__ import annotations

from functools import lru_cache

from commentguard.text.folding import fold
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import phrases, spaced

_STEM = 6
_MIN_WORD = 3
# Of a post; what is kept must not grow with what is sent.
_LONGEST = 16384


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset[str]().union(*(phrases(code, "function_words") for code in LANGUAGES))


def stems(words: list[str]) -> frozenset[str]:
    """The content words of a folded text, cut to their first letters."""
    stop = _stop_words()
    return frozenset(
        w[:_STEM] for w in words if len(w) >= _MIN_WORD and w not in stop and not w.isdigit()
    )


def topic(*texts: str) -> frozenset[str]:
    """The content words of a post or a parent comment; kept, because posts repeat."""
    return _topic("\n".join(texts)[:_LONGEST])


@lru_cache(maxsize=512)
def _topic(text: str) -> frozenset[str]:
    return stems(spaced(fold(text).text).split())


def overlap(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """Share of my content words that are also theirs, in [0, 1]; 0 when either is empty."""
    if not mine or not theirs:
        return 0.0
    return len(mine & theirs) / len(mine)
