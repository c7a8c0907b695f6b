"""What a contestant did on a track, row by row: the raw material of figures and comparisons."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from commentguard.training.learner import Choice
from commentguard.training.pool import Pool
from commentguard.verdict import Verdict

Float = NDArray[np.float64]
Bools = NDArray[np.bool_]
Int = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Part:
    """One fold's test rows, judged.

    `seen` marks rows whose text training held too. `probability` is calibrated at `base_rate`.
    `verdicts` are there when a whole guard judged, one a row. `scores` and `held` are aligned
    with `at`, positions in `pool`.
    """

    name: str
    pool: Pool
    at: Int
    scores: Float
    held: Bools
    seen: Bools
    probability: Float | None = None
    base_rate: float | None = None
    choice: Choice = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()

    @property
    def unwanted(self) -> Bools:
        return self.pool.unwanted[self.at]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All parts of a track for one contestant."""

    track: str
    contestant: str
    parts: tuple[Part, ...]

    @property
    def scores(self) -> Float:
        return np.concatenate([part.scores for part in self.parts])

    @property
    def held(self) -> Bools:
        return np.concatenate([part.held for part in self.parts])

    @property
    def unwanted(self) -> Bools:
        return np.concatenate([part.unwanted for part in self.parts])

    @property
    def seen(self) -> Bools:
        return np.concatenate([part.seen for part in self.parts])
