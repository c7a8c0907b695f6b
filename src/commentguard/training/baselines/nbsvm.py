"""NB-SVM: a linear SVM on word presence times naive Bayes log-count ratios.

Wang and Manning (2012), "Baselines and bigrams": hard to beat on short texts, and the strongest
of the plain models against padding in our own measurements.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.svm import LinearSVC

from commentguard.training.baselines.words import word_counts
from commentguard.training.learner import Choice
from commentguard.training.pool import Pool

Float = NDArray[np.float64]
Int = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FittedRatios:
    """Log-count ratios and the machine fitted on them; margins stand for log-odds."""

    ratio: Float
    machine: LinearSVC

    def log_odds(self, pool: Pool, at: Int) -> Float:
        if not len(at):
            return np.zeros(0)
        return np.asarray(self.machine.decision_function(_scaled(pool, at, self.ratio)))


@dataclass(frozen=True, slots=True)
class NbSvm:
    name: str = "baseline:nbsvm"
    by_hand: bool = False
    grid: tuple[Choice, ...] = field(default=({"C": 0.01}, {"C": 0.1}, {"C": 1.0}))

    def fit(self, pool: Pool, at: Int, weight: Float, choice: Choice) -> FittedRatios:
        present = _present(pool, at)
        target = pool.unwanted[at]
        unwanted = 1.0 + weight[target] @ present[target]
        ham = 1.0 + weight[~target] @ present[~target]
        ratio = np.asarray(np.log((unwanted / unwanted.sum()) / (ham / ham.sum())))
        machine = LinearSVC(C=choice["C"], random_state=0, max_iter=5000)
        machine.fit(present.multiply(ratio).tocsr(), target, sample_weight=weight)
        return FittedRatios(ratio, machine)


def _present(pool: Pool, at: Int) -> sp.csr_matrix:
    counts = sp.csr_matrix(word_counts(pool)[at], copy=True)
    counts.data[:] = 1.0
    return counts


def _scaled(pool: Pool, at: Int, ratio: Float) -> sp.csr_matrix:
    return sp.csr_matrix(_present(pool, at).multiply(ratio))
