"""The encoder: comments to feature rows, the same for training and for serving.

A row is the signals' columns, the declared conjunctions, and hashed n-grams of the folded text.
Nothing is fitted: fixed scales and hashing, so there is nothing to forget at serving time and
no way for the two sides to differ.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.evidence import Column, Reading, Signal
from commentguard.features.conjunctions import CONJUNCTIONS, Conjoiner
from commentguard.features.ngrams import Grams, grams
from commentguard.signals import SIGNALS
from commentguard.text.document import Document
from commentguard.text.page import Ranges
from commentguard.verdict import Code

Float = NDArray[np.float64]


class Encoded(NamedTuple):
    """A batch of comments, read.

    `dense` is (n, columns) in [0, 1], in the order of `Encoder.columns`. `readings` holds each
    comment's readings in signal order. `segments` are windows of the folded texts that are judged on
    their own besides the whole, `utterances` are their sentences, in text order; both are places in
    the folded texts.
    """

    documents: tuple[Document, ...]
    readings: tuple[tuple[Reading, ...], ...]
    dense: Float
    grams: Grams
    segments: Ranges
    utterances: Ranges


class Encoder:
    """Reads comments with every signal; stateless, cheap to make, safe to share.

    `columns` are full names (``phone_number.valid``) with their declarations, signals first,
    conjunctions behind; `argue_for` has the places and names of those that stand for each reason.
    """

    def __init__(self, signals: Sequence[Signal] = SIGNALS) -> None:
        self.signals = tuple(signals)
        names = [f"{s.name}.{c.name}" for s in self.signals for c in s.columns]
        declared = [c for s in self.signals for c in s.columns]
        self._conjoiner = Conjoiner(names)
        firsts = accumulate([len(s.columns) for s in self.signals], initial=0)
        self._called = [
            (s.read, s.wakes, s.silent, first)
            for s, first in zip(self.signals, firsts, strict=False)
        ]
        self._silent = [s.silent for s in self.signals]
        names += [f"together.{c.name}" for c in CONJUNCTIONS]
        declared += [Column(c.name, c.code) for c in CONJUNCTIONS]
        self.columns: dict[str, Column] = dict(zip(names, declared, strict=True))
        self.argue_for: dict[Code, list[tuple[int, str]]] = {code: [] for code in Code}
        for place, (name, column) in enumerate(self.columns.items()):
            if column.code is not None:
                self.argue_for[column.code].append((place, name))

    def __reduce__(self) -> tuple[type[Encoder], tuple[tuple[Signal, ...]]]:
        # Kernels belong to their process: another one that is sent an encoder makes its own.
        return Encoder, (self.signals,)

    def encode(self, comments: Sequence[Comment]) -> Encoded:
        """Read a batch. Order is kept; an empty batch gives empty arrays."""
        documents, batch = Document.many(comments)
        traces = [doc.traces for doc in documents]
        anywhere = reduce(or_, traces, 0)
        readings = [self._silent.copy() for _ in documents]
        # Entry by entry an array of the standard library's costs half of what one of NumPy's does.
        width = len(self.columns)
        flat = array("d", bytes(8 * width * len(documents)))
        dense = np.frombuffer(flat).reshape(len(documents), width)
        # Signal by signal and not comment by comment: code that runs again at once runs faster.
        for number, (read, wakes, silent, first) in enumerate(self._called):
            if not anywhere & wakes:
                continue
            for row in [row for row, shown in enumerate(traces) if shown & wakes]:
                reading = read(documents[row])
                if reading is not silent:
                    readings[row][number] = reading
                    for place, value in enumerate(reading.values, first):
                        if value:
                            flat[row * width + place] = value
        self._conjoiner.fill(dense)
        return Encoded(
            documents,
            tuple(map(tuple, readings)),
            dense,
            grams(batch.words),
            batch.passages.segments,
            batch.passages.utterances,
        )
