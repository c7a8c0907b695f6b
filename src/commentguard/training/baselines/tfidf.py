"""TF-IDF of words and pairs of words with logistic regression: the model of every tutorial."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from commentguard.training.baselines.words import word_counts
from commentguard.training.learner import Choice
from commentguard.training.pool import Pool

Float = NDArray[np.float64]
Int = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FittedWords:
    """A fitted scikit-learn pipeline over the columns `known`: what training rows contain.

    Others have no weight anyway, and a million columns of zeros are what the solver would spend
    its time on.
    """

    pipeline: Pipeline
    known: NDArray[np.int32]

    def log_odds(self, pool: Pool, at: Int) -> Float:
        if not len(at):
            return np.zeros(0)
        counts = sp.csr_matrix(word_counts(pool)[at])[:, self.known]
        return np.asarray(self.pipeline.decision_function(counts))


@dataclass(frozen=True, slots=True)
class Tfidf:
    name: str = "baseline:tfidf"
    by_hand: bool = False
    grid: tuple[Choice, ...] = field(default=({"C": 1.0}, {"C": 10.0}, {"C": 100.0}))

    def fit(self, pool: Pool, at: Int, weight: Float, choice: Choice) -> FittedWords:
        model: Any = make_pipeline(
            TfidfTransformer(sublinear_tf=True),
            LogisticRegression(C=choice["C"], solver="liblinear", random_state=0),
        )
        counts = sp.csr_matrix(word_counts(pool)[at])
        known = np.unique(counts.indices)
        model.fit(counts[:, known], pool.unwanted[at], logisticregression__sample_weight=weight)
        return FittedWords(model, known)
