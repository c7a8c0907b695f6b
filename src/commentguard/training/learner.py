"""What can be fitted on a track: ours and the baselines, called alike.

A learner makes a scorer from labelled comments and a choice of hyper-parameters. `grid` is all
it may choose from, strongest penalty first; a track chooses inside its training data
(`selection`), so that nobody is helped by having seen the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from commentguard.training.pool import Pool

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Choice = Mapping[str, float]


class Fitted(Protocol):
    """A fitted model: log-odds, or what stands for them; unwanted above 0."""

    def log_odds(self, pool: Pool, at: Int) -> Float: ...


class Learner(Protocol):
    """A way to fit. `fit` is a pure function of its arguments: same rows, same weights, same model.

    `by_hand` says that 0 is a bar which somebody wrote down, to be left where it is; of scores that
    were learned, calibration says which are more likely than not those of unwanted comments.
    """

    @property
    def name(self) -> str: ...

    @property
    def by_hand(self) -> bool: ...

    @property
    def grid(self) -> tuple[Choice, ...]: ...

    def fit(self, pool: Pool, at: Int, weight: Float, choice: Choice) -> Fitted: ...
