"""The shape of the text: random letters, shouting, length.

Random text tests whether a blog lets comments through. Everything else here is weak and says
nothing to a person; it lets the model read the other signals in proportion.

False positives to remember: printer settings, initialisms, languages with long consonant
clusters, "26 months. ok.", laughter.
"""

from __future__ import annotations

import re

from commentguard.evidence import Column, Reading
from commentguard.text.document import Document
from commentguard.text.lexicon import spaced
from commentguard.text.memory import Memory
from commentguard.verdict import Code

_RANDOM = re.compile(
    r"(?<![^\W_])(?=[a-z]*[a-z]{4})(?![a-z]*(.)\1\1)(?:[bcdfghjklmnpqrstvwxz]{4,24}|[a-z]{0,12}[bcdfgjkmpqvwxz]{4}[a-z]{0,12}|[a-z]{0,8}(?:q(?!u)|zx|xz|jq|vw|wv|kq|zk|qw|xk|vk)[a-z]{1,12})(?![^\W_])"
)
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
_TOKEN = re.compile(r"[a-z]{4,}")
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
# Two words may be names or initials; random text has little else.
_MIN_RANDOM, _FULL_SHARE = 2, 0.4
_FIRE = 0.6


class Shape:
    """Random letters, and four plain measures."""

    name = "shape"
    columns = (
        Column("random", Code.GIBBERISH),
        Column("shouting"),
        Column("exclamations"),
        Column("question", sign=-1),
        Column("lines"),
    )

    def read(self, doc: Document) -> Reading:
        text = doc.text
        values = (
            _random(doc),
            max(0.0, doc.capital_share() - 0.3) / 0.7 if len(text) > 20 else 0.0,
            min(1.0, text.count("!") / 5),
            min(1.0, text.count("?") / 2),
            min(1.0, text.count("\n") / 10),
        )
        return Reading(values, {}, (Code.GIBBERISH,) if values[0] >= _FIRE else ())


def _random(doc: Document) -> float:
    visible = doc.visible
    # Folded words are the visible ones where nothing but case was folded. Each is judged once and
    # kept, since people use the same words; the pattern itself is run where two look random.
    plain = visible.isascii() and not doc.disguises
    words = doc.words if plain else spaced(visible.lower()).split()
    if sum(map(_RANDOMNESS.__getitem__, words)) < _MIN_RANDOM:
        return 0.0
    text = _ACRONYM.sub(" ", visible).lower()
    tokens = _TOKEN.findall(text)
    found = sum(1 for _ in _RANDOM.finditer(text)) + sum(token in _KEYS for token in tokens)
    if found < _MIN_RANDOM:
        return 0.0
    return min(1.0, found / max(1, len(tokens)) / _FULL_SHARE)


def _looks_random(word: str) -> int:
    """How many parts of a folded word may count as random: never fewer than will."""
    random = sum(1 for _ in _RANDOM.finditer(word))
    return random + sum(token in _KEYS for token in _TOKEN.findall(word))


_RANDOMNESS = Memory(_looks_random)
