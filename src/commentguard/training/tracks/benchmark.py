"""A published protocol: one corpus, fixed folds, and for each a model fitted to its training part.

Every contestant is fitted anew in every fold from the fold's own training rows, and chooses its
hyper-parameters, and the score that says *more likely than not*, there. Test rows whose text also stands in the training part are counted, and
every figure is given once more without them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import joblib
import numpy as np
from numpy.typing import NDArray

from commentguard.training.corpora import Row
from commentguard.training.figures import binary_figures
from commentguard.training.learner import Learner
from commentguard.training.pool import Pool
from commentguard.training.selection import tune
from commentguard.training.tracks.bench import Bench
from commentguard.training.tracks.outcome import Outcome, Part

Bools = NDArray[np.bool_]
Int = NDArray[np.int64]

# Below this a second process takes longer to start than it saves.
_MANY = 500


@dataclass(frozen=True, slots=True)
class Benchmark:
    """`split` is a file of `data/splits`; `by_group` chooses hyper-parameters on whole groups.

    `slices` names the parts whose figures are averaged where one fold tests several (videos).
    `published` are figures of others under the same protocol, by source.
    """

    name: str
    title: str
    corpus: str
    split: str
    by_group: bool = False
    slices: Callable[[Row], str] | None = None
    published: tuple[tuple[str, float], ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.corpus,)

    def run(self, learner: Learner, bench: Bench) -> Outcome:
        """Fit and score every fold; folds know nothing of each other and go to two processes."""
        pool = bench.pool(self.corpus)
        place = {row.number: k for k, row in enumerate(pool.rows)}
        folds = [
            (
                fold.name,
                np.array([place[n] for n in fold.train]),
                np.array([place[n] for n in fold.test]),
            )
            for fold in bench.folds(self.split)
        ]
        # Encoded here, once, and not by each process for itself.
        ready = (pool.dense, pool.grams, pool.keys)
        jobs = 2 if len(learner.grid) > 1 and len(ready[0]) >= _MANY else 1
        parts = joblib.Parallel(n_jobs=jobs)(
            joblib.delayed(_judged)(learner, pool, *fold, self.by_group) for fold in folds
        )
        return Outcome(self.name, learner.name, tuple(replace(part, pool=pool) for part in parts))

    def figures(self, outcome: Outcome) -> dict[str, Any]:
        """Pooled figures, figures by fold or slice, their mean, and all of it without duplicates."""
        told = self._figures(outcome, np.ones(len(outcome.held), dtype=bool))
        told["duplicates_of_training"] = int(outcome.seen.sum())
        told["without_duplicates"] = self._figures(outcome, ~outcome.seen)
        told["choices"] = {part.name: dict(part.choice) for part in outcome.parts}
        if self.published:
            told["published_mcc"] = dict(self.published)
        return told

    def _figures(self, outcome: Outcome, wanted: Bools) -> dict[str, Any]:
        names = np.array(
            [
                self.slices(part.pool.rows[k]) if self.slices else part.name
                for part in outcome.parts
                for k in part.at
            ]
        )
        scores, held, unwanted = outcome.scores, outcome.held, outcome.unwanted
        by_part = {}
        for name in dict.fromkeys(names.tolist()):
            own = wanted & (names == name)
            by_part[name] = binary_figures(scores[own], held[own], unwanted[own])
        return {
            "mean_mcc": float(np.mean([one["mcc"] for one in by_part.values()])),
            **binary_figures(scores[wanted], held[wanted], unwanted[wanted]),
            "parts": by_part,
        }


def _judged(learner: Learner, pool: Pool, name: str, train: Int, test: Int, by_group: bool) -> Part:
    tuned = tune(learner, pool, train, by_group=by_group)
    scores = tuned.fitted.log_odds(pool, test)
    keys = {pool.keys[k] for k in train}
    return Part(
        name, Pool(()), test, scores, tuned.held(scores),
        np.array([pool.keys[k] in keys for k in test], dtype=bool),
        tuned.calibration.probability(scores), tuned.base_rate, tuned.choice,
    )  # fmt: skip
