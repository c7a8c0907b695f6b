"""In process: ours and everybody else's, on the same texts, in interleaved rounds.

Comments by themselves, since that is all that rivals read; ours computes every column and every
window that it computes for a single comment.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from clock import median, quantile, seconds
from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer
from rivals import Rival, rivals
from texts import Texts

_BATCH = 256
_ROUNDS = 5
_SINGLES = 200
_REPEATS = 9


def ours(scorer: Scorer) -> list[Rival]:
    """Our ways of being asked, as contenders like the others."""

    def comments(batch: list[str]) -> list[Comment]:
        return [Comment(text=text) for text in batch]

    def probabilities(batch: list[str]) -> None:
        for k in range(0, len(batch), _BATCH):
            scorer.probabilities(comments(batch[k : k + _BATCH]))

    def verdicts(batch: list[str]) -> None:
        for k in range(0, len(batch), _BATCH):
            scorer.score_many(comments(batch[k : k + _BATCH]))

    def one(batch: list[str]) -> None:
        scorer.score(Comment(text=batch[0]))

    return [
        Rival("CommentGuard, probabilities", probabilities, probabilities),
        Rival("CommentGuard, verdicts with reasons", verdicts, one),
    ]


def measure(scorer: Scorer, texts: Texts, notes: list[str]) -> dict[str, Any]:
    """Comments a second in batches, and microseconds for one comment, of every contender."""
    with tempfile.TemporaryDirectory() as folder:
        contenders = [*ours(scorer), *rivals(texts, Path(folder), notes)]
        found = _race(contenders, texts)
    return {"contenders": found, "spread": spread(scorer, texts), "characters": _mean(texts)}


def _race(held: list[Rival], texts: Texts) -> dict[str, dict[str, float]]:
    batches: dict[str, list[float]] = {}
    singles: dict[str, list[list[float]]] = {}
    for rival in held:
        rival.batch(texts.texts[: rival.most][:50])
    for _ in range(_ROUNDS):
        for rival in held:
            part = texts.texts[: rival.most]
            spent = seconds(lambda rival=rival, part=part: rival.batch(part), rival.clock)
            batches.setdefault(rival.name, []).append(spent / len(part))
            if rival.one:
                times = singles.setdefault(rival.name, [[] for _ in range(_SINGLES)])
                for k, text in enumerate(texts.texts[:_SINGLES]):
                    times[k].append(seconds(lambda r=rival, t=text: r.one([t]), rival.clock))
    megabytes = sum(len(t.encode("utf-8", "replace")) for t in texts.texts) / 1e6
    found: dict[str, dict[str, float]] = {}
    for name, times in batches.items():
        cost = median(times)
        found[name] = {"batch_us": cost * 1e6, "per_second": 1 / cost}
        found[name]["megabytes_per_second"] = megabytes / len(texts.texts) / cost
        if name in singles:
            each = [median(one) for one in singles[name]]
            found[name]["one_p50_us"] = median(each) * 1e6
            found[name]["one_p99_us"] = quantile(each, 0.99) * 1e6
    return found


def _mean(texts: Texts) -> float:
    return sum(map(len, texts.texts)) / len(texts.texts)


def spread(scorer: Scorer, texts: Texts) -> dict[str, float]:
    """One comment with reasons, over all texts: each text's median of nine."""
    times: list[list[float]] = [[] for _ in texts.texts]
    rows = [Comment(text=text) for text in texts.texts]
    for _ in range(_REPEATS):
        for mine, comment in zip(times, rows, strict=True):
            mine.append(seconds(lambda comment=comment: scorer.score(comment)))
    each = [median(mine) for mine in times]
    return {
        "p50_us": median(each) * 1e6,
        "p99_us": quantile(each, 0.99) * 1e6,
        "worst_us": max(each) * 1e6,
        "p99_over_median": quantile(each, 0.99) / median(each),
    }
