"""Rules only: the signals, weighed by hand and combined as if independent. Nothing is learned.

A noisy-or over reason codes, 1 - Π(1 - weight · strength), with the weights that were written
down before any model was fitted; codes that had none then get the weight of their nearest
relative. At least two codes, or one strong one that speaks for itself, must be seen, because a
call to action alone is what half of all readers write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commentguard.features.encoder import Encoder
from commentguard.training.learner import Choice
from commentguard.training.pool import Pool
from commentguard.verdict import Code

Float = NDArray[np.float64]
Int = NDArray[np.int64]

WEIGHTS: Mapping[Code, float] = {
    Code.LABEL_STUFFING: 0.9,
    Code.PHONE_NUMBER: 0.7,
    Code.OBFUSCATED_CONTACT: 0.7,
    Code.LOCATION_AD: 0.6,
    Code.OFFER: 0.6,
    Code.SCAM: 0.6,
    Code.LINK_PROMO: 0.5,
    Code.CALL_TO_ACTION: 0.5,
    Code.BUSINESS_AUTHOR: 0.5,
    Code.ENGAGEMENT_BAIT: 0.5,
    Code.UNICODE_EVASION: 0.5,
    Code.SUPERLATIVE: 0.3,
    Code.GIBBERISH: 0.3,
    Code.GENERIC_PRAISE: 0.2,
    Code.OFF_TOPIC: 0.2,
}
_ALONE = (Code.LABEL_STUFFING, Code.PHONE_NUMBER, Code.SCAM)
_STRONG = 0.8
_SEEN = 0.05
# Where too little was seen, the probability is kept below one half.
_UNCONVINCED = 0.49


@dataclass(frozen=True, slots=True)
class FittedRules:
    """Nothing but the rules; a class so that rules are called as models are."""

    def log_odds(self, pool: Pool, at: Int) -> Float:
        strength = _strengths(pool.dense[at])
        clean = np.prod([1 - WEIGHTS[code] * strength[code] for code in WEIGHTS], axis=0)
        codes = np.sum([strength[code] > _SEEN for code in WEIGHTS], axis=0)
        alone = np.any([strength[code] >= _STRONG for code in _ALONE], axis=0)
        chance = np.where((codes >= 2) | alone, 1 - clean, np.minimum(1 - clean, _UNCONVINCED))
        chance = np.clip(chance, 1e-6, 1 - 1e-6)
        return np.asarray(np.log(chance / (1 - chance)))


@dataclass(frozen=True, slots=True)
class Rules:
    name: str = "baseline:rules"
    by_hand: bool = True
    grid: tuple[Choice, ...] = ({},)

    def fit(self, pool: Pool, at: Int, weight: Float, choice: Choice) -> FittedRules:
        del pool, at, weight, choice
        return FittedRules()


def _strengths(dense: Float) -> Mapping[Code, Float]:
    """The largest column of each code among the signals; conjunctions are not rules of then."""
    columns = [
        (place, column.code)
        for place, (name, column) in enumerate(Encoder().columns.items())
        if column.code is not None and not name.startswith("together.")
    ]
    strengths = {code: np.zeros(len(dense)) for code in WEIGHTS}
    for place, code in columns:
        strengths[code] = np.maximum(strengths[code], dense[:, place])
    return strengths
