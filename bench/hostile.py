"""What hostile text costs: the worst 16 KiB, in milliseconds and against a median comment's kilobyte."""

from __future__ import annotations

from typing import Any

from clock import median, seconds
from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer
from linear import FULL, GENERATORS, HALF

_ROUNDS = 5


def measure(scorer: Scorer, texts: list[str], one_us: float) -> dict[str, Any]:
    """Per generator; `one_us` is what a median comment of `texts` costs."""
    size = median([len(text.encode("utf-8", "replace")) for text in texts])
    per_kilobyte = one_us / size * 1024
    found: dict[str, Any] = {}
    for name, make in GENERATORS.items():
        # Made anew each time: some are made of words that nobody has sent before.
        pairs = [(Comment(text=make(HALF)), Comment(text=make(FULL))) for _ in range(_ROUNDS)]
        times = [
            (seconds(lambda h=half: scorer.score(h)), seconds(lambda f=full: scorer.score(f)))
            for half, full in pairs
        ]
        cost = median([whole for _, whole in times])
        found[name] = {
            "milliseconds": cost * 1e3,
            "doubling": cost / median([part for part, _ in times]),
            "times_median_kilobyte": cost * 1e6 / 16 / per_kilobyte,
        }
    return {
        "generators": found,
        "median_kilobyte_us": per_kilobyte,
        "worst_ms": max(one["milliseconds"] for one in found.values()),
        "worst_ratio": max(one["times_median_kilobyte"] for one in found.values()),
        "growth": _growth(scorer),
    }


def _growth(scorer: Scorer) -> dict[str, float]:
    """Cost of twice the comments over the cost of once: 2 is linear."""
    rows = [
        Comment(text="We walked along the canal and it rained a good deal.") for _ in range(2000)
    ]
    once = min(seconds(lambda: scorer.score_many(rows[:1000])) for _ in range(_ROUNDS))
    twice = min(seconds(lambda: scorer.score_many(rows)) for _ in range(_ROUNDS))
    return {"twice_the_comments": twice / once}
