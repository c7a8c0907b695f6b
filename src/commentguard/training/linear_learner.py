"""Our own model as a learner: the estimator of the shipped model, on whatever rows a track has.

Benchmark corpora know *unwanted* and *ham* and no third label, and their comments are short; so
this is the head for P(unwanted) over whole comments, without kinds, windows or cut-offs.

A few hundred comments of one video are too few to learn which n-grams tell anything, so the grid
also offers them *told*: scaled by how rare they are and by how far their log-count ratio is from
even, after Wang and Manning (2012), "Baselines and bigrams". The scale is folded into the weights;
the fitted model is the same kind of model. Among our own comments it lost (docs/experiments/0011).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commentguard.features.encoder import Encoder
from commentguard.scoring.linear import Head
from commentguard.training.estimator import decision, fit_head
from commentguard.training.learner import Choice
from commentguard.training.pool import Pool

Float = NDArray[np.float64]
Int = NDArray[np.int64]

# The one grid of every benchmark track, strongest penalty first.
GRID: tuple[Choice, ...] = tuple(
    {"gram_penalty": grams, "told": told}
    for grams, told in product((0.1, 0.03, 0.01, 0.003, 0.001), (0.0, 1.0))
)
_DENSE_PENALTY = 0.05


@dataclass(frozen=True, slots=True)
class FittedHead:
    head: Head

    def log_odds(self, pool: Pool, at: Int) -> Float:
        return decision(self.head, pool.dense[at], sp.csr_matrix(pool.grams[at]))


@dataclass(frozen=True, slots=True)
class Linear:
    """Signals, conjunctions and n-grams under bounds and priors: `estimator.fit_head`."""

    name: str = "commentguard"
    by_hand: bool = False
    grid: tuple[Choice, ...] = field(default=GRID)

    def fit(self, pool: Pool, at: Int, weight: Float, choice: Choice) -> FittedHead:
        grams, target = sp.csr_matrix(pool.grams[at]), pool.unwanted[at]
        scale = telling(grams, target) if choice["told"] else np.ones(grams.shape[1])
        head = fit_head(
            pool.dense[at], sp.csr_matrix(grams.multiply(scale)), target, weight, Encoder().columns,
            dense_penalty=_DENSE_PENALTY, gram_penalty=choice["gram_penalty"],
        )  # fmt: skip
        return FittedHead(replace(head, table=(head.table * scale).astype(np.float32)))


def telling(grams: sp.csr_matrix, target: NDArray[np.bool_]) -> Float:
    """How much each n-gram tells (buckets,), 1 in the root mean square of those that occur.

    Inverse document frequency times the root of the absolute log-count ratio, which is kept off 0
    so that no n-gram is lost for being even in few comments.
    """
    present = grams.copy()
    present.data[:] = 1.0
    unwanted = np.asarray(present[target].sum(axis=0)).ravel()
    ham = np.asarray(present[~target].sum(axis=0)).ravel()
    counts = unwanted + ham
    rarity = np.log((1 + len(target)) / (1 + counts)) + 1
    sides = max(1, int(target.sum())), max(1, int((~target).sum()))
    ratio = np.log((unwanted + 1) / sides[0]) - np.log((ham + 1) / sides[1])
    scale = np.where(counts > 0, rarity * np.sqrt(np.abs(ratio) + _EVEN), 0.0)
    return np.asarray(scale / np.sqrt(np.mean(scale[counts > 0] ** 2)) if counts.any() else scale)


# What is left of an n-gram that is as common in ham as in adverts.
_EVEN = 0.1
