"""The encoder: comments to feature rows, the same for training and for serving.

A row is the signals' columns, the declared conjunctions, and hashed n-grams of the folded text.
Nothing is fitted: fixed scales and hashing, so there is nothing to forget at serving time and
no way for the two sides to differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.evidence import Column, Reading, Signal
from commentguard.features.conjunctions import CONJUNCTIONS, Conjoiner
from commentguard.features.ngrams import Grams, grams
from commentguard.signals import SIGNALS
from commentguard.text.document import Document
from commentguard.text.words import read_words

Float = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A batch of comments, read.

    `dense` is (n, columns) in [0, 1], in the order of `Encoder.columns`. `readings` holds each
    comment's readings in signal order. `segments` are (comment, start, end) windows of the
    folded texts that are judged on their own besides the whole.
    """

    documents: tuple[Document, ...]
    readings: tuple[tuple[Reading, ...], ...]
    dense: Float
    grams: Grams
    segments: list[tuple[int, int, int]]


class Encoder:
    """Reads comments with every signal; stateless, cheap to make, safe to share.

    `columns` are full names (``phone_number.valid``) with their declarations, signals first,
    conjunctions behind.
    """

    def __init__(self, signals: Sequence[Signal] = SIGNALS) -> None:
        self.signals = tuple(signals)
        names = [f"{s.name}.{c.name}" for s in self.signals for c in s.columns]
        declared = [c for s in self.signals for c in s.columns]
        self._conjoin = Conjoiner(names)
        names += [f"together.{c.name}" for c in CONJUNCTIONS]
        declared += [Column(c.name, c.code) for c in CONJUNCTIONS]
        self.columns: dict[str, Column] = dict(zip(names, declared, strict=True))

    def encode(self, comments: Sequence[Comment]) -> Encoded:
        """Read a batch. Order is kept; an empty batch gives empty arrays."""
        documents = tuple(map(Document, comments))
        words = read_words([doc.spaced for doc in documents], [doc.words for doc in documents])
        for doc, wording in zip(documents, words.wordings, strict=True):
            Document.wording.keep(doc, wording)
        # Signal by signal and not comment by comment: code that runs again at once runs faster.
        answers = [[signal.read(doc) for doc in documents] for signal in self.signals]
        readings = tuple(zip(*answers, strict=True)) if answers else ((),) * len(documents)
        rows = [list(chain.from_iterable([r.values for r in found])) for found in readings]
        for values in rows:
            values += self._conjoin(values)
        dense = np.array(rows, dtype=np.float64).reshape(len(rows), len(self.columns))
        segments = [(row, a, b) for row, doc in enumerate(documents) for a, b in doc.segments]
        return Encoded(
            documents,
            readings,
            dense,
            grams([doc.text for doc in documents], words),
            segments,
        )
