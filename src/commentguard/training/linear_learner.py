"""Our own model as a learner: the estimator of the shipped model, on whatever rows a track has.

Benchmark corpora know *unwanted* and *ham* and no third label, and their comments are short; so
this is the head for P(unwanted) over whole comments, without kinds, windows or cut-offs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
    {"gram_penalty": grams, "dense_penalty": dense}
    for grams, dense in product((0.1, 0.03, 0.01), (0.5, 0.05))
)


@dataclass(frozen=True, slots=True)
class FittedHead:
    head: Head

    def log_odds(self, pool: Pool, at: Int) -> Float:
        return decision(self.head, pool.dense[at], sp.csr_matrix(pool.grams[at]))


@dataclass(frozen=True, slots=True)
class Linear:
    """Signals, conjunctions and n-grams under bounds and priors: `estimator.fit_head`."""

    name: str = "commentguard"
    grid: tuple[Choice, ...] = field(default=GRID)

    def fit(self, pool: Pool, at: Int, weight: Float, choice: Choice) -> FittedHead:
        return FittedHead(
            fit_head(
                pool.dense[at], sp.csr_matrix(pool.grams[at]), pool.unwanted[at], weight,
                Encoder().columns,
                dense_penalty=choice["dense_penalty"], gram_penalty=choice["gram_penalty"],
            )
        )  # fmt: skip
