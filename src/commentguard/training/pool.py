"""Labelled comments together with their numbers, shared by every fit that needs them.

A report fits dozens of models to overlapping sets of the same comments. A pool encodes each
comment once; joined pools share what their parts have. Scores over a pool use the code that
serves (`scoring.linear`), chunk by chunk, so that a figure is a figure of the shipped arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commentguard.features.encoder import Encoded
from commentguard.features.ngrams import BUCKETS
from commentguard.scoring.again import ONCE, Again, loudest, paid
from commentguard.scoring.linear import Head
from commentguard.scoring.scores import Price, score_views
from commentguard.scoring.sentences import SentenceHead
from commentguard.scoring.trees import Trees
from commentguard.text.opened import Opened
from commentguard.text.page import Ranges
from commentguard.training.batches import joined, parted
from commentguard.training.corpora import Row
from commentguard.training.matrix import gram_matrix
from commentguard.training.splits import calibration_line
from commentguard.training.store import CHUNK, Store
from commentguard.training.windows import Windows

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ViewScores:
    """Log-odds of the views of a pool: of whole comments, and of segments with their comment.

    Of all segments, by the signals of the whole; or of those that were read again, by themselves.
    """

    whole: Float
    row: Int
    segment: Float

    def best(self, penalty: float, discount: float) -> Float:
        """Final log-odds: the best view of each comment, a segment paying as `Bundle` tells."""
        final = self.whole.copy()
        counted = paid(self.whole[self.row], self.segment, Price(penalty, discount))
        np.maximum.at(final, self.row, counted)
        return final


class Pool:
    """Rows in order, and lazily everything that fits and scores need of them.

    `Pool.join` lays pools end to end; positions of the second follow those of the first. `Pool.taken` are
    some rows of a pool, read with all of it.
    """

    def __init__(self, rows: Sequence[Row], store: Store | None = None) -> None:
        self.rows = tuple(rows)
        self._store = store or Store()
        self.parts: tuple[Pool, ...] = ()
        self._taken: tuple[Pool, Int] | None = None
        self._lines: dict[float, tuple[Int, Int]] = {}
        self._windows = Windows(self.rows)

    @classmethod
    def join(cls, parts: Sequence[Pool]) -> Self:
        whole = cls([row for part in parts for row in part.rows])
        whole.parts = tuple(parts)
        return whole

    @classmethod
    def taken(cls, pool: Pool, at: Int) -> Self:
        """The rows `at` of `pool`, each once."""
        some = cls([pool.rows[k] for k in at])
        some._taken = pool, at
        return some

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def unwanted(self) -> Bools:
        return np.array([row.unwanted for row in self.rows], dtype=bool)

    @cached_property
    def chunks(self) -> tuple[Encoded, ...]:
        if self.parts:
            return tuple(chunk for part in self.parts for chunk in part.chunks)
        if self._taken:
            pool, at = self._taken
            read = [comment for chunk in pool.chunks for comment in parted(chunk)]
            return tuple(
                joined([read[k] for k in at[start : start + CHUNK]])
                for start in range(0, len(at), CHUNK)
            )
        return self._store.chunks([row.comment for row in self.rows])

    @cached_property
    def dense(self) -> Float:
        if not self.chunks:
            return np.zeros((0, 0))
        return np.vstack([chunk.dense for chunk in self.chunks])

    @cached_property
    def grams(self) -> sp.csr_matrix:
        if self.parts:
            return sp.csr_matrix(sp.vstack([part.grams for part in self.parts], format="csr"))
        if self._taken:
            pool, at = self._taken
            return sp.csr_matrix(pool.grams[at])
        empty = sp.csr_matrix((0, BUCKETS))
        return sp.csr_matrix(sp.vstack([empty, *map(gram_matrix, self.chunks)], format="csr"))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What word models read: the text behind markup and invisible marks, in lower case.

        On the raw text U+FEFF and entities of TubeSpam would give the label away.
        """
        if self.parts:
            return tuple(text for part in self.parts for text in part.texts)
        if self._taken:
            pool, at = self._taken
            return tuple(pool.texts[k] for k in at)
        return tuple(_clean(row) for row in self.rows)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Texts without case and spacing: equal keys are the same comment posted twice."""
        return tuple(" ".join(text.split()) for text in self.texts)

    def line(self, share: float) -> tuple[Int, Int]:
        """Positions to fit and positions to calibrate (`splits.calibration_line`), found once."""
        if share not in self._lines:
            if self.parts:
                starts = np.cumsum([0, *map(len, self.parts)])
                sides = [
                    [at + start for at in part.line(share)]
                    for part, start in zip(self.parts, starts, strict=False)
                ]
                self._lines[share] = (
                    np.concatenate([fit for fit, _ in sides]),
                    np.concatenate([held for _, held in sides]),
                )
            else:
                fit, held = calibration_line(self.rows, share)
                self._lines[share] = (np.array(fit, dtype=np.int64), np.array(held, dtype=np.int64))
        return self._lines[share]

    def views(
        self,
        head: Head,
        sentences: SentenceHead | None = None,
        trees: Trees | None = None,
        again: Again = ONCE,
    ) -> ViewScores:
        """The views of every comment scored by `head`, and by what its `sentences` and `trees` add."""
        whole: list[Float] = [np.zeros(0)]
        segments: list[Float] = [np.zeros(0)]
        rows: list[Int] = [np.zeros(0, dtype=np.int64)]
        loud: list[Ranges] = [np.zeros((3, 0), dtype=np.int64)]
        start = 0
        for chunk in self.chunks:
            found = score_views(chunk, head, sentences, trees)
            count = len(chunk.dense)
            whole.append(found[:count])
            if again.most:
                part = chunk.segments[:, loudest(chunk.segments[0], found, again)]
                loud.append(part + _at(start))
            else:
                segments.append(found[count:])
                rows.append(chunk.segments[0] + start)
            start += count
        windows = self._alone(np.concatenate(loud, axis=1))
        for k in range(0, len(windows), CHUNK):
            read = joined([window for _, window in windows[k : k + CHUNK]])
            segments.append(score_views(read, head, sentences, trees)[: len(read.dense)])
        rows.append(np.array([row for row, _ in windows], dtype=np.int64))
        return ViewScores(np.concatenate(whole), np.concatenate(rows), np.concatenate(segments))

    def _alone(self, ranges: Ranges) -> list[tuple[int, Encoded]]:
        """Windows of comments as comments (`Windows.read`), kept by the pool that their rows were read for."""
        if self._taken:
            pool, at = self._taken
            here = {row: k for k, row in enumerate(at.tolist())}
            there = pool._alone(np.vstack([at[ranges[0]], ranges[1:]]))
            return [(here[row], window) for row, window in there]
        if not self.parts:
            return self._windows.read(ranges)
        found: list[tuple[int, Encoded]] = []
        start = 0
        for part in self.parts:
            end = start + len(part)
            own = ranges[:, (ranges[0] >= start) & (ranges[0] < end)] - _at(start)
            found += [(row + start, window) for row, window in part._alone(own)]
            start = end
        return found


def _at(row: int) -> Int:
    """What is added to ranges whose rows are counted from `row` on."""
    return np.array([[row], [0], [0]])


def _clean(row: Row) -> str:
    return Opened(row.comment).visible.replace("\ufeff", "").casefold()
