"""The learning curve: judged before learned, and only from labels that came back."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from tests.training.rows import corpus

from commentguard.training.baselines.nbsvm import NbSvm
from commentguard.training.learner import Choice
from commentguard.training.pool import Pool
from commentguard.training.tracks.prequential import BLOCKS, alternating, curve

Int = NDArray[np.int64]


@dataclass
class Watched:
    """NB-SVM that notes what it fitted and judged, in turn."""

    log: list[tuple[str, Int]] = field(default_factory=list)
    name: str = "watched"
    by_hand: bool = False
    grid: tuple[Choice, ...] = ({"C": 1.0},)

    def fit(self, pool: Pool, at: Int, weight: NDArray[np.float64], choice: Choice) -> Watched:
        self.log.append(("fit", at))
        self.fitted = NbSvm().fit(pool, at, weight, choice)
        return self

    def log_odds(self, pool: Pool, at: Int) -> NDArray[np.float64]:
        self.log.append(("judge", at))
        return self.fitted.log_odds(pool, at)


def test_no_comment_is_learned_from_before_it_is_judged() -> None:
    pool, watched = Pool(corpus()), Watched()
    told = curve(watched, pool, range(len(pool)))
    fitted = [at for kind, at in watched.log if kind == "fit"]
    judged = [at for kind, at in watched.log if kind == "judge"]
    for learned, now in zip(fitted, judged, strict=True):
        assert learned.max() < now.min()
    assert [p["learned_from"] for p in told["1"]["points"]] == [
        sum(len(b) for b in np.array_split(np.arange(64), BLOCKS)[:n]) for n in range(1, BLOCKS)
    ]
    assert told["0.1"]["points"][-1]["learned_from"] < told["0.5"]["points"][-1]["learned_from"]
    assert told["1"]["all"]["mcc"] > 0.5


def test_groups_are_dealt_alternately_in_their_own_order() -> None:
    pool = Pool(corpus(groups=2))
    order = alternating(pool)
    groups = [pool.rows[k].group for k in order]
    assert groups[:4] == ["stove", "canal", "stove", "canal"]
    assert [k for k in order if k < 8] == list(range(8))
