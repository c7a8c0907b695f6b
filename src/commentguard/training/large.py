"""Training data that memory does not hold encoded: what is fitted from disk, and what from a sample.

A comment takes twenty times as much memory encoded as written. Above `IN_MEMORY` comments the
weights of P(unwanted) are fitted from disk, to all of them and to the same optimum. The kind of
unwanted and the calibration need far fewer comments than that and get an even sample.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commentguard.evidence import Column
from commentguard.scoring.linear import Head
from commentguard.training.corpora import OWN, Row
from commentguard.training.pool import Pool
from commentguard.training.sentences import COLUMNS, Stacked
from commentguard.training.settings import Settings
from commentguard.training.stream import Streamed, fit_streamed
from commentguard.training.trees import ENOUGH
from commentguard.verdict import Label

IN_MEMORY = 100_000
"""Comments that are fitted in memory, some 2 GB of it; more are fitted from disk."""

SAMPLE = 40_000
"""Comments that are enough for the kind of unwanted, and for calibration."""

TREES = 20_000
"""Comments that trees are grown on."""

Int = NDArray[np.int64]


def fit_from_disk(
    rows: Sequence[Row], weight: NDArray[np.float64], columns: Mapping[str, Column],
    settings: Settings, stacked: Stacked,
) -> Head:  # fmt: skip
    """The head of P(unwanted), from files that are gone afterwards: some 6 KB a comment.

    Behind its columns are those of `training.sentences`.
    """
    weighed = (replace(row, weight=float(w)) for row, w in zip(rows, weight, strict=True))
    with tempfile.TemporaryDirectory(prefix="commentguard-fit-") as folder:
        return fit_streamed(
            Streamed(Path(folder), weighed, stacked), {**columns, **COLUMNS},
            dense_penalty=settings.dense_penalty, gram_penalty=settings.gram_penalty,
        )  # fmt: skip


def sample(rows: Sequence[Row]) -> list[Row]:
    """At most `SAMPLE` of `rows`, evenly spread: corpora lie one after the other."""
    if len(rows) <= SAMPLE:
        return list(rows)
    return [rows[k] for k in np.linspace(0, len(rows) - 1, SAMPLE).astype(int)]


def for_trees(rows: Sequence[Row]) -> tuple[list[Row], Pool]:
    """Rows to fit the sum to, and rows apart from them to grow trees on, no group in both.

    Where there are so many, nobody needs folds to have wording that was not fitted to. None are
    apart where groups are too large, or too much alike, to set some apart and fit to the others.
    """
    parts = np.array([row.part for row in rows])
    cut = float(np.quantile(parts, max(0.0, 1 - TREES / len(rows))))
    apart = [row for row, part in zip(rows, parts, strict=True) if part > cut]
    others = [row for row, part in zip(rows, parts, strict=True) if part <= cut]
    both = all(len({row.unwanted for row in side}) == 2 for side in (others, apart))
    # A head is fitted to each of the two questions: without either answer it could not be.
    kinds = {row.label for row in others} >= {Label.PROMOTIONAL, Label.SPAM}
    if len(apart) < ENOUGH or not both or not kinds:
        return list(rows), Pool([])
    return others, Pool(apart)


def calibrated_on(fit: Int, held: Int) -> int:
    """How many comments calibration reads."""
    return len(held) if len(fit) <= IN_MEMORY else min(len(held), SAMPLE)


def set_apart(rows: Sequence[Row], fit: Int, held: Int) -> tuple[Pool, Int, Int]:
    """A pool of what calibration reads: a sample of the held rows, and our own fitted readers.

    With it the positions of the fitted and of the held rows in the new pool.
    """
    calibrated = sample([rows[k] for k in held])
    readers = [rows[k] for k in fit if rows[k].corpus == OWN and not rows[k].unwanted]
    pool = Pool([*calibrated, *readers])
    return pool, np.arange(len(calibrated), len(pool)), np.arange(len(calibrated))
