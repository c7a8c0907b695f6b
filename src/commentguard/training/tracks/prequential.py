"""A site that learns: judged first, learned from afterwards, block by block.

Comments arrive in an order; a model fitted to what moderators said about earlier blocks judges
the next one. Moderators do not answer at once and not always, so there are three curves: all
labels of earlier blocks, a half, and a tenth of them. Which labels arrive is decided by the text's
digest. TubeSpam has no usable time order (three videos are stored newest first, and dates leak
the label), so the order is that of the file; our own half goes by the years it imitates.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commentguard.training.figures import binary_figures
from commentguard.training.learner import Learner
from commentguard.training.pool import Pool

Int = NDArray[np.int64]

NAME = "prequential"
SHARES = (1.0, 0.5, 0.1)
BLOCKS = 10


def curve(learner: Learner, pool: Pool, order: Sequence[int]) -> dict[str, Any]:
    """Figures of every block and of all together, by share of labels that came back.

    One choice of hyper-parameters throughout, the middle of the grid: a site that just opened
    has nothing to choose by.
    """
    choice = learner.grid[len(learner.grid) // 2]
    blocks = np.array_split(np.array(order), BLOCKS)
    luck = np.array([_luck(pool.rows[k].comment.text) for k in range(len(pool))])
    told: dict[str, Any] = {}
    for share in SHARES:
        points, everything = [], []
        for n in range(1, BLOCKS):
            before = np.concatenate(blocks[:n])
            known = before[luck[before] < share]
            scores = np.zeros(len(blocks[n]))
            if len(set(pool.unwanted[known].tolist())) == 2:
                fitted = learner.fit(pool, known, np.ones(len(known)), choice)
                scores = fitted.log_odds(pool, blocks[n])
            points.append({"learned_from": len(known), **_short(scores, pool, blocks[n])})
            everything.append(scores)
        whole = np.concatenate(blocks[1:])
        told[f"{share:g}"] = {
            "points": points,
            "all": _short(np.concatenate(everything), pool, whole),
        }
    return told


def alternating(pool: Pool) -> list[int]:
    """File order within every group, groups dealt alternately: no video comes before another."""
    sizes = Counter(row.group for row in pool.rows)
    seen: Counter[str] = Counter()
    ranks = []
    for row in pool.rows:
        ranks.append(seen[row.group] / sizes[row.group])
        seen[row.group] += 1
    return sorted(range(len(pool)), key=lambda k: (ranks[k], k))


def _short(scores: NDArray[np.float64], pool: Pool, at: Int) -> dict[str, Any]:
    told = binary_figures(scores, scores > 0, pool.unwanted[at])
    return {key: told[key] for key in ("n", "mcc", "caught", "blocked", "lam", "auc")}


def _luck(text: str) -> float:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[8:16], "big") / 2**64
