"""The score to hold above, chosen on ham that no weight was fitted to.

Three bounds, the strictest of which counts. Readers of public corpora are what most comments look
like: of them a share is promised, with confidence. Most of our own ham looks like adverts: of it, and
of those among it that give a contact, a plain share may be held. There every brief counts alike, or a
wave of plain comments would loosen what the look-alikes are promised (docs/experiments/0030). One
promise over both together was refused: the more look-alikes are written, the stricter it would grow,
and public readers would pay for nothing (docs/experiments/0026).

The share is a quantile of few readers: ten may be held of those with contacts. So it is no single reader's score,
which another fit moves by a third, but an average of those around it (docs/experiments/0047).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from commentguard.scoring.neyman_pearson import cut_off
from commentguard.training.corpora import OWN, Row
from commentguard.training.settings import Settings
from commentguard.training.slices import has_contact

Float = NDArray[np.float64]

_ENOUGH = 3
"""Comments that may be above, from which on the quantile is averaged."""


def hold_cutoff(
    scores: Float, rows: Sequence[Row], settings: Settings
) -> tuple[float, dict[str, Any]]:
    """The log-odds to hold above for `scores` of `rows`, and what that promises of which ham.

    Shares of our own count by weight, numbers by comment. The trap: shares held on `rows` themselves may be over
    `own_rate` and `contact_rate` by a comment; these are what is held on average of others.
    """
    ham = np.array([not row.unwanted for row in rows], dtype=bool)
    ours = np.array([row.corpus == OWN for row in rows], dtype=bool)
    asked = np.array([has_contact(row.comment.text) for row in rows], dtype=bool)
    weight = np.array([row.weight for row in rows])
    readers = scores[ham & ~ours]
    claim = cut_off(readers.tolist(), settings.rate, settings.confidence)
    bounds = [claim.cutoff if claim else readers.max(initial=-np.inf)]
    for some, rate in ((ours, settings.own_rate), (ours & asked, settings.contact_rate)):
        bounds.append(_with_share_above(scores[ham & some], weight[ham & some], rate))
    cutoff = float(max(bounds))
    claims = {
        "rate": claim.rate if claim else None,
        "confidence": settings.confidence,
        "n": len(readers),
        "own_ham": int((ham & ours).sum()),
        "own_with_contacts": int((ham & ours & asked).sum()),
        "held_on_calibration": float((scores[ham] > cutoff).mean()),
        "public_held": _share(readers > cutoff, np.ones(len(readers))),
        "own_held": _share(scores[ham & ours] > cutoff, weight[ham & ours]),
        "contacts_held": _share(scores[ham & ours & asked] > cutoff, weight[ham & ours & asked]),
    }
    return cutoff, {"hold": claims}


def _with_share_above(scores: Float, weight: Float, rate: float) -> float:
    """A score that about the share `rate` of all weight exceeds, by one comment of mean weight more at the most.

    The estimate of Harrell and Davis (Biometrika 69, 1982), with weights: what the quantile is on average over
    samples drawn anew from these. Of so few comments that under `_ENOUGH` may be above, it is the plain quantile, which
    holds none too many.
    """
    if not len(scores):
        return -np.inf
    order = np.argsort(-scores, kind="stable")
    scores, weight = scores[order], weight[order]
    reached = np.cumsum(weight)
    above, total = reached - weight, reached[-1]
    allowed = rate * total
    size = total**2 / (weight**2).sum()
    if size * rate < _ENOUGH:
        return _lowest(scores, above, allowed)
    shares = beta.cdf(np.append(0.0, reached / total), (size + 1) * rate, (size + 1) * (1 - rate))
    average = float(np.diff(shares) @ scores)
    return max(average, _lowest(scores, above, allowed + total / size))


def _lowest(scores: Float, above: Float, allowed: float) -> float:
    """The smallest of descending `scores` that no more than `allowed` lies above."""
    # Weights are sums of fractions: a bound that is met must not be missed by their last digit.
    return float(scores[above <= allowed * (1 + 1e-9)][-1])


def _share(held: NDArray[np.bool_], weight: Float) -> float | None:
    return float(weight[held].sum() / weight.sum()) if len(held) else None
