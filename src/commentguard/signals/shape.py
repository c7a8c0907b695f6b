"""The shape of the text: random letters, shouting, length.

Random text tests whether a blog lets comments through. Everything else here is weak and says
nothing to a person; it lets the model read the other signals in proportion.

False positives to remember: printer settings, initialisms, languages with long consonant
clusters, "26 months. ok.", laughter.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.text.gibberish import random_parts, tokens, without_acronyms
from commentguard.verdict import Code

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
    wakes = traces.RANDOM | traces.CAPITALS | traces.MARKS
    silent = Reading.nothing(5)

    def read(self, doc: Document) -> Reading:
        text = doc.text
        values = (
            _random(doc),
            _shouting(doc) if len(text) > 20 else 0.0,
            min(1.0, text.count("!") / 5),
            min(1.0, text.count("?") / 2),
            min(1.0, text.count("\n") / 10),
        )
        return Reading(values, {}, (Code.GIBBERISH,) if values[0] >= _FIRE else ())


def _shouting(doc: Document) -> float:
    """The share of capitals above what sentences need, as a share of all that might be."""
    return max(0.0, doc.capital_share - 0.3) / 0.7 if doc.traces & traces.CAPITALS else 0.0


def _random(doc: Document) -> float:
    # A text outside ASCII is read word by word as it was written, and most show no trace of randomness.
    if not doc.traces & traces.RANDOM or doc.random_words < _MIN_RANDOM:
        return 0.0
    text = without_acronyms(doc.visible)
    found = random_parts(text)
    if found < _MIN_RANDOM:
        return 0.0
    return min(1.0, found / max(1, tokens(text)) / _FULL_SHARE)
