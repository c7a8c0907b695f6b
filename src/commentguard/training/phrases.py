"""Propose lexicon lines: word pairs and triples that adverts have and readers do not.

The result is a list for a person to read, never a file that is shipped as it is: a lexicon is
reviewed language, and corpora hold people's words. NLTK's collocation finders need no data of
their own, so this works offline.
"""

from __future__ import annotations

from collections.abc import Sequence

from nltk.collocations import BigramCollocationFinder, TrigramCollocationFinder
from nltk.metrics import BigramAssocMeasures, TrigramAssocMeasures

from commentguard.comment import Comment
from commentguard.text.document import Document
from commentguard.training.corpora import Row

_MIN_COUNT = 3


def propose(rows: Sequence[Row], language: str, at_most: int = 50) -> list[tuple[str, float]]:
    """Phrases of unwanted comments in `language`, with their ratio of use against ham.

    Only phrases that no lexicon class matches yet, used at least three times; the ratio is
    smoothed by one half, the strongest come first.
    """
    spoken = [(Document(r.comment), r.unwanted) for r in rows if r.comment.lang == language]
    bad = [doc.words for doc, unwanted in spoken if unwanted]
    good = [f" {' '.join(doc.words)} " for doc, unwanted in spoken if not unwanted]
    told = [f" {' '.join(words)} " for words in bad]
    found: list[tuple[str, float]] = []
    for phrase in _collocations(bad):
        # Numbers are read by signals of their own.
        if any(map(str.isdigit, phrase)) or Document(Comment(text=phrase)).matched:
            continue
        inside = f" {phrase} "
        ratio = (sum(inside in text for text in told) + 0.5) / (
            sum(inside in text for text in good) + 0.5
        )
        found.append((phrase, ratio * len(good) / max(1, len(told))))
    return sorted(found, key=lambda item: (-item[1], item[0]))[:at_most]


def _collocations(texts: list[list[str]]) -> list[str]:
    pairs = BigramCollocationFinder.from_documents(texts)
    triples = TrigramCollocationFinder.from_documents(texts)
    phrases: list[str] = []
    for finder, measure in ((pairs, BigramAssocMeasures), (triples, TrigramAssocMeasures)):
        finder.apply_freq_filter(_MIN_COUNT)
        phrases += [" ".join(words) for words in finder.nbest(measure.likelihood_ratio, 500)]
    return phrases
