"""The smallest offset that makes a site's decisions come out right.

Each decision asks that its comment land on the right side of the cut-off with a margin; the
offset that grants it with the least movement is a ridge solution (a support vector machine with
squared hinge that starts from the shared model, not from zero). Decisions which the shared model
already gets right ask for nothing.

What a key costs to move is 1 + μ·F, F being how strongly the golden set uses it: elastic weight
consolidation (Kirkpatrick et al. 2017, PNAS 114), with the golden set as the task that must not
be forgotten. Solved in the dual by coordinate descent (Hsieh et al. 2008, ICML), in a fixed order
and without BLAS, whose results may depend on memory alignment: the same decisions give the same
bits.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from commentguard.feedback.footprint import Footprint, Keys

Float = NDArray[np.float64]

# Log-odds beyond the cut-off that a decision asks for. Much where somebody published what the
# shared model holds, because comments like it should pass as well and some of them say more.
# Little elsewhere: what the model already publishes needs no help, and what is like something
# unwanted may be a reader's.
_MISTAKE_MARGIN = 10.0
_MARGIN = 1.0
_SOFTNESS = 8.0
_ROUNDS = 60
_STILL = 1e-5
# Offsets are kept on a grid that float32 holds exactly, far below any effect.
_GRID = 4096.0


def least_change(
    footprints: Sequence[Footprint],
    towards: Sequence[int],
    weights: Sequence[float],
    cut_off: float,
    keys: Keys,
    cost: Float,
) -> tuple[Float, Float]:
    """Offset for each of `keys` (sorted, covering all footprints), whose prices are `cost`.

    With it, how hard each decision had to pull. `towards` is -1 for publishing and +1 for
    holding, `weights` in (0, 1] how far each decision may insist; `cut_off` is the site's, in
    log-odds.
    """
    starts = np.cumsum([0, *(len(one.keys) for one in footprints)])
    place = np.searchsorted(keys, np.concatenate([one.keys for one in footprints]))
    value = np.concatenate([one.values for one in footprints]).astype(np.float64)
    kernel = _kernel(starts, place, value, cost)
    sign = np.array(towards, dtype=np.float64)
    odds = np.array([one.log_odds for one in footprints]) - cut_off
    slack = 1.0 / (_SOFTNESS * np.array(weights, dtype=np.float64))
    margin = np.where((sign < 0) & (odds > 0), _MISTAKE_MARGIN, _MARGIN)
    force = _solve(kernel, sign, margin - sign * odds, slack)
    pull = np.repeat(force * sign, np.diff(starts)) * value
    offset = np.bincount(place, weights=pull, minlength=len(keys)) / cost
    return np.asarray(np.round(offset * _GRID) / _GRID), force


def _kernel(
    starts: NDArray[np.int64], place: NDArray[np.int64], value: Float, cost: Float
) -> Float:
    """How much moving for one decision moves each other one."""
    count = len(starts) - 1
    kernel = np.zeros((count, count))
    row = np.zeros(len(cost))
    filled = np.flatnonzero(np.diff(starts))
    for k in range(count):
        mine = slice(int(starts[k]), int(starts[k + 1]))
        row[place[mine]] = value[mine] / cost[place[mine]]
        if len(filled):
            kernel[k, filled] = np.add.reduceat(value * row[place], starts[filled])
        row[place[mine]] = 0.0
    return kernel


def _solve(kernel: Float, sign: Float, short: Float, slack: Float) -> Float:
    force = np.zeros(len(sign))
    moved = np.zeros(len(sign))
    for _ in range(_ROUNDS):
        largest = 0.0
        for k in range(len(sign)):
            missing = short[k] - sign[k] * moved[k] - slack[k] * force[k]
            new = max(0.0, force[k] + missing / (kernel[k, k] + slack[k]))
            step = new - force[k]
            if step:
                moved += (sign[k] * step) * kernel[k]
                force[k] = new
                largest = max(largest, abs(step))
        if largest < _STILL:
            break
    return force
