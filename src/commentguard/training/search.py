"""Choosing penalties and the weight of our own writing, inside training data and nowhere else.

Each trial is cross-validation of the sum, without trees or sentences, over whole groups of our own training half and of a fixed sample of
public ham. Its value is the mean of two recalls of our own unwanted comments: at the score that 2 % of
our own (mostly hard) held-out ham exceeds, and at the one that 0.5 % of public ham does. Neither needs
a cut-off to be chosen. Trials are written down as they end, so a search that was stopped goes on,
with the points that it would have tried.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import optuna
import scipy.sparse as sp
from numpy.typing import NDArray
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from sklearn.model_selection import GroupKFold

from commentguard.errors import DataError
from commentguard.features.encoder import Encoder
from commentguard.training.corpora import OWN, Row
from commentguard.training.estimator import decision, fit_head
from commentguard.training.metrics import recall_at
from commentguard.training.pool import Pool
from commentguard.training.split_files import digest_of

Told = Callable[[int, str], None]
Int = NDArray[np.int64]

FOLDS, PUBLIC = 4, 6000
# The largest share of held-out ham above the score at which recall is read.
_OWN_RATE, _PUBLIC_RATE = 0.02, 0.005
SPACE = {"dense_penalty": (0.005, 1.0), "gram_penalty": (0.001, 2.0), "own_weight": (1.0, 20.0)}


@dataclass(frozen=True, slots=True)
class Found:
    """The best settings, their value, and after how many trials."""

    settings: dict[str, float]
    value: float
    trials: int


def search(
    rows: Sequence[Row],
    trials: int,
    journal: Path,
    *,
    seed: int = 1,
    told: Told = lambda *_: None,
) -> Found:
    """Go on until `trials` trials, 1 or more, have ended in `journal`, and tell the best.

    Trials of other data are in the same file under another name and do not count. Raises
    `DataError` when there is too little of our own to hold out.
    """
    chosen = _sample(rows)
    own = [row for row in chosen if row.corpus == OWN]
    if len({row.group for row in own}) < FOLDS or len({row.unwanted for row in own}) < 2:
        raise DataError(f"a search needs ham and adverts of our own under {FOLDS} posts or more")
    pool = Pool(chosen)
    journal.parent.mkdir(parents=True, exist_ok=True)
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(
        study_name=digest_of(chosen)[:16],
        storage=JournalStorage(JournalFileBackend(str(journal))),
        direction="maximize",
        load_if_exists=True,
    )

    def value(trial: optuna.Trial) -> float:
        return evaluate(
            pool, {n: trial.suggest_float(n, *ends, log=True) for n, ends in SPACE.items()}
        )

    while (done := _ended(study)) < trials:
        told(done, f"best {study.best_value:.4f}" if done else "")
        # A sampler begins anew with its process: by one seed it would draw the first point again
        # each time that a search goes on. Drawn for each trial, a stop changes nothing.
        study.sampler = optuna.samplers.TPESampler(seed=_drawn(seed, done))
        study.optimize(value, n_trials=1)
    told(done, f"best {study.best_value:.4f}")
    return Found(dict(study.best_params), study.best_value, done)


def evaluate(pool: Pool, settings: dict[str, float]) -> float:
    """The value of one choice: see the module."""
    columns = Encoder().columns
    own = np.array([row.corpus == OWN for row in pool.rows])
    scores = np.zeros(len(pool))
    groups = [f"{row.corpus}/{row.group}" for row in pool.rows]
    for fitted, held in GroupKFold(FOLDS).split(np.zeros(len(pool)), groups=groups):
        head = fit_head(
            pool.dense[fitted], sp.csr_matrix(pool.grams[fitted]), pool.unwanted[fitted],
            np.where(own[fitted], settings["own_weight"], 1.0), columns,
            dense_penalty=settings["dense_penalty"], gram_penalty=settings["gram_penalty"],
        )  # fmt: skip
        scores[held] = decision(head, pool.dense[held], sp.csr_matrix(pool.grams[held]))
    recalls = [recall_at(scores[own], pool.unwanted[own], _OWN_RATE)]
    if not own.all():
        against = ~own | pool.unwanted
        recalls.append(recall_at(scores[against], pool.unwanted[against], _PUBLIC_RATE))
    return float(np.mean(recalls))


def write_settings(path: Path, found: Found) -> None:
    """What `commentguard train --settings` reads: rounded, because digits beyond are chance."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rounded = {name: float(f"{value:.3g}") for name, value in sorted(found.settings.items())}
    path.write_text(json.dumps(rounded, indent=1) + "\n", "utf-8")


def _drawn(seed: int, done: int) -> int:
    """The sampler's own seed, of 32 bits, for the trial after `done` others."""
    return int.from_bytes(sha256(f"{seed}/{done}".encode()).digest()[:4], "big")


def _sample(rows: Sequence[Row]) -> list[Row]:
    """All of our own, and every n-th public ham: the same ones each time."""
    public = [row for row in rows if row.corpus != OWN and not row.unwanted]
    step = max(1, len(public) // PUBLIC)
    return [*(row for row in rows if row.corpus == OWN), *public[::step][:PUBLIC]]


def _ended(study: optuna.Study) -> int:
    return len(study.get_trials(deepcopy=False, states=(optuna.trial.TrialState.COMPLETE,)))
