"""A published protocol: one corpus, fixed folds, and for each a model fitted to its training part.

Every contestant is fitted anew in every fold from the fold's own training rows, and chooses its
hyper-parameters there. Test rows whose text also stands in the training part are counted, and
every figure is given once more without them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commentguard.training.corpora import Row
from commentguard.training.figures import binary_figures
from commentguard.training.learner import Learner
from commentguard.training.selection import tune
from commentguard.training.tracks.bench import Bench
from commentguard.training.tracks.outcome import Outcome, Part

Bools = NDArray[np.bool_]


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
        """Fit and score every fold."""
        pool = bench.pool(self.corpus)
        place = {row.number: k for k, row in enumerate(pool.rows)}
        parts = []
        for fold in bench.folds(self.split):
            train = np.array([place[n] for n in fold.train])
            test = np.array([place[n] for n in fold.test])
            tuned = tune(learner, pool, train, by_group=self.by_group)
            scores = tuned.fitted.log_odds(pool, test)
            keys = {pool.keys[k] for k in train}
            parts.append(
                Part(
                    fold.name, pool, test, scores, scores > 0,
                    np.array([pool.keys[k] in keys for k in test], dtype=bool),
                    tuned.calibration.probability(scores), tuned.base_rate, tuned.choice,
                )
            )  # fmt: skip
        return Outcome(self.name, learner.name, tuple(parts))

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
