"""Where the time of a comment goes, stage by stage: the next bottleneck, by name.

Findings are asked for in the order in which they need each other, each on fresh documents that
already know the ones before; signals with all findings known, so that they pay for themselves
alone, and only of the documents whose traces wake them. Both of documents by themselves: what a
batch saves is seen in the stages of all texts together. Array stages are measured for a batch and for one comment at a time.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from clock import seconds
from commentguard.comment import Comment
from commentguard.features.ngrams import grams
from commentguard.scoring.explanation import Asked, Wording, explain
from commentguard.scoring.linear import weigh
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.trees import BEHIND
from commentguard.text.document import Document
from commentguard.text.folding import fold_many
from commentguard.text.opened import Opened
from commentguard.text.page import Page
from commentguard.text.passages import Passages
from commentguard.text.shapes import shapes
from commentguard.text.words import read_words

_ROUNDS = 5
_BATCH = 256
FINDINGS = (
    "spaced", "words", "read", "traces", "matched", "language", "quotes", "hits", "capitals",
    "places", "links", "numbers", "runs", "business", "prices", "anchors", "disguises",
)  # fmt: skip


def measure(scorer: Scorer, texts: list[str]) -> dict[str, dict[str, float]]:
    """Microseconds a comment, the least of several rounds."""
    comments = [Comment(text=text) for text in texts]
    n = len(comments)

    def best(work: Callable[[], object]) -> float:
        return min(seconds(work) for _ in range(_ROUNDS)) / n * 1e6

    documents = [Document(comment) for comment in comments]
    reading = {"intake, markup, folding": best(lambda: [Document(c) for c in comments])}
    for name in FINDINGS:
        reading[name.strip("_")] = min(_finding(documents, name) for _ in range(_ROUNDS)) / n * 1e6
    signals = {
        signal.name: best(
            lambda s=signal: [s.read(doc) for doc in documents if doc.traces & s.wakes]
        )
        for signal in scorer.encoder.signals
    }
    return {
        "reading": reading,
        "texts together": _together(comments, best),
        "signals": signals,
        "arrays, in batches": _arrays(scorer, documents, comments, _BATCH, best),
        "arrays, one by one": _arrays(scorer, documents, comments, 1, best),
    }


def _together(
    comments: list[Comment], best: Callable[[Callable[[], object]], float]
) -> dict[str, float]:
    """What is asked of all texts of a batch at once."""
    batches = [comments[k : k + _BATCH] for k in range(0, len(comments), _BATCH)]
    opened = [[Opened(comment).visible for comment in batch] for batch in batches]
    pages = [Page.of([d.text for d in Document.many(batch)[0]]) for batch in batches]
    return {
        "folding": best(lambda: [fold_many(texts) for texts in opened]),
        "words and phrases": best(lambda: [read_words(page) for page in pages]),
        "sentences and windows": best(lambda: [Passages.on(page) for page in pages]),
        "shapes": best(lambda: [shapes(page) for page in pages]),
        "all of it": best(lambda: [Document.many(batch) for batch in batches]),
    }


def _finding(documents: list[Document], name: str) -> float:
    for doc in documents:
        doc.__dict__.pop(name, None)
    return seconds(lambda: [getattr(doc, name) for doc in documents])


def _arrays(
    scorer: Scorer, documents: list[Document], comments: list[Comment], size: int,
    best: Callable[[Callable[[], object]], float],
) -> dict[str, float]:  # fmt: skip
    starts = range(0, len(documents), size)
    held = [documents[k : k + size] for k in starts]
    encoded = [scorer.encoder.encode(comments[k : k + size]) for k in starts]
    head, heads = scorer._unwanted, scorer._heads
    weighed = [weigh(one, heads) for one in encoded]
    pairs = list(zip(encoded, weighed, strict=True))
    scores = [scorer._scores(one, w).listed() for one, w in zip(encoded, weighed, strict=True)]
    calibration, trees = scorer.bundle.unwanted_calibration, scorer._judge.trees
    whole = [
        (one.dense, np.arange(len(one.dense)), np.zeros((len(one.dense), len(BEHIND))))
        for one in encoded
    ]

    def explained() -> None:
        for one, w, found in zip(encoded, weighed, scores, strict=True):
            wording = Wording.of(one, w)
            for row, winner in enumerate(found.winner):
                explain(
                    one, scorer.encoder, head, scorer._known,
                    wording, found.view(winner), found.plain[winner],
                    Asked(trees, found.asked_about(winner), found.together[winner]),
                    unwanted=found.log_odds[row] > 0,
                )  # fmt: skip

    def hashed() -> None:
        for part in held:
            grams(read_words(Page.of([d.text for d in part])))

    return {
        "n-grams": best(hashed),
        "gather": best(lambda: [weigh(one, heads) for one in encoded]),
        "views, sentences and trees": best(lambda: [scorer._scores(one, w) for one, w in pairs]),
        "of it trees, whole comments": best(lambda: [trees.scores_of(*asked) for asked in whole]),
        "calibration": best(
            lambda: [calibration.chance(one) for s in scores for one in (*s.log_odds, *s.kind)]
        ),
        "reasons and clues": best(explained),
        "all of it": best(lambda: [scorer.score_many(comments[k : k + size]) for k in starts]),
    }
