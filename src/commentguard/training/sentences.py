"""Fitting the head of single sentences, and its figures for comments that it has not seen.

People marked the parts of an advert that prove it. A sentence that holds such a part is an
advert's, the others of that comment say nothing and are left out; every sentence of a reader is a
reader's. Comments whose evidence nobody marked count with all their sentences.

What the head says of comments that it was fitted to is too good to learn from: the guard would
trust it too much. So there are `FOLDS` further heads, each fitted without one fold of groups, and
a comment's figures come from the head that did not see its group (stacking: Wolpert, 1992).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commentguard.evidence import Column
from commentguard.features.encoder import Encoded
from commentguard.scoring.linear import ROW, Head, Heads, rounded, view_scores, views_of, weigh
from commentguard.scoring.sentences import (
    FEATURES,
    SentenceHead,
    likelihoods,
    sentences_of,
    summaries,
)  # fmt: skip
from commentguard.text.document import Document
from commentguard.training.corpora import OWN, Row
from commentguard.training.estimator import fit_head
from commentguard.training.matrix import gram_matrix
from commentguard.training.pool import Pool

Float = NDArray[np.float64]
Int = NDArray[np.int64]

FOLDS = 3
COLUMNS: Mapping[str, Column] = {f"sentence.{name}": Column(name, sign=1) for name in FEATURES}

# Public readers are more than ours, and write ten sentences where ours write three.
_PUBLIC = 20_000
_PENALTY = 0.01
_FINER = 1000


@dataclass(frozen=True, slots=True)
class Stacked:
    """`final` is for comments that nobody fitted anything to, `apart` for those of each fold."""

    final: SentenceHead
    apart: tuple[SentenceHead, ...]

    def figures(self, pool: Pool) -> Float:
        """`FEATURES` of each comment of `pool` (n, 3), by the head that has not seen its group."""
        found: list[Float] = [np.zeros((0, len(FEATURES)))]
        start = 0
        for chunk in pool.chunks:
            rows = pool.rows[start : start + len(chunk.dense)]
            found.append(self.figures_of(chunk, rows))
            start += len(rows)
        return np.vstack(found)

    def figures_of(self, encoded: Encoded, rows: Sequence[Row]) -> Float:
        """The same of one encoded batch, whose comments are those of `rows`."""
        heads = Heads.of(*(head.as_head(encoded.dense.shape[1]) for head in self.apart))
        spoken = sentences_of(encoded)
        scores = view_scores(spoken, weigh(encoded, heads), heads.bias)
        fold = np.array([fold_of(row) for row in rows], dtype=np.intp).take(spoken[ROW])
        chances = likelihoods(scores[np.arange(len(fold)), fold])
        whole = views_of(encoded, encoded.segments)[:, : len(rows)]
        told = summaries(whole, spoken, chances)
        return np.stack(told[: len(FEATURES)], axis=1)


def fold_of(row: Row) -> int:
    """The fold of a comment's group: the same on every machine and in every run.

    From later digits of `Row.part` than the calibration part is cut by, which takes its lowest quarter: or the first fold
    would have half of its comments there, and the other two most of those that are fitted.
    """
    return int(row.part * _FINER * FOLDS) % FOLDS


def fit_sentences(pool: Pool, at: Int, weight: Float) -> Stacked:
    """Fit the heads to the sentences of the comments `at` of `pool`, which count `weight` each."""
    chosen = _chosen(pool, at)
    counts = dict(zip(at.tolist(), weight.tolist(), strict=True))
    parts: list[sp.csr_matrix] = []
    target: list[bool] = []
    shares: list[float] = []
    folds: list[int] = []
    start = 0
    for chunk in pool.chunks:
        end = start + len(chunk.dense)
        rows = (chunk.utterances[0] + start).tolist()
        says = _says(pool.rows[start:end], chunk)
        known = [
            (place, row, said)
            for place, (row, said) in enumerate(zip(rows, says, strict=True))
            if said is not None and row in chosen
        ]
        at_places = np.array([place for place, _, _ in known], dtype=np.intp)
        parts.append(gram_matrix(chunk, sentences_of(chunk)[:, at_places]))
        target += [said for _, _, said in known]
        shares += [counts[row] for _, row, _ in known]
        folds += [fold_of(pool.rows[row]) for _, row, _ in known]
        start = end
    grams, unwanted = sp.csr_matrix(sp.vstack(parts, format="csr")), np.array(target, dtype=bool)
    fold, share = np.array(folds), np.array(shares)
    heads = [
        _fit(grams, unwanted, share, np.flatnonzero(fold != left_out))
        for left_out in (*range(FOLDS), -1)
    ]
    return Stacked(heads[-1], tuple(heads[:-1]))


def split_off(head: Head, sentences: SentenceHead) -> tuple[Head, SentenceHead]:
    """A head fitted to signal columns and behind them `COLUMNS`, as the two that are shipped."""
    columns = len(head.dense) - len(COLUMNS)
    weights = tuple(float(weight) for weight in head.dense[columns:])
    return replace(head, dense=head.dense[:columns].copy()), replace(sentences, weights=weights)


def _chosen(pool: Pool, at: Int) -> set[int]:
    """What the heads are fitted to: all of ours, all that is unwanted, an even part of the rest."""
    readers = [k for k in at.tolist() if pool.rows[k].corpus != OWN and not pool.unwanted[k]]
    kept = set(at.tolist()) - set(readers)
    if not kept:
        return set(readers)
    return kept | set(readers[:: -(-len(readers) // _PUBLIC) or 1])


def _fit(grams: sp.csr_matrix, unwanted: NDArray[np.bool_], weight: Float, at: Int) -> SentenceHead:
    if len(set(unwanted[at].tolist())) < 2:
        return SentenceHead.silent()
    head = fit_head(
        np.zeros((len(at), 0)), sp.csr_matrix(grams[at]), unwanted[at], weight[at], {},
        dense_penalty=0.0, gram_penalty=_PENALTY,
    )  # fmt: skip
    return SentenceHead(head.bias, rounded(head.table), (0.0,) * len(FEATURES))


def _says(rows: Sequence[Row], encoded: Encoded) -> list[bool | None]:
    """Of each sentence whether it is an advert's; `None` where its comment does not tell."""
    said: list[bool | None] = []
    marked: dict[int, Iterator[bool | None]] = {}
    for row in encoded.utterances[0].tolist():
        of = rows[row]
        if not of.unwanted:
            said.append(False)
        elif not of.evidence:
            said.append(True)
        else:
            if row not in marked:
                marked[row] = iter(_marked(of))
            said.append(next(marked[row]))
    return said


# A report fits a dozen models to the same comments, and for this each is read by itself.
@lru_cache(maxsize=1 << 16)
def _marked(row: Row) -> tuple[bool | None, ...]:
    """The sentences of a comment that hold a marked part, in the coordinates people marked in."""
    document = Document(row.comment)
    text = row.comment.text
    proofs = [(text.find(quote), len(quote)) for quote in row.evidence if quote in text]
    found: list[bool | None] = []
    for start, end in document.utterances:
        span = document.span(start, end)
        holds = any(at < span.end and at + length > span.start for at, length in proofs)
        found.append(True if holds else None)
    return tuple(found)
