"""Our training half, cross-validated: every fold judged by a guard trained without it.

What is known about a model between two openings of the test half. Guards are fitted as a release is:
briefs count alike, half of the addresses have other endings. What is judged is as the files have it. The
trap: the writers of a fold also wrote the folds that were trained on, so these figures flatter.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.model_selection import GroupKFold

from commentguard.training.contestants import Contestant
from commentguard.training.corpora import own_records
from commentguard.training.pool import Pool
from commentguard.training.tracks.bench import Bench
from commentguard.training.tracks.exam import Exam, Paper, Record, records_pool

FOLDS = 5


def own_folds(folder: Path, bench: Bench) -> Exam:
    """Five folds by post; beside the other four a guard is trained on the public corpora."""
    records = own_records(folder)
    released = bench.own_half()
    groups = [row.group for row in released.rows]
    folds = [
        (
            _paper([records[k] for k in held], bench),
            Pool.taken(released, fitted),
        )
        for fitted, held in GroupKFold(FOLDS).split(np.zeros(len(groups)), groups=groups)
    ]

    def papers(contestant: Contestant) -> Sequence[Paper]:
        found = []
        for k, ((own, pool), rest) in enumerate(folds, 1):
            bench.say(f"{contestant.name}: own training half, fold {k} of {FOLDS}")
            guard = contestant.train(Pool.join([rest, *bench.public()]))
            found.append(Paper(f"{k}", pool, own, guard))
        return found

    return Exam("own_folds", "Own training half, five folds by post", papers)


def _paper(records: Sequence[Record], bench: Bench) -> tuple[tuple[Record, ...], Pool]:
    return tuple(records), records_pool(records, bench.store)
